package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code cert reject}: does not trust a certificate that a partner has offered. */
@Command(
    name = "reject",
    description = "Reject a certificate that a partner offered, and notify the partner.",
    exitCodeList = "1:The certificate was not rejected, or the partner could not be notified.",
    footer = {"", "Example:", "  ./as2 cert reject 01JD5K9Z7C4Q8W2M6R3T1V0X5Y-0 --reason unknown"})
final class CertRejectCommand extends HomeCommand {
  @Parameters(paramLabel = "ID", description = "Offer id, see 'cert offers'.")
  private String id = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Reason shown to the partner.")
  private @Nullable String reason;

  CertRejectCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    ObjectNode wish = JsonMapper.shared().createObjectNode();
    wish.put("reason", reason);
    return CertAcceptCommand.decide(this, GatewayClient.encode(id) + "/reject", wish);
  }
}
