package org.as2gateway.admin.alerts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.page.Format;
import org.as2gateway.admin.port.Json;
import org.as2gateway.people.alerts.Alert;
import org.as2gateway.people.alerts.AlertKind;
import org.jspecify.annotations.Nullable;

/**
 * The JSON document that webhooks get; described in {@code docs/alerts.md}.
 *
 * @param text what chat services show; the others look at the list
 */
record AlertDocument(String event, Instant at, String text, List<AnnouncedAlert> alerts) {
  /** One alert. */
  record AnnouncedAlert(
      String id,
      AlertKind kind,
      boolean urgent,
      String title,
      String detail,
      @Nullable String partner,
      @Nullable String owner,
      String link,
      Instant openedAt) {
    static AnnouncedAlert of(Alert alert) {
      return new AnnouncedAlert(
          alert.id(),
          alert.condition().kind(),
          alert.condition().isUrgent(),
          alert.condition().title(),
          alert.condition().detail(Format::utc),
          alert.condition().partner().orElse(null),
          alert.condition().owner().orElse(null),
          alert.condition().link(),
          alert.openedAt());
    }
  }

  static byte[] of(Announcement announcement) {
    AlertDocument document =
        new AlertDocument(
            announcement.isTest() ? "test" : "alerts",
            announcement.at(),
            announcement.subject(),
            announcement.alerts().stream().map(AnnouncedAlert::of).toList());
    return Json.text(document).getBytes(StandardCharsets.UTF_8);
  }
}
