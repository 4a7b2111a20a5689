package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.as2gateway.backup.BackupException;
import org.as2gateway.backup.RestoreHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code restore}: makes a home of a backup. */
@Command(
    name = "restore",
    description = {
      "Create a home from a backup.",
      "",
      "Messages that were waiting to be sent are restored as failed because their outcome is unknown: 'resend' sends the same bytes and Message-ID again."
    },
    footer = {"", "Example:", "  ./as2 restore /srv/backup/2026-12-01 --home /srv/as2-new"})
final class RestoreCommand extends HomeCommand {
  @Parameters(paramLabel = "DIR", description = "A backup folder created by './as2 backup'.")
  private Path folder = Path.of("");

  RestoreCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    try {
      boolean hasDatabase = RestoreHome.restore(folder.toAbsolutePath().normalize(), home());
      shell().line("created the home " + home());
      if (!hasDatabase) {
        shell().line("restore the database before the first start (docs/backup.md)");
      }
      shell().line("make sure that the old gateway never starts again, then");
      shell().line("  ./as2 start --home " + home());
      shell().line("  ./as2 messages --status failed --home " + home());
      return DONE;
    } catch (BackupException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }
}
