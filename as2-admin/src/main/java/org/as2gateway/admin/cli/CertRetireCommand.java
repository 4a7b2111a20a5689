package org.as2gateway.admin.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.PgpEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cert retire}: a certificate that is used no more. */
@Command(
    name = "retire",
    description = {
      "Stop using a certificate, now or at a given time.",
      "",
      "A retired key can no longer decrypt. Wait until no message encrypted for it is in progress."
    },
    footer = {
      "",
      "Examples:",
      "  ./as2 cert retire acme 1f2e3d4c",
      "  ./as2 cert retire acme 1f2e3d4c --at 2027-02-01T00:00:00Z"
    })
final class CertRetireCommand extends EditCommand {
  @Parameters(index = "0", paramLabel = "ALIAS", description = "Folder under certs/.")
  private String alias = "";

  @Parameters(
      index = "1",
      paramLabel = "FINGERPRINT",
      description = "The first 8 or more hex digits of its SHA-256.")
  private Values.FingerprintStart fingerprint = new Values.FingerprintStart("");

  @Option(names = "--at", paramLabel = "T", description = "When to retire it (default: now).")
  private Optional<Instant> at = Optional.empty();

  CertRetireCommand(Shell shell) {
    super(shell);
  }

  @Override
  Integer edit() throws CertsException, IOException, CommandFailure {
    Instant time = at.orElseGet(() -> shell().clock().instant().truncatedTo(ChronoUnit.SECONDS));
    CertificateFolder folder =
        new CertificateFolder(home(), shell().environment(), shell().clock());
    if (PgpCommand.isMeant(folder, alias, fingerprint.digits())) {
      PgpEntry key = folder.pgp().retire(alias, fingerprint.digits(), time);
      shell().line(key.fingerprint() + " of '" + alias + "' is retired from " + time);
      return DONE;
    }
    CertificateEntry entry = folder.retire(alias, fingerprint.digits(), time);
    shell().line(entry.fingerprint() + " of '" + alias + "' is retired from " + time);
    return DONE;
  }
}
