package org.as2gateway.admin.alerts;

import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.page.Format;
import org.as2gateway.admin.port.Description;
import org.as2gateway.people.alerts.Alert;
import org.as2gateway.people.alerts.AlertDelivery;
import org.as2gateway.people.alerts.AlertKind;
import org.jspecify.annotations.Nullable;

/** An alert as the API writes it. */
@Description("An alert that needs attention.")
record AlertJson(
    String id,
    AlertKind kind,
    boolean urgent,
    String title,
    String detail,
    @Nullable String partner,
    @Description("whose manifests it is about; null if it is about no owner of mailer IDs")
        @Nullable String owner,
    @Description("path of the page to resolve it") String link,
    Instant openedAt,
    @Nullable Instant closedAt,
    @Nullable String acknowledgedBy,
    @Nullable Instant acknowledgedAt,
    List<AlertDeliveryJson> deliveries) {
  /** Alerts in a list. */
  @Description("Alerts, newest first.")
  record AlertsJson(List<AlertJson> alerts) {}

  /** One notification of an alert. */
  @Description("Delivery of an alert.")
  record AlertDeliveryJson(
      String rule,
      AlertDelivery.State state,
      int attempts,
      @Nullable Instant dueAt,
      @Nullable Instant endedAt,
      @Description("response of the mail or web server") String answer) {
    static AlertDeliveryJson of(AlertDelivery delivery) {
      return new AlertDeliveryJson(
          delivery.rule(),
          delivery.state(),
          delivery.attempts(),
          delivery.dueAt().orElse(null),
          delivery.endedAt().orElse(null),
          delivery.answer());
    }
  }

  /** That alert with its notifications. */
  static AlertJson of(Alert alert, List<AlertDelivery> deliveries) {
    return new AlertJson(
        alert.id(),
        alert.condition().kind(),
        alert.condition().isUrgent(),
        alert.condition().title(),
        alert.condition().detail(Format::utc),
        alert.condition().partner().orElse(null),
        alert.condition().owner().orElse(null),
        alert.condition().link(),
        alert.openedAt(),
        alert.closedAt().orElse(null),
        alert.acknowledged().map(a -> a.by()).orElse(null),
        alert.acknowledged().map(a -> a.at()).orElse(null),
        deliveries.stream().map(AlertDeliveryJson::of).toList());
  }
}
