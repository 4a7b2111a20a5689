package org.as2gateway.admin.evidence;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.backup.BackupException;
import org.as2gateway.backup.BackupReport;
import org.as2gateway.store.evidence.ChainReport;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The kept evidence as a whole, and a copy of all. */
public final class EvidenceRoutes {
  private final Gateway gateway;

  public EvidenceRoutes(Gateway gateway) {
    this.gateway = gateway;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/evidence/check", "Find missing, altered or reordered evidence", this::check),
        Route.post(
            "/api/v1/backup", "Back up the running gateway into an empty folder", this::backup));
  }

  private void backup(Context context) throws IOException {
    String folder = String.valueOf(context.queryParam("folder"));
    try {
      Path path = Path.of(folder);
      if (!path.isAbsolute()) {
        throw new ProblemException(
            400, "folder is '" + Text.cut(folder) + "', expected an absolute path");
      }
      ObjectNode json = Json.object();
      json.put("folder", folder);
      BackupReport report = gateway.backup(path);
      json.put("database", report.hasDatabase());
      ArrayNode findings = json.putArray("findings");
      report.findings().forEach(findings::add);
      Json.answer(context, 202, json);
    } catch (InvalidPathException e) {
      throw new ProblemException(400, "folder is not a path: " + Text.cut(folder));
    } catch (BackupException e) {
      throw new ProblemException(409, String.valueOf(e.getMessage()));
    }
  }

  private void check(Context context) {
    ChainReport report = gateway.checkEvidence("true".equals(context.queryParam("files")));
    ObjectNode json = Json.object();
    json.put("holds", report.findings().isEmpty());
    json.put("messages", report.messages());
    json.put("rows", report.lines());
    json.put("blocks", report.blocks());
    json.put("files", report.files());
    ArrayNode findings = json.putArray("findings");
    report.findings().forEach(findings::add);
    json.put("more", report.isCut());
    Json.answer(context, 200, json);
  }
}
