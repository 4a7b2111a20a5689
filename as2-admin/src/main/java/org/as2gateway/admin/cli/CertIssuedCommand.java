package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.Issued;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cert issued}: the answer to {@code cert csr}. */
@Command(
    name = "issued",
    description = {
      "Import the certificate that a CA has issued for one of our keys (PEM, DER, PKCS #7).",
      "",
      "Include the CA certificates of the chain in the file. Without --active-from, the present certificate is used until 'cert activate'."
    },
    footer = {"", "Example:", "  ./as2 cert issued mystation from-ca.p7b"})
final class CertIssuedCommand extends EditCommand {
  private static final int MAX_BYTES = 1 << 20;

  @Parameters(index = "0", paramLabel = "ALIAS", description = "Folder under certs/.")
  private String alias = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "What the CA has sent.")
  private Path file = Path.of("");

  @Option(
      names = "--active-from",
      paramLabel = "T",
      description = "When to start using it for sending.")
  private Optional<Instant> activeFrom = Optional.empty();

  CertIssuedCommand(Shell shell) {
    super(shell);
  }

  @Override
  Integer edit() throws CertsException, IOException, CommandFailure {
    Issued issued =
        new CertificateFolder(home(), shell().environment(), shell().clock())
            .importIssued(alias, content(), activeFrom);
    shell()
        .line(
            "imported %s, expires %s, fingerprint %s"
                .formatted(
                    issued.entry().certificate().getSubjectX500Principal().getName(),
                    issued.entry().certificate().getNotAfter().toInstant(),
                    issued.entry().fingerprint()));
    issued
        .entry()
        .chain()
        .forEach(ca -> shell().line("issued by " + ca.getSubjectX500Principal().getName()));
    issued.notes().forEach(shell()::line);
    return DONE;
  }

  private byte[] content() throws CommandFailure {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES);
    } catch (IOException e) {
      throw new CommandFailure("cannot read '" + file + "'");
    }
  }
}
