package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.PgpEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cert put-back}: a retired certificate that is used again. */
@Command(
    name = "put-back",
    description = "Use a retired certificate again.",
    footer = {"", "Example:", "  ./as2 cert put-back acme 1f2e3d4c"})
final class CertPutBackCommand extends EditCommand {
  @Parameters(index = "0", paramLabel = "ALIAS", description = "Folder under certs/.")
  private String alias = "";

  @Parameters(
      index = "1",
      paramLabel = "FINGERPRINT",
      description = "The first 8 or more hex digits of its SHA-256.")
  private String fingerprint = "";

  CertPutBackCommand(Shell shell) {
    super(shell);
  }

  @Override
  Integer edit() throws CertsException, IOException {
    CertificateFolder folder =
        new CertificateFolder(home(), shell().environment(), shell().clock());
    if (PgpCommand.isMeant(folder, alias, fingerprint)) {
      PgpEntry key = folder.pgp().putBack(alias, fingerprint);
      shell().line(key.fingerprint() + " of '" + alias + "' is no longer retired");
      return DONE;
    }
    CertificateEntry entry = folder.putBack(alias, fingerprint);
    shell().line(entry.fingerprint() + " of '" + alias + "' is no longer retired");
    return DONE;
  }
}
