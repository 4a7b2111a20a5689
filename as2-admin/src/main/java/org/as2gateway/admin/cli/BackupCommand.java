package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code backup}: copies a running gateway. */
@Command(
    name = "backup",
    description = {
      "Back up the running gateway to a folder.",
      "",
      "The backup has the database, settings, keys, and the files of messages in progress. It contains secrets: protect it like the home."
    },
    footer = {"", "Example:", "  ./as2 backup /srv/backup/2026-12-01"})
final class BackupCommand extends HomeCommand {
  @Parameters(paramLabel = "DIR", description = "An empty or new folder.")
  private Path folder = Path.of("");

  BackupCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    String absolute = folder.toAbsolutePath().normalize().toString();
    JsonNode done =
        Connection.to(home(), shell())
            .post("/api/v1/backup?folder=" + GatewayClient.encode(absolute));
    shell().line("wrote " + absolute);
    done.path("findings").forEach(finding -> shell().line("note: " + finding.asString()));
    if (!done.path("database").asBoolean()) {
      shell().line("the database is on PostgreSQL: back it up now with pg_dump (docs/backup.md)");
    }
    return DONE;
  }
}
