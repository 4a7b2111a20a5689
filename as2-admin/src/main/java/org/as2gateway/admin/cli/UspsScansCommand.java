package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.port.Text;
import org.as2gateway.admin.usps.LocalScans;
import org.as2gateway.admin.usps.ScanSummaryJson;
import org.as2gateway.config.ConfigException;
import org.as2gateway.usps.files.ScanSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code usps scans}: what is in an extract. */
@Command(
    name = "scans",
    description = {
      "Show what is in an extract of scan events.",
      "",
      "Needs no gateway and stores nothing, except with --import. Extract 1.5 is read in full, the older form of 280"
          + " characters as far as its layout is published."
    },
    exitCodeList = "2:Wrong usage, or the file cannot be read.",
    footer = {
      "",
      "Examples:",
      "  ./as2 usps scans extract.txt",
      "  ./as2 usps scans extract.txt --json",
      "  ./as2 usps scans extract.txt --import"
    })
final class UspsScansCommand extends HomeCommand {
  private static final int UNREADABLE = 2;
  private static final int MOST_SHOWN = 200;

  @Parameters(paramLabel = "FILE", description = "The extract.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean isJson;

  @Option(
      names = "--import",
      description =
          "Have the running gateway read the file: for an extract that came another way. An event"
              + " that is known already counts once.")
  private boolean isToImport;

  UspsScansCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return unreadable("cannot read '" + file + "'; check the file's name and mode");
    }
    if (isToImport) {
      importFile();
      return DONE;
    }
    LocalScans scans = new LocalScans(home());
    ScanSummary summary;
    try {
      summary = scans.count(file);
    } catch (IOException e) {
      return unreadable("cannot read '" + file + "': " + e.getMessage());
    }
    if (isJson) {
      shell().json(ScanSummaryJson.of(summary));
    } else {
      print(summary);
    }
    return DONE;
  }

  private int unreadable(String text) {
    shell().error(text);
    return UNREADABLE;
  }

  private void importFile() throws ConfigException, IOException, CommandFailure {
    String name = GatewayClient.encode(String.valueOf(file.getFileName()));
    JsonNode read =
        Connection.to(home(), shell()).upload("/api/v1/usps/scans?filename=" + name, file);
    if (isJson) {
      shell().json(read);
      return;
    }
    shell()
        .line(
            "%s: %,d events, %,d of them new; %,d lines could not be read"
                .formatted(
                    Text.cut(file.toString()),
                    read.path("events").asLong(),
                    read.path("added").asLong(),
                    read.path("unreadable").asLong()));
    for (JsonNode line : read.path("unreadableLines")) {
      printUnreadable(
          line.path("line").asLong(),
          Text.cut(line.path("reason").asString()),
          line.path("text").asString());
    }
  }

  private void print(ScanSummary summary) {
    shell()
        .line(
            "%s: %s, %,d events of %,d pieces"
                .formatted(
                    Text.cut(file.toString()),
                    version(summary),
                    summary.events(),
                    summary.pieces()));
    if (!summary.first().isEmpty()) {
      shell()
          .line(
              "  from %s to %s, local to the facilities, not converted"
                  .formatted(day(summary.first()), day(summary.last())));
    }
    if (summary.events() > 0) {
      Table table = new Table("  GROUP", "EVENTS");
      summary.byGroup().forEach((group, n) -> table.add("  " + group, "%,d".formatted(n)));
      table.lines().forEach(shell()::line);
    }
    for (Map.Entry<String, Long> code : summary.unknownCodes().entrySet()) {
      shell()
          .line(
              "  code '%s' is not in the table of event codes: %,d events in group other"
                  .formatted(Text.cut(code.getKey()), code.getValue()));
    }
    printUnreadable(summary);
  }

  private void printUnreadable(ScanSummary summary) {
    if (summary.unreadable() == 0) {
      return;
    }
    shell().line("  %,d lines could not be read".formatted(summary.unreadable()));
    for (ScanSummary.RawLine line : summary.firstUnreadable()) {
      printUnreadable(line.line(), line.reason(), line.raw());
    }
  }

  private static String version(ScanSummary summary) {
    if (summary.versions().size() > 1) {
      return "extract with versions " + String.join(", ", summary.versions().keySet());
    }
    return switch (summary.version()) {
      case ScanSummary.UNKNOWN -> "no line of an extract that can be read";
      case "legacy" -> "extract of 280 characters, of which event and time cannot be read";
      default -> "extract " + summary.version();
    };
  }

  private static String day(String date) {
    return date.substring(0, 4) + "-" + date.substring(4, 6) + "-" + date.substring(6);
  }

  private void printUnreadable(long line, String reason, String raw) {
    shell().line("    line %,d: %s".formatted(line, reason));
    shell().line("      " + Text.cut(raw.substring(0, Math.min(raw.length(), MOST_SHOWN))));
  }
}
