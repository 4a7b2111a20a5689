package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code release}: lets the queue of a partnership go on. */
@Command(
    name = "release",
    description = {"Resume sending to a partner that is on hold.", "", "Queued messages are sent."},
    footer = {"", "Examples:", "  ./as2 release acme", "  ./as2 release us-to-acme-test"})
final class ReleaseCommand extends HomeCommand {
  @Parameters(paramLabel = "PARTNERSHIP", description = OutboundPartnership.DESCRIPTION)
  private String name = "";

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  ReleaseCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    GatewayClient client = Connection.to(home(), shell());
    String partnership = OutboundPartnership.named(this, client, name);
    JsonNode answer =
        client.post("/api/v1/partnerships/" + GatewayClient.encode(partnership) + "/release");
    if (isJson) {
      shell().json(answer);
    } else {
      shell().line("partnership " + partnership + " is released");
    }
    return DONE;
  }
}
