package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.ApiException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code user reset}: a new password for somebody who cannot sign in. */
@Command(
    name = "reset",
    description = {
      "Create a one-time link with which a user chooses a new password.",
      "",
      "The old password stops working, the user is signed out everywhere, and the audit log records"
          + " it. The link is valid for one hour. The gateway must be running."
    },
    footer = {"", "Examples:", "  ./as2 user reset pat", "  ./as2 user reset pat --two-factor"})
final class UserResetCommand extends HomeCommand {
  private static final int NOT_FOUND = 404;

  @Parameters(paramLabel = "NAME", description = "Name of the user, see './as2 user list'.")
  private String name = "";

  @Option(
      names = "--two-factor",
      description = "Also turn off two-factor authentication, for a user who has lost the device.")
  private boolean isTwoFactor;

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  UserResetCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    GatewayClient client = Connection.to(home(), shell());
    JsonNode link = reset(client);
    if (isJson) {
      shell().json(link);
      return DONE;
    }
    String user = link.path("name").asString();
    shell()
        .line(
            "The old password of '"
                + user
                + "' no longer works. Open this link to choose a new one:");
    shell().line("  " + client.url(link.path("path").asString()));
    shell()
        .line(
            "It works once, until "
                + link.path("expiresAt").asString().replaceFirst("\\.\\d+Z$", "Z")
                + ".");
    if (link.path("codes").asBoolean()) {
      shell()
          .line(
              "Sign-in still asks for a code. If the device is lost, run this command again with"
                  + " --two-factor.");
    }
    return DONE;
  }

  private JsonNode reset(GatewayClient client) throws IOException, CommandFailure {
    try {
      return client.post(
          "/api/v1/users/" + GatewayClient.encode(name) + "/reset",
          JsonMapper.shared().createObjectNode().put("endTwoFactor", isTwoFactor));
    } catch (ApiException e) {
      if (e.status() == NOT_FOUND) {
        throw new CommandFailure(e.getMessage() + "; './as2 user list' lists the users");
      }
      throw e;
    }
  }
}
