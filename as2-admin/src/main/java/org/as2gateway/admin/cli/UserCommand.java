package org.as2gateway.admin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code user}: the people who may sign in. */
@Command(
    name = "user",
    description = {"List the users of the admin page; help one who cannot sign in."},
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Examples:", "  ./as2 user list", "  ./as2 user reset pat"})
final class UserCommand extends HomeCommand {
  private UserCommand(Shell shell) {
    super(shell);
  }

  static CommandLine withSubcommands(Shell shell) {
    return new CommandLine(new UserCommand(shell))
        .addSubcommand(new UserListCommand(shell))
        .addSubcommand(new UserResetCommand(shell));
  }

  @Override
  public Integer call() {
    throw wrongUsage("A command is missing after 'user'");
  }
}
