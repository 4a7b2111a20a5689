package org.as2gateway.admin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code cert}: keys and certificates of a home, with or without a running gateway. */
@Command(
    name = "cert",
    description = {
      "Manage keys and certificates.",
      "",
      "They are in certs/, in one folder per alias."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./as2 cert list",
      "  ./as2 cert export mykey > for-partner.pem",
      "  ./as2 cert import acme acme-2027.pem --active-from 2027-01-01T00:00:00Z"
    })
final class CertCommand extends HomeCommand {
  private CertCommand(Shell shell) {
    super(shell);
  }

  static CommandLine withSubcommands(Shell shell) {
    return new CommandLine(new CertCommand(shell))
        .addSubcommand(new CertListCommand(shell))
        .addSubcommand(new CertCheckCommand(shell))
        .addSubcommand(new CertNewCommand(shell))
        .addSubcommand(new CertImportCommand(shell))
        .addSubcommand(new CertFromMessageCommand(shell))
        .addSubcommand(new CertExportCommand(shell))
        .addSubcommand(new CertExportKeyCommand(shell))
        .addSubcommand(new CertCsrCommand(shell))
        .addSubcommand(new CertIssuedCommand(shell))
        .addSubcommand(new CertActivateCommand(shell))
        .addSubcommand(new CertUnscheduleCommand(shell))
        .addSubcommand(new CertRetireCommand(shell))
        .addSubcommand(new CertPutBackCommand(shell))
        .addSubcommand(new CertOfferCommand(shell))
        .addSubcommand(new CertOffersCommand(shell))
        .addSubcommand(new CertAcceptCommand(shell))
        .addSubcommand(new CertRejectCommand(shell));
  }

  @Override
  public Integer call() {
    throw wrongUsage("A command is missing after 'cert'");
  }
}
