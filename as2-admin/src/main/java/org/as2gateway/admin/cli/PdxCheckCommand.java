package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code pdx check}: signs in with the account of a partnership. */
@Command(
    name = "check",
    description = {
      "Sign in to PDX with the account of a partnership now.",
      "",
      "Also after PDX has refused it, once the account is repaired."
    },
    footer = {"", "Example:", "  ./as2 pdx check us-to-usps"})
final class PdxCheckCommand extends HomeCommand {
  @Parameters(paramLabel = "PARTNERSHIP", description = "Name of a partnership by PDX.")
  private String name = "";

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  PdxCheckCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    JsonNode answer =
        Connection.to(home(), shell())
            .post("/api/v1/pdx/accounts/" + GatewayClient.encode(name) + "/check");
    if (isJson) {
      shell().json(answer);
    } else {
      shell().line(answer.path("text").asString());
    }
    return answer.path("good").asBoolean() ? DONE : FAILED;
  }
}
