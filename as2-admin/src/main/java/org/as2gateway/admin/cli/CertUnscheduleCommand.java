package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.PgpEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cert unschedule}: a date of {@code cert activate} that no longer holds. */
@Command(
    name = "unschedule",
    description = {
      "Cancel a switch to a certificate that is scheduled for later.",
      "",
      "The present certificate stays in use. The new one is still accepted for receiving."
    },
    footer = {"", "Example:", "  ./as2 cert unschedule acme 1f2e3d4c"})
final class CertUnscheduleCommand extends EditCommand {
  @Parameters(index = "0", paramLabel = "ALIAS", description = "Folder under certs/.")
  private String alias = "";

  @Parameters(
      index = "1",
      paramLabel = "FINGERPRINT",
      description = "The first 8 or more hex digits of its SHA-256.")
  private Values.FingerprintStart fingerprint = new Values.FingerprintStart("");

  CertUnscheduleCommand(Shell shell) {
    super(shell);
  }

  @Override
  Integer edit() throws CertsException, IOException {
    CertificateFolder folder =
        new CertificateFolder(home(), shell().environment(), shell().clock());
    if (PgpCommand.isMeant(folder, alias, fingerprint.digits())) {
      PgpEntry key = folder.pgp().unschedule(alias, fingerprint.digits());
      shell().line("the switch to " + key.fingerprint() + " of '" + alias + "' was canceled");
      return DONE;
    }
    String canceled = folder.unschedule(alias, fingerprint.digits()).fingerprint();
    shell().line("the switch to " + canceled + " of '" + alias + "' was canceled");
    return DONE;
  }
}
