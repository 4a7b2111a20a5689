package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code user list}: who may sign in. */
@Command(
    name = "list",
    description = "List the users of the admin page.",
    footer = {"", "Example:", "  ./as2 user list"})
final class UserListCommand extends HomeCommand {
  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  UserListCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    JsonNode users = Connection.to(home(), shell()).get("/api/v1/users");
    if (isJson) {
      shell().json(users);
    } else if (users.path("users").isEmpty()) {
      shell()
          .line("no users yet; open the link that './as2 start' printed to create the first one");
    } else {
      Table table = new Table("NAME", "ROLE", "STATE", "SIGN-IN", "LAST SIGN-IN");
      users.path("users").forEach(user -> add(table, user));
      table.lines().forEach(shell()::line);
    }
    return DONE;
  }

  private static void add(Table table, JsonNode user) {
    String way = user.path("codes").asBoolean() ? "password and code" : "password";
    table.add(
        user.path("name").asString(),
        user.path("role").asString(),
        user.path("enabled").asBoolean() ? "enabled" : "disabled",
        user.path("external").asBoolean() ? "identity provider" : way,
        user.path("lastSignInAt").asString("never").replaceFirst("\\.\\d+Z$", "Z"));
  }
}
