package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code discard}: ends a message that is blocked. */
@Command(
    name = "discard",
    description = {
      "End a message that a check has blocked, without sending it.",
      "",
      "The file of the message is moved to failed/. 'send-anyway' sends the message instead."
    },
    footer = {
      "",
      "Examples:",
      "  ./as2 messages --status blocked",
      "  ./as2 discard 01KAPW2Y3Q8F9X0M5N7R4T6V1B"
    })
final class DiscardCommand extends HomeCommand {
  @Parameters(paramLabel = "ID", description = "Our id of the message.")
  private String id = "";

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  DiscardCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    GatewayClient client = Connection.to(home(), shell());
    JsonNode message = client.post(GatewayClient.messagePath(id) + "/discard");
    if (isJson) {
      shell().json(message);
    } else {
      shell().line("message " + message.path("id").asString() + " was discarded");
    }
    return DONE;
  }
}
