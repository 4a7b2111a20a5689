package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.as2gateway.admin.evidence.BundleCheck;
import org.as2gateway.admin.evidence.BundleReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code verify}: checks an evidence bundle without a gateway. */
@Command(
    name = "verify",
    description = {
      "Verify an evidence zip file: files, signature, MIC and receipt.",
      "",
      "Needs no home, no gateway and no network. The README.txt in the zip file explains how to do this with openssl alone."
    },
    exitCodeList = "1:A check failed.",
    footer = {"", "Example:", "  ./as2 verify proof.zip"})
final class VerifyCommand extends HomeCommand {
  private static final String LINE = "  %s %-12s %s";

  @Parameters(paramLabel = "FILE", description = "A zip file created by './as2 evidence'.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean isJson;

  VerifyCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new CommandFailure("cannot read '" + file + "'; check the file's name and mode");
    }
    BundleReport report = BundleCheck.of(file);
    if (isJson) {
      shell().json(json(report));
    } else {
      print(report);
    }
    return report.isGood() ? DONE : FAILED;
  }

  private void print(BundleReport report) {
    shell().line("evidence bundle " + file);
    for (BundleReport.Line line : report.lines()) {
      shell().line(LINE.formatted(line.mark().sign(), line.subject(), line.text()));
    }
    if (!report.isGood()) {
      shell().line("verification failed: the bundle proves nothing");
      return;
    }
    shell()
        .line(report.proofs().isEmpty() ? "the bundle proves nothing" : "the bundle proves that");
    report.proofs().forEach(proof -> shell().line("  - " + proof));
    shell().line("the bundle does not prove");
    report.limits().forEach(limit -> shell().line("  - " + limit));
  }

  private static ObjectNode json(BundleReport report) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("holds", report.isGood());
    ArrayNode lines = json.putArray("lines");
    for (BundleReport.Line line : report.lines()) {
      lines
          .addObject()
          .put("result", line.mark().name().toLowerCase(Locale.ROOT))
          .put("subject", line.subject())
          .put("text", line.text());
    }
    report.proofs().forEach(json.putArray("proves")::add);
    report.limits().forEach(json.putArray("doesNotProve")::add);
    return json;
  }
}
