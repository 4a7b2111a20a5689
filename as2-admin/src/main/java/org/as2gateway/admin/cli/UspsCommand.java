package org.as2gateway.admin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code usps}: the USPS desk. */
@Command(
    name = "usps",
    description = {
      "Check, follow and correct manifests for USPS.",
      "",
      "A receipt proves that the bytes of a manifest arrived. Whether USPS accepted it is stated"
          + " later, in a confirmation file; scan events follow in extract files."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Examples:", "  ./as2 usps check tonight.manifest", "  ./as2 usps tables"})
final class UspsCommand extends HomeCommand {
  private UspsCommand(Shell shell) {
    super(shell);
  }

  static CommandLine withSubcommands(Shell shell) {
    return new CommandLine(new UspsCommand(shell))
        .addSubcommand(new UspsCheckCommand(shell))
        .addSubcommand(new UspsLedgerCommand(shell))
        .addSubcommand(new UspsShowCommand(shell))
        .addSubcommand(new UspsAcceptCommand(shell))
        .addSubcommand(new UspsScansCommand(shell))
        .addSubcommand(new UspsPieceCommand(shell))
        .addSubcommand(new UspsReconcileCommand(shell))
        .addSubcommand(new UspsAnswersCommand(shell))
        .addSubcommand(new UspsCorrectCommand(shell))
        .addSubcommand(new UspsEvidenceCommand(shell))
        .addSubcommand(new UspsTablesCommand(shell))
        .addSubcommand(new UspsImportStcCommand(shell));
  }

  @Override
  public Integer call() {
    throw wrongUsage("A command is missing after 'usps'");
  }
}
