package org.as2gateway.admin.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code cert from-message}: the certificate that came with an unknown signature. */
@Command(
    name = "from-message",
    description = {
      "Show or import the certificate inside a message that was refused because its signer is"
          + " unknown, or inside such a receipt.",
      "",
      "The sender chose the certificate, so it proves nothing by itself. Call a contact you know, have the fingerprint read to you, and pass it with --fingerprint to import the certificate."
    },
    exitCodeList = "1:There is no such certificate, or the fingerprint differs.",
    footer = {
      "",
      "Examples:",
      "  ./as2 cert from-message 01JD5K9Z7C4Q8W2M6R3T1V0X5Y",
      "  ./as2 cert from-message 01JD5K9Z7C4Q8W2M6R3T1V0X5Y --fingerprint 1F:2E:..."
    })
final class CertFromMessageCommand extends HomeCommand {
  @Parameters(paramLabel = "ID", description = "Our id of the message, see 'messages'.")
  private String id = "";

  @Option(
      names = "--fingerprint",
      paramLabel = "SHA256",
      description = "The fingerprint that the partner read to you; imports the certificate.")
  private @Nullable String fingerprint;

  @Option(
      names = "--use",
      paramLabel = "USE",
      converter = Choice.OfUse.class,
      completionCandidates = Choice.OfUse.class,
      description = "What it is for: sign, encrypt or both (default).")
  private @Nullable Set<CertificateUse> use;

  @Option(
      names = "--active-from",
      paramLabel = "T",
      description = "When to start using it for sending.")
  private @Nullable Instant activeFrom;

  CertFromMessageCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    GatewayClient client = Connection.to(home(), shell());
    String path = GatewayClient.messagePath(id) + "/certificate";
    if (fingerprint == null) {
      show(client.get(path));
      return DONE;
    }
    ObjectNode wish = JsonMapper.shared().createObjectNode().put("fingerprint", fingerprint);
    if (use != null && use.size() == 1) {
      wish.put("use", use.iterator().next().name().toLowerCase(Locale.ROOT));
    }
    if (activeFrom != null) {
      wish.put("activeFrom", activeFrom.toString());
    }
    JsonNode imported = client.post(path + "/import", wish);
    for (JsonNode one : imported.path("certificates")) {
      shell().line("imported " + one.path("subject").asString() + " into " + text(one, "alias"));
    }
    return DONE;
  }

  private void show(JsonNode found) {
    JsonNode certificate = found.path("certificate");
    shell().line("partner      " + text(found, "partner"));
    shell().line("alias        " + text(found, "alias"));
    shell().line("subject      " + text(certificate, "subject"));
    shell().line("issuer       " + text(certificate, "issuer"));
    shell()
        .line(
            "valid        "
                + text(certificate, "notBefore")
                + " to "
                + text(certificate, "notAfter"));
    shell().line("fingerprint  " + text(certificate, "fingerprint"));
    certificate.path("remarks").forEach(remark -> shell().line(text(remark, "text")));
    shell()
        .line(
            "The sender chose this certificate. Compare the fingerprint by phone, then add --fingerprint.");
  }

  private static String text(JsonNode document, String name) {
    return document.path(name).asString("");
  }
}
