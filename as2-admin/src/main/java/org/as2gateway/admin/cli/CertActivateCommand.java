package org.as2gateway.admin.cli;

import java.io.IOException;
import java.time.Instant;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.PgpEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cert activate}: from when on a certificate is used outbound. */
@Command(
    name = "activate",
    description = {
      "Set when we start using a certificate for sending.",
      "",
      "It is accepted for receiving already. If several qualify, the latest start time is used."
    },
    footer = {"", "Example:", "  ./as2 cert activate acme 1f2e3d4c --from 2027-01-01T00:00:00Z"})
final class CertActivateCommand extends EditCommand {
  @Parameters(index = "0", paramLabel = "ALIAS", description = "Folder under certs/.")
  private String alias = "";

  @Parameters(
      index = "1",
      paramLabel = "FINGERPRINT",
      description = "The first 8 or more hex digits of its SHA-256.")
  private Values.FingerprintStart fingerprint = new Values.FingerprintStart("");

  @Option(names = "--from", paramLabel = "T", required = true, description = "Start time.")
  private Instant from = Instant.EPOCH;

  CertActivateCommand(Shell shell) {
    super(shell);
  }

  @Override
  Integer edit() throws CertsException, IOException, CommandFailure {
    CertificateFolder folder =
        new CertificateFolder(home(), shell().environment(), shell().clock());
    if (PgpCommand.isMeant(folder, alias, fingerprint.digits())) {
      PgpEntry key = folder.pgp().activate(alias, fingerprint.digits(), from);
      shell().line(key.fingerprint() + " of '" + alias + "' is used for sending from " + from);
      return DONE;
    }
    CertificateEntry entry = folder.activate(alias, fingerprint.digits(), from);
    shell().line(entry.fingerprint() + " of '" + alias + "' is used for sending from " + from);
    return DONE;
  }
}
