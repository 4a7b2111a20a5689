package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code evidence-check}: whether the kept evidence is what was recorded. */
@Command(
    name = "evidence-check",
    description = {
      "Check that no kept evidence is missing, altered or reordered.",
      "",
      "All kept evidence is compared with its hash chain and signed checkpoints."
    },
    exitCodeList = "1:Evidence is missing, altered or reordered.",
    footer = {"", "Example:", "  ./as2 evidence-check --files"})
final class EvidenceCheckCommand extends HomeCommand {
  @Option(names = "--files", description = "Read and compare kept payload files too.")
  private boolean isWithFiles;

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  EvidenceCheckCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    JsonNode report =
        Connection.to(home(), shell()).get("/api/v1/evidence/check?files=" + isWithFiles);
    if (isJson) {
      shell().json(report);
    } else {
      print(report);
    }
    return report.path("holds").asBoolean() ? DONE : FAILED;
  }

  private void print(JsonNode report) {
    String files = isWithFiles ? ", " + report.path("files").asLong() + " files" : "";
    shell()
        .line(
            "%d messages, %d rows of evidence in %d blocks%s"
                .formatted(
                    report.path("messages").asLong(),
                    report.path("rows").asLong(),
                    report.path("blocks").asLong(),
                    files));
    report.path("findings").forEach(finding -> shell().line("  ✗ " + finding.asString()));
    if (report.path("more").asBoolean()) {
      shell().line("  … more findings not shown");
    }
    shell()
        .line(
            report.path("holds").asBoolean()
                ? "✓ no records missing or altered"
                : "✗ some records are missing or altered");
  }
}
