package org.as2gateway.admin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code partner}: partners of a home, with or without a running gateway. */
@Command(
    name = "partner",
    description = {
      "Manage partners and our own AS2 identities.",
      "",
      "They are in partnerships.xml."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./as2 partner list",
      "  ./as2 partner add acme --as2-id ACME --url https://as2.acme.example/as2 --cert acme.pem",
      "  ./as2 partner test acme"
    })
final class PartnerCommand extends HomeCommand {
  private PartnerCommand(Shell shell) {
    super(shell);
  }

  static CommandLine withSubcommands(Shell shell) {
    return new CommandLine(new PartnerCommand(shell))
        .addSubcommand(new PartnerListCommand(shell))
        .addSubcommand(new PartnerShowCommand(shell))
        .addSubcommand(new PartnerAddCommand(shell))
        .addSubcommand(new PartnerImportCommand(shell))
        .addSubcommand(new PartnerExportCommand(shell))
        .addSubcommand(new PartnerTestCommand(shell))
        .addSubcommand(new PartnerProfilesCommand(shell));
  }

  @Override
  public Integer call() {
    throw wrongUsage("A command is missing after 'partner'");
  }
}
