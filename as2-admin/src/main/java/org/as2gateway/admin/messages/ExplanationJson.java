package org.as2gateway.admin.messages;

import org.as2gateway.admin.port.Json;
import org.as2gateway.transport.as2.explain.Explanation;
import tools.jackson.databind.node.ObjectNode;

/** An explanation of a digest that differs. */
final class ExplanationJson {
  private ExplanationJson() {}

  static ObjectNode of(Explanation explanation) {
    ObjectNode json = Json.object();
    json.put("found", explanation.isFound());
    json.put("finding", explanation.finding());
    json.put("cause", explanation.cause());
    json.put("remedy", explanation.remedy());
    explanation.known().forEach(json.putArray("known")::add);
    return json;
  }
}
