package org.as2gateway.admin.cli;

import java.io.IOException;
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

/** {@code cert accept}: trusts a certificate that a partner has offered. */
@Command(
    name = "accept",
    description = {
      "Accept a certificate that a partner offered by message, and notify the partner.",
      "",
      "Compare the fingerprint with the partner first, by phone or another channel than AS2."
    },
    exitCodeList = "1:The certificate was not accepted, or the partner could not be notified.",
    footer = {"", "Example:", "  ./as2 cert accept 01JD5K9Z7C4Q8W2M6R3T1V0X5Y-0"})
final class CertAcceptCommand extends HomeCommand {
  @Parameters(paramLabel = "ID", description = "Offer id, see 'cert offers'.")
  private String id = "";

  @Option(
      names = "--from",
      paramLabel = "T",
      description = "When to start encrypting with it (default: now).")
  private @Nullable Instant from;

  CertAcceptCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    ObjectNode wish = JsonMapper.shared().createObjectNode();
    if (from != null) {
      wish.put("from", from.toString());
    }
    return decide(this, GatewayClient.encode(id) + "/accept", wish);
  }

  /** Decides, and says so; status 1 if the partner could not be told. */
  static int decide(HomeCommand command, String path, ObjectNode wish)
      throws ConfigException, IOException, CommandFailure {
    JsonNode decided =
        Connection.to(command.home(), command.shell())
            .post("/api/v1/certificate-offers/" + path, wish);
    command
        .shell()
        .line(decided.path("fingerprint").asString() + " is " + decided.path("status").asString());
    JsonNode unsent = decided.path("unsent");
    if (unsent.isString()) {
      command.shell().error("the partner could not be notified: " + unsent.asString());
      return FAILED;
    }
    return DONE;
  }
}
