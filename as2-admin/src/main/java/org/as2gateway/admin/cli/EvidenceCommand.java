package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private static final Logger LOG = LoggerFactory.getLogger(EvidenceCommand.class);

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
    if (Files.exists(file)) {
      throw new CommandFailure("'" + file + "' already exists; name another file");
    }
    GatewayClient client = Connection.to(home(), shell());
    String query = isWithoutPayload ? "?payload=false" : "";
    client.download(GatewayClient.messagePath(id) + "/evidence" + query, file);
    requireWhole();
    shell().line("wrote " + file + ", " + Sizes.text(Files.size(file)));
    shell().line("verify it on any machine: ./as2 verify " + file);
    return DONE;
  }

  /** A gateway that fails midway can only leave the zip without its end. */
  private void requireWhole() throws IOException, CommandFailure {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      LOG.debug("{} entries", zip.size());
    } catch (ZipException e) {
      Files.delete(file);
      throw new CommandFailure("the gateway aborted the bundle; see its log for the reason");
    }
  }
}
