package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evidence}: fetches all that proves an exchange. */
@Command(
    name = "evidence",
    description = {
      "Write a zip file with everything that proves an exchange.",
      "",
      "It contains content, signature, receipt, certificates and attempts, and a README that explains how to verify them with openssl alone."
    },
    footer = {
      "",
      "Examples:",
      "  ./as2 evidence 01KAPW2Y3Q8F9X0M5N7R4T6V1B -o proof.zip",
      "  ./as2 verify proof.zip"
    })
final class EvidenceCommand extends HomeCommand {
  @Parameters(paramLabel = "ID", description = "Our id of the message, or its Message-ID.")
  private String id = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The zip file to write; it must not exist.")
  private Path file = Path.of("");

  @Option(names = "--no-payload", description = "Leave the payload out; include only its SHA-256.")
  private boolean isWithoutPayload;

  EvidenceCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    String query = isWithoutPayload ? "?payload=false" : "";
    ZipDownload.to(
        file,
        Connection.to(home(), shell()),
        GatewayClient.messagePath(id) + "/evidence" + query,
        shell());
    return DONE;
  }
}
