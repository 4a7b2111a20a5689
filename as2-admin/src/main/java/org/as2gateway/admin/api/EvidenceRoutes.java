package org.as2gateway.admin.api;

import io.javalin.http.Context;
import java.util.List;
import org.as2gateway.evidence.ChainReport;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The kept evidence as a whole. */
final class EvidenceRoutes {
  private final GatewayAccess gateway;

  EvidenceRoutes(GatewayAccess gateway) {
    this.gateway = gateway;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/evidence/check",
            "Find what is missing, altered or re-ordered in the kept evidence",
            this::check));
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
