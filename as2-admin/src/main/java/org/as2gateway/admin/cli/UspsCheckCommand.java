package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.as2gateway.admin.port.Text;
import org.as2gateway.admin.usps.CheckJson;
import org.as2gateway.admin.usps.LocalCheck;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.usps.preflight.Against;
import org.as2gateway.usps.preflight.CheckedBlock;
import org.as2gateway.usps.preflight.CheckedFile;
import org.as2gateway.usps.preflight.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usps check}: the pre-flight check of manifests. */
@Command(
    name = "check",
    description = {
      "Check manifests (Shipping Services Files 1.7 and 2.0) before they are sent.",
      "",
      "Needs no gateway and sends nothing. Checks the published rules; what was sent before is checked by the gateway"
          + " when a manifest is sent. Nobody but USPS can say whether USPS accepts a file."
    },
    exitCodeList = {
      "0:No file has the verdict block or hold.",
      "1:A file has the verdict block or hold.",
      "2:Wrong usage, or a file cannot be read."
    },
    footer = {
      "",
      "Examples:",
      "  ./as2 usps check tonight.manifest",
      "  ./as2 usps check out/*.manifest --json"
    })
final class UspsCheckCommand extends HomeCommand {
  private static final int UNREADABLE = 2;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The manifests.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean isJson;

  UspsCheckCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException {
    LocalCheck check = new LocalCheck(home(), mostBytes());
    List<CheckedFile> checked = new ArrayList<>();
    boolean isUnreadable = false;
    for (Path file : files) {
      try {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
          throw new IOException("cannot read '" + file + "'; check the file's name and mode");
        }
        checked.add(check.check(file));
      } catch (IOException e) {
        shell().error(String.valueOf(e.getMessage()));
        isUnreadable = true;
      }
    }
    print(checked);
    if (isUnreadable) {
      return UNREADABLE;
    }
    return checked.stream().anyMatch(file -> file.verdict().compareTo(Verdict.HOLD) >= 0)
        ? FAILED
        : DONE;
  }

  /** As the home is configured; the default where there is no home. */
  private long mostBytes() throws ConfigException {
    return Files.exists(home().resolve(GatewayConfigReader.FILE))
        ? GatewayConfigReader.read(home(), shell().environment()).usps().checkBytes()
        : Against.DEFAULT_MOST_BYTES;
  }

  private void print(List<CheckedFile> checked) {
    if (isJson) {
      shell().json(CheckJson.of(checked));
      return;
    }
    checked.forEach(this::print);
  }

  private void print(CheckedFile file) {
    shell().line(Text.cut(file.name()) + ": " + verdict(file));
    for (CheckedBlock block : file.blocks()) {
      shell()
          .line(
              "  EFN %s: %s, %s"
                  .formatted(
                      Text.cut(block.efn()),
                      count(block.records(), "record"),
                      count(block.pieces(), "piece")));
    }
    file.findings().forEach(this::print);
    if (file.more() > 0) {
      shell().line("  " + count(file.more(), "more finding"));
    }
  }

  /** A number with its noun. */
  static String count(long count, String what) {
    return "%,d %s%s".formatted(count, what, count == 1 ? "" : "s");
  }

  private void print(Finding finding) {
    String place =
        "line " + finding.line() + (finding.field() == null ? "" : ", field " + finding.field());
    shell()
        .line(
            "  %-5s %s (%s): found %s, expected %s"
                .formatted(
                    finding.level().text().toUpperCase(Locale.ROOT),
                    finding.rule(),
                    place,
                    Text.cut(finding.found()),
                    finding.expected()));
    shell().line("        " + finding.remedy());
  }

  private static String kind(CheckedFile file) {
    if (!file.isManifest()) {
      return "no manifest";
    }
    return "manifest " + (file.version().isEmpty() ? "of unknown version" : file.version());
  }

  private static String verdict(CheckedFile file) {
    return kind(file)
        + ", "
        + switch (file.verdict()) {
          case PASS -> "no problems found";
          case WARN -> "warnings";
          case HOLD -> "look at it before it is sent";
          case BLOCK -> "would likely be refused";
        };
  }
}
