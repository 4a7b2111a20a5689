package org.as2gateway.admin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code pdx}: accounts of PDX and the files that it offered. */
@Command(
    name = "pdx",
    description = {
      "Show PDX accounts and the files PDX offered.",
      "",
      "Sign in with 'pdx check'. The gateway must be running."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./as2 pdx accounts",
      "  ./as2 pdx check us-to-usps",
      "  ./as2 pdx files usps-to-us"
    })
final class PdxCommand extends HomeCommand {
  private PdxCommand(Shell shell) {
    super(shell);
  }

  static CommandLine withSubcommands(Shell shell) {
    return new CommandLine(new PdxCommand(shell))
        .addSubcommand(new PdxAccountsCommand(shell))
        .addSubcommand(new PdxCheckCommand(shell))
        .addSubcommand(new PdxFilesCommand(shell));
  }

  @Override
  public Integer call() {
    throw wrongUsage("A command is missing after 'pdx'");
  }
}
