package org.as2gateway.admin.cli;

import java.io.IOException;
import java.util.stream.Collectors;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code cert offers}: what was offered by message. */
@Command(
    name = "offers",
    description = "List certificate offers and their status.",
    footer = {"", "Example:", "  ./as2 cert offers"})
final class CertOffersCommand extends HomeCommand {
  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  CertOffersCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    JsonNode offers = Connection.to(home(), shell()).get("/api/v1/certificate-offers");
    if (isJson) {
      shell().json(offers);
      return DONE;
    }
    Table table = new Table("ID", "BY", "STATUS", "FINGERPRINT", "FOR", "RESPOND BY");
    for (JsonNode offer : offers.path("offers")) {
      table.add(
          offer.path("id").asString(),
          offer.path("partnership").asString(),
          offer.path("direction").asString() + " " + offer.path("status").asString(),
          offer.path("fingerprint").asString(),
          offer.path("uses").valueStream().map(JsonNode::asString).collect(Collectors.joining(" ")),
          offer.path("respondBy").asString(""));
    }
    table.lines().forEach(shell()::line);
    return DONE;
  }
}
