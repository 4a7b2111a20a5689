package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code send-anyway}: sends a message that is blocked. */
@Command(
    name = "send-anyway",
    description = {
      "Send a message that a check has blocked.",
      "",
      "Your reason is recorded with the message and in the audit log."
    },
    footer = {
      "",
      "Examples:",
      "  ./as2 messages --status blocked",
      "  ./as2 send-anyway 01KAPW2Y3Q8F9X0M5N7R4T6V1B --reason 'DTS asked for this file'"
    })
final class SendAnywayCommand extends HomeCommand {
  @Parameters(paramLabel = "ID", description = "Our id of the message.")
  private String id = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why it may be sent.")
  private String reason = "";

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  SendAnywayCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    GatewayClient client = Connection.to(home(), shell());
    JsonNode answer =
        client.post(
            GatewayClient.messagePath(id) + "/send-anyway",
            JsonNodeFactory.instance.objectNode().put("reason", reason));
    if (isJson) {
      shell().json(answer);
    } else {
      shell().line("message " + answer.path("id").asString() + " is queued");
    }
    return DONE;
  }
}
