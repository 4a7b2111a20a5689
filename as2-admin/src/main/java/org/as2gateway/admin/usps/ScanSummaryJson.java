package org.as2gateway.admin.usps;

import java.util.List;
import java.util.Map;
import org.as2gateway.admin.port.Description;
import org.as2gateway.usps.files.ScanSummary;
import org.jspecify.annotations.Nullable;

/** What is in an extract. */
@Description("What is in an extract.")
public record ScanSummaryJson(
    @Description("015, legacy, or unknown if no line could be read; of the first event")
        String version,
    long events,
    @Description("how many different pieces the events are of") long pieces,
    @Description("events by group of their code") Map<String, Long> byGroup,
    @Description("events by code that is not in the table") Map<String, Long> unknownCodes,
    @Description("events by version") Map<String, Long> versions,
    @Description("date of the first event, YYYYMMDD, local to the facility")
        @Nullable String firstDate,
    @Nullable String lastDate,
    @Description("how many lines could not be read") long unreadable,
    @Description("the first of them") List<RawLineJson> unreadableLines) {

  /** A line that could not be read. */
  @Description("A line that could not be read, unchanged; a very long one is cut.")
  public record RawLineJson(long line, String reason, String text) {
    static RawLineJson of(ScanSummary.RawLine line) {
      return new RawLineJson(line.line(), line.reason(), line.raw());
    }
  }

  /** The document of a summary. */
  public static ScanSummaryJson of(ScanSummary summary) {
    return new ScanSummaryJson(
        summary.version(),
        summary.events(),
        summary.pieces(),
        summary.byGroup(),
        summary.unknownCodes(),
        summary.versions(),
        summary.first().isEmpty() ? null : summary.first(),
        summary.last().isEmpty() ? null : summary.last(),
        summary.unreadable(),
        summary.firstUnreadable().stream().map(RawLineJson::of).toList());
  }
}
