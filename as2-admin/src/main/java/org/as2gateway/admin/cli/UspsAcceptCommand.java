package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code usps accept}: a person knows that USPS accepted a file. */
@Command(
    name = "accept",
    description = {
      "Mark a manifest as accepted by USPS.",
      "",
      "For a confirmation that came another way. Your note is recorded with the file and in the"
          + " audit log."
    },
    footer = {
      "",
      "Example:",
      "  ./as2 usps accept 9275099999999900000019 --note 'confirmed by the PDX page'"
    })
final class UspsAcceptCommand extends HomeCommand {
  @Parameters(paramLabel = "EFN", description = "Electronic file number.")
  private String efn = "";

  @Option(
      names = "--note",
      required = true,
      paramLabel = "TEXT",
      description = "How you know that USPS accepted it.")
  private String note = "";

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  UspsAcceptCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    GatewayClient client = Connection.to(home(), shell());
    JsonNode file =
        client.post(
            "/api/v1/usps/files/" + GatewayClient.encode(efn) + "/accept",
            JsonNodeFactory.instance.objectNode().put("note", note));
    if (isJson) {
      shell().json(file);
    } else {
      shell().line("EFN " + efn + " is " + file.path("state").asString());
    }
    return DONE;
  }
}
