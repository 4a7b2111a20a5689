package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code pdx files}: what PDX offered on a partnership. */
@Command(
    name = "files",
    description = {
      "List the files PDX offered on a partnership, newest first.",
      "",
      "Elsewhere: somebody had downloaded the file before; it is left alone."
    },
    footer = {"", "Example:", "  ./as2 pdx files usps-to-us"})
final class PdxFilesCommand extends HomeCommand {
  @Parameters(paramLabel = "PARTNERSHIP", description = "Name of a partnership by PDX.")
  private String name = "";

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  PdxFilesCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    JsonNode answer =
        Connection.to(home(), shell())
            .get("/api/v1/pdx/files?partnership=" + GatewayClient.encode(name));
    if (isJson) {
      shell().json(answer);
      return DONE;
    }
    if (answer.path("files").isEmpty()) {
      shell().line("PDX has offered no file on " + name);
      return DONE;
    }
    Table table = new Table("FILE", "PDX ID", "CREATED", "STATE", "MESSAGE", "NOTE");
    for (JsonNode file : answer.path("files")) {
      table.add(
          file.path("filename").asString(""),
          file.path("id").asString(),
          file.path("created").asString(""),
          file.path("state").asString(),
          file.path("message").asString(""),
          file.path("note").asString(""));
    }
    table.lines().forEach(shell()::line);
    return DONE;
  }
}
