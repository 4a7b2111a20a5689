package org.as2gateway.admin.evidence;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.QueryParameter;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.backup.BackupException;
import org.as2gateway.backup.BackupReport;
import org.as2gateway.store.evidence.ChainReport;

/** The kept evidence as a whole, and a copy of all. */
public final class EvidenceRoutes {
  private final Gateway gateway;

  public EvidenceRoutes(Gateway gateway) {
    this.gateway = gateway;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/evidence/check",
                "Find missing, altered or reordered evidence",
                EvidenceCheckJson.class,
                this::check)
            .asking(QueryParameter.flag("files").says("also check payloads and stored messages")),
        Route.post(
                "/api/v1/backup",
                "Back up the running gateway into an empty folder",
                BackupJson.class,
                this::backup)
            .status(202)
            .asking(QueryParameter.text("folder").says("absolute path").required()));
  }

  @Description("Result of the check of the kept evidence.")
  private record EvidenceCheckJson(
      boolean holds,
      long messages,
      long rows,
      long blocks,
      long files,
      List<String> findings,
      @Description("whether there are more findings") boolean more) {}

  @Description("A completed backup.")
  private record BackupJson(
      String folder,
      @Description("whether it contains the database") boolean database,
      @Description("files that could not be copied, and a changed mode of the folder")
          List<String> findings) {}

  private BackupJson backup(Context context) throws IOException {
    String folder = String.valueOf(context.queryParam("folder"));
    try {
      Path path = Path.of(folder);
      if (!path.isAbsolute()) {
        throw new ProblemException(
            400, "folder is '" + Text.cut(folder) + "', expected an absolute path");
      }
      BackupReport report = gateway.backup(path);
      return new BackupJson(folder, report.hasDatabase(), report.findings());
    } catch (InvalidPathException e) {
      throw new ProblemException(400, "folder is not a path: " + Text.cut(folder));
    } catch (BackupException e) {
      throw new ProblemException(409, String.valueOf(e.getMessage()));
    }
  }

  private EvidenceCheckJson check(Context context) {
    ChainReport report = gateway.checkEvidence("true".equals(context.queryParam("files")));
    return new EvidenceCheckJson(
        report.findings().isEmpty(),
        report.messages(),
        report.lines(),
        report.blocks(),
        report.files(),
        report.findings(),
        report.isCut());
  }
}
