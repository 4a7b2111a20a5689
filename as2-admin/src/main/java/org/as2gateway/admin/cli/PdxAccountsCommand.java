package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code pdx accounts}: how each account is. */
@Command(
    name = "accounts",
    description = {
      "List PDX accounts, their last use, and what is wrong.",
      "",
      "The requests are those of the last hour and how many may be made in one."
    },
    footer = {"", "Example:", "  ./as2 pdx accounts"})
final class PdxAccountsCommand extends HomeCommand {
  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  PdxAccountsCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    JsonNode answer = Connection.to(home(), shell()).get("/api/v1/pdx/accounts");
    if (isJson) {
      shell().json(answer);
      return DONE;
    }
    if (answer.path("accounts").isEmpty()) {
      shell().line("no partnership uses PDX, or no sign-in file can be read");
      return DONE;
    }
    Table table =
        new Table("PARTNERSHIP", "USER", "SERVER", "ENVIRONMENT", "LAST USE", "REQUESTS", "STATE");
    for (JsonNode account : answer.path("accounts")) {
      table.add(
          account.path("partnership").asString(),
          account.path("user").asString(),
          account.path("server").asString(),
          account.path("environment").asString(),
          account.path("lastUse").asString(),
          account.path("requests").asInt() + "/" + account.path("mostRequests").asInt(),
          state(account));
    }
    table.lines().forEach(shell()::line);
    return DONE;
  }

  private static String state(JsonNode account) {
    JsonNode trouble = account.path("trouble");
    if (trouble.isObject()) {
      return trouble.path("text").asString() + ": " + trouble.path("remedy").asString();
    }
    return account.path("lapsing").asBoolean() ? "not used: USPS may deactivate it" : "works";
  }
}
