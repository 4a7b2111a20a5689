package org.as2gateway.admin.usps;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.usps.ScanSummaryJson.RawLineJson;
import org.as2gateway.usps.files.EventCodes;
import org.as2gateway.usps.scans.Scan;
import org.as2gateway.usps.scans.ScanFile;
import org.as2gateway.usps.scans.ScanPage;
import org.jspecify.annotations.Nullable;

/** Scan events. */
@Description("Scan events. A page may be short although there is a next one.")
record ScansJson(List<ScanJson> scans, @Nullable String next) {
  static ScansJson of(ScanPage page, EventCodes codes, boolean isMasked) {
    return new ScansJson(
        page.scans().stream().map(scan -> ScanJson.of(scan, codes, isMasked)).toList(),
        page.next().orElse(null));
  }

  @Description("A scan event as the extract has it.")
  record ScanJson(
      @Description("number without routing") String pic,
      @Description("the file that the extract names") String efn,
      String code,
      @Description("what the code means; the words of the extract if the table does not have it")
          String text,
      String group,
      @Description("YYYYMMDD, local to the facility, not converted") String date,
      @Description("HHMM, local to the facility, not converted") String time,
      String facility,
      String facilityZip,
      String reference,
      @Description("masked for viewers") String recipient,
      @Description("number of the extract that had it first") int extract,
      long line,
      @Description("what the layout says nothing of, unchanged; empty for version 015")
          String rest) {
    static ScanJson of(Scan scan, EventCodes codes, boolean isMasked) {
      return new ScanJson(
          scan.pic(),
          scan.efn(),
          scan.code(),
          codes.text(scan.code(), scan.name()),
          codes.group(scan.code()),
          scan.date(),
          scan.time(),
          scan.facility(),
          scan.facilityZip(),
          scan.reference(),
          isMasked ? ScanText.masked(scan.recipient()) : scan.recipient(),
          scan.source(),
          scan.line(),
          isMasked ? "" : scan.rest());
    }
  }

  @Description("What is known of a piece.")
  record PieceJson(
      @Description("number without routing") String pic,
      @Description("files that have it; those that extracts name if none has") List<String> efns,
      @Description("the oldest first") List<PieceEventJson> events) {
    static PieceJson of(String pic, Collection<String> efns, List<Scan> scans, EventCodes codes) {
      return new PieceJson(
          pic,
          List.copyOf(efns),
          scans.stream().map(scan -> PieceEventJson.of(scan, codes)).toList());
    }
  }

  @Description("An event of a piece.")
  record PieceEventJson(
      String code,
      @Description("what the code means; the words of the extract if the table does not have it")
          String text,
      String group,
      @Description("YYYYMMDD, local to the facility, not converted") String date,
      @Description("HHMM, local to the facility, not converted") String time,
      String facility,
      String facilityZip,
      @Description("the file that the extract names") String efn) {
    static PieceEventJson of(Scan scan, EventCodes codes) {
      return new PieceEventJson(
          scan.code(),
          codes.text(scan.code(), scan.name()),
          codes.group(scan.code()),
          scan.date(),
          scan.time(),
          scan.facility(),
          scan.facilityZip(),
          scan.efn());
    }
  }

  @Description("Extracts that were read, the newest first.")
  record ExtractsJson(List<ExtractJson> extracts) {}

  @Description("An extract that was read.")
  record ExtractJson(
      int id,
      @Description("the message that brought it; null if a user uploaded it")
          @Nullable String message,
      String filename,
      @Description("the user who uploaded it; null if it came in") @Nullable String user,
      Instant at,
      String version,
      long lines,
      long events,
      @Description("events that were not known before") long added,
      @Description("how many lines could not be read") long unreadable,
      @Description("the first of them; none for viewers") List<RawLineJson> unreadableLines,
      @Description("whether it was read to its end") boolean complete) {
    static ExtractJson of(ScanFile file, boolean isMasked) {
      return new ExtractJson(
          file.id(),
          file.source().message().orElse(null),
          file.source().name(),
          file.source().user().orElse(null),
          file.enteredAt(),
          file.version(),
          file.lines(),
          file.events(),
          file.added(),
          file.unreadable(),
          isMasked ? List.of() : file.firstUnreadable().stream().map(RawLineJson::of).toList(),
          file.isComplete());
    }
  }
}
