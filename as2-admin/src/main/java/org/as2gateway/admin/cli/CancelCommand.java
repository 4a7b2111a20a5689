package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code cancel}: gives up a message. */
@Command(
    name = "cancel",
    description = {
      "Stop trying to send a message.",
      "",
      "The file of the message is moved to failed/."
    },
    footer = {"", "Example:", "  ./as2 cancel 01KAPW2Y3Q8F9X0M5N7R4T6V1B"})
final class CancelCommand extends HomeCommand {
  @Parameters(paramLabel = "ID", description = "Our id of the message, or its Message-ID.")
  private String id = "";

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  CancelCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    GatewayClient client = Connection.to(home(), shell());
    JsonNode message = client.post(GatewayClient.messagePath(id) + "/cancel");
    if (isJson) {
      shell().json(message);
    } else {
      shell()
          .line(
              "message "
                  + message.path("id").asString()
                  + " is "
                  + message.path("status").asString());
    }
    return DONE;
  }
}
