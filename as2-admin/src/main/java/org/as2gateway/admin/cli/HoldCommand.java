package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code hold}: stops the queue of a partnership. */
@Command(
    name = "hold",
    description = {
      "Pause sending to a partner until you release it.",
      "",
      "New messages are still queued."
    },
    footer = {"", "Examples:", "  ./as2 hold acme", "  ./as2 hold us-to-acme-test"})
final class HoldCommand extends HomeCommand {
  @Parameters(paramLabel = "PARTNERSHIP", description = OutboundPartnership.DESCRIPTION)
  private String name = "";

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  HoldCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    GatewayClient client = Connection.to(home(), shell());
    String partnership = OutboundPartnership.named(this, client, name);
    JsonNode answer =
        client.post("/api/v1/partnerships/" + GatewayClient.encode(partnership) + "/hold");
    if (isJson) {
      shell().json(answer);
    } else {
      shell().line("partnership " + partnership + " is on hold");
    }
    return DONE;
  }
}
