package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code cert offer}: sends a certificate of ours to a partner. */
@Command(
    name = "offer",
    description = "Offer a key of ours to a partner by a certificate exchange message (CEM).",
    footer = {
      "",
      "What is encrypted for it can be read at once; messages are signed with it from the time on.",
      "",
      "Example:",
      "  ./as2 cert offer us-to-acme 1f2e3d4c --respond-by 2027-01-01T00:00:00Z"
    })
final class CertOfferCommand extends HomeCommand {
  @Parameters(index = "0", paramLabel = "PARTNERSHIP", description = "One that we send on.")
  private String partnership = "";

  @Parameters(
      index = "1",
      paramLabel = "FINGERPRINT",
      description = "The first 8 or more hex digits of its SHA-256.")
  private String fingerprint = "";

  @Option(
      names = "--respond-by",
      paramLabel = "T",
      required = true,
      description = "When we begin to sign with it; the partner is to answer by then.")
  private String respondBy = "";

  @Option(
      names = "--response-url",
      paramLabel = "URL",
      description = "Where partners reach us; by default that of asynchronous receipts.")
  private @Nullable String responseUrl;

  CertOfferCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    ObjectNode wish = JsonMapper.shared().createObjectNode();
    wish.put("partnership", partnership);
    wish.put("fingerprint", fingerprint);
    wish.put("respondBy", Times.instant("--respond-by", respondBy).toString());
    wish.put("responseUrl", responseUrl);
    GatewayClient client = Connection.to(home(), shell());
    JsonNode made = client.post("/api/v1/certificate-offers", wish);
    shell()
        .line(
            made.path("fingerprint").asString()
                + " is offered by '"
                + partnership
                + "', offer "
                + made.path("id").asString());
    return DONE;
  }
}
