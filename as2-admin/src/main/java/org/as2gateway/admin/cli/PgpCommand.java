package org.as2gateway.admin.cli;

import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.certs.CertificateFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code pgp}: what is particular to OpenPGP keys; the rest is {@code cert}. */
@Command(
    name = "pgp",
    description = {
      "Manage OpenPGP keys for files sent over SFTP.",
      "",
      "They are in certs/ beside certificates. Import them with 'cert import', and retire or activate them with 'cert retire' and 'cert activate'."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./as2 pgp new mykey --user-id \"My Company <edi@mycompany.example>\"",
      "  ./as2 pgp export mykey > for-partner.asc",
      "  ./as2 cert import acme acme.asc"
    })
final class PgpCommand extends HomeCommand {
  private PgpCommand(Shell shell) {
    super(shell);
  }

  static CommandLine withSubcommands(Shell shell) {
    return new CommandLine(new PgpCommand(shell))
        .addSubcommand(new PgpListCommand(shell))
        .addSubcommand(new PgpNewCommand(shell))
        .addSubcommand(new PgpExportCommand(shell));
  }

  /** Whether an operator means an OpenPGP key of the alias, and not a certificate. */
  static boolean isMeant(CertificateFolder folder, String alias, String fingerprint) {
    try {
      folder.pgp().find(alias, fingerprint);
      return true;
    } catch (CertsException e) {
      return false; // the command says of certificates what it found
    }
  }

  @Override
  public Integer call() {
    throw wrongUsage("A command is missing after 'pgp'");
  }
}
