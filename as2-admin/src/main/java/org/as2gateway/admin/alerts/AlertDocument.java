package org.as2gateway.admin.alerts;

import java.time.format.DateTimeFormatter;
import org.as2gateway.people.alerts.Alert;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON document that webhooks get; described in {@code docs/alerts.md}. */
final class AlertDocument {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private AlertDocument() {}

  static byte[] of(Announcement announcement) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("event", announcement.isTest() ? "test" : "alerts");
    json.put("at", DateTimeFormatter.ISO_INSTANT.format(announcement.at()));
    // What chat services show; the others look at the list.
    json.put("text", announcement.subject());
    ArrayNode list = json.putArray("alerts");
    announcement.alerts().forEach(alert -> list.add(alert(alert)));
    return MAPPER.writeValueAsBytes(json);
  }

  private static ObjectNode alert(Alert alert) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("id", alert.id());
    json.put("kind", alert.condition().kind().text());
    json.put("urgent", alert.condition().isUrgent());
    json.put("title", alert.condition().title());
    json.put("detail", alert.condition().detail());
    json.put("partner", alert.condition().partner().orElse(null));
    json.put("link", alert.condition().link());
    json.put("openedAt", DateTimeFormatter.ISO_INSTANT.format(alert.openedAt()));
    return json;
  }
}
