package org.as2gateway.admin.cli;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
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
    description = {
      "Offer our certificate to a partner in a certificate exchange message (CEM).",
      "",
      "We can decrypt with its key immediately, and sign with it from the given time."
    },
    footer = {"", "Example:", "  ./as2 cert offer acme 1f2e3d4c --respond-by 2027-01-01T00:00:00Z"})
final class CertOfferCommand extends HomeCommand {
  @Parameters(
      index = "0",
      paramLabel = "PARTNERSHIP",
      description = OutboundPartnership.DESCRIPTION)
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "FINGERPRINT",
      description = "The first 8 or more hex digits of its SHA-256.")
  private Values.FingerprintStart fingerprint = new Values.FingerprintStart("");

  @Option(
      names = "--respond-by",
      paramLabel = "T",
      required = true,
      description = "When we start signing with it; the partner should respond by then.")
  private Instant respondBy = Instant.EPOCH;

  @Option(
      names = "--response-url",
      paramLabel = "URL",
      description = "URL at which partners reach us (default: the URL for asynchronous receipts).")
  private @Nullable URI responseUrl;

  CertOfferCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    ObjectNode wish = JsonMapper.shared().createObjectNode();
    GatewayClient client = Connection.to(home(), shell());
    String partnership = OutboundPartnership.named(this, client, name);
    wish.put("partnership", partnership);
    wish.put("fingerprint", fingerprint.digits());
    wish.put("respondBy", respondBy.toString());
    wish.put("responseUrl", responseUrl == null ? null : responseUrl.toString());
    JsonNode made = client.post("/api/v1/certificate-offers", wish);
    shell()
        .line(
            made.path("fingerprint").asString()
                + " was offered on '"
                + partnership
                + "', offer "
                + made.path("id").asString());
    return DONE;
  }
}
