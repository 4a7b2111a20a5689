package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.port.Text;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code usps piece}: what is known of a piece. */
@Command(
    name = "piece",
    description = {
      "Show the scan events of a piece.",
      "",
      "Times are local to the facility and not converted."
    },
    footer = {"", "Example:", "  ./as2 usps piece 92612999999999000000001024"})
final class UspsPieceCommand extends HomeCommand {
  @Parameters(
      paramLabel = "NUMBER",
      description = "Tracking number, with 420 and the ZIP Code before it or without.")
  private String number = "";

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  UspsPieceCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    JsonNode piece =
        Connection.to(home(), shell()).get("/api/v1/usps/pieces/" + GatewayClient.encode(number));
    if (isJson) {
      shell().json(piece);
      return DONE;
    }
    piece.path("efns").forEach(efn -> shell().line("file " + Text.cut(efn.asString())));
    if (piece.path("events").isEmpty()) {
      shell().line("no scan events");
      return DONE;
    }
    Table table = new Table("DATE", "TIME", "CODE", "GROUP", "EVENT", "FACILITY");
    piece
        .path("events")
        .forEach(
            event ->
                table.add(
                    Text.cut(event.path("date").asString()),
                    Text.cut(event.path("time").asString()),
                    Text.cut(event.path("code").asString()),
                    Text.cut(event.path("group").asString()),
                    Text.cut(event.path("text").asString()),
                    Text.cut(event.path("facility").asString())));
    table.lines().forEach(shell()::line);
    return DONE;
  }
}
