package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.port.Text;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code usps show}: all that is known of one file. */
@Command(
    name = "show",
    description = "Show a manifest: its state, counts, messages, findings and timeline.",
    exitCodeList = "1:The ledger has no file of that number.",
    footer = {"", "Example:", "  ./as2 usps show 9275099999999900000019"})
final class UspsShowCommand extends HomeCommand {
  @Parameters(paramLabel = "EFN", description = "Electronic file number.")
  private String efn = "";

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  UspsShowCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    GatewayClient client = Connection.to(home(), shell());
    JsonNode file = client.get("/api/v1/usps/files/" + GatewayClient.encode(efn));
    if (isJson) {
      shell().json(file);
      return DONE;
    }
    print(file);
    return DONE;
  }

  private void print(JsonNode file) {
    shell().line("EFN " + file.path("efn").asString() + ": " + file.path("state").asString());
    shell()
        .line(
            "  partnership %s, mailer ID %s, mailing date %s %s"
                .formatted(
                    file.path("partnership").asString(),
                    file.path("mid").asString(),
                    file.path("mailingDate").asString(),
                    file.path("mailingTime").asString()));
    shell()
        .line(
            "  %,d pieces: %,d accepted, %,d rejected, %,d scanned, %,d delivered, %,d returned, %,d with exceptions"
                .formatted(
                    file.path("pieces").asInt(),
                    file.path("accepted").asInt(),
                    file.path("rejected").asInt(),
                    file.path("scanned").asInt(),
                    file.path("delivered").asInt(),
                    file.path("returned").asInt(),
                    file.path("exceptions").asInt()));
    file.path("findings").forEach(this::finding);
    shell().line("timeline:");
    file.path("timeline").forEach(this::step);
    if (!file.path("answers").isEmpty()) {
      shell().line("answers about pieces:");
      file.path("answers").forEach(this::answer);
    }
  }

  private void finding(JsonNode finding) {
    shell()
        .line(
            "  %s in line %s of message %s: %s: found %s, expected %s"
                .formatted(
                    finding.path("severity").asString(),
                    finding.path("line").asString("-"),
                    finding.path("message").asString(),
                    finding.path("id").asString(),
                    Text.cut(finding.path("found").asString()),
                    finding.path("expected").asString()));
  }

  private void step(JsonNode step) {
    shell()
        .line(
            "  %s  %s%s%s: %s"
                .formatted(
                    step.path("at").asString().replaceFirst("\\.\\d+Z$", "Z"),
                    step.path("kind").asString(),
                    step.path("message").isNull() ? "" : " " + step.path("message").asString(),
                    step.path("actor").isNull() ? "" : " by " + step.path("actor").asString(),
                    Text.cut(step.path("detail").asString())));
  }

  private void answer(JsonNode answer) {
    shell()
        .line(
            "  %s: %s %s %s"
                .formatted(
                    answer.path("number").asString(),
                    answer.path("severity").asString(),
                    Text.cut(answer.path("code").asString()),
                    Text.cut(answer.path("text").asString())));
  }
}
