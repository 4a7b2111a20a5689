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
    description =
        "Pause sending on a partnership until you release it; new messages are still queued.",
    footer = {"", "Example:", "  ./as2 hold acme-out"})
final class HoldCommand extends HomeCommand {
  @Parameters(paramLabel = "PARTNERSHIP", description = "An outbound partnership.")
  private String partnership = "";

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  HoldCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    GatewayClient client = Connection.to(home(), shell());
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
