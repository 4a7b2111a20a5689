package org.as2gateway.admin.web;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.as2gateway.admin.alerts.AlertDesk;
import org.as2gateway.admin.web.TodayView.Task;
import org.as2gateway.people.alerts.Alert;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.jspecify.annotations.Nullable;

/** What needs a person, as the page shows it: what somebody has taken on comes last. */
final class OpenTasks {
  private OpenTasks() {}

  static List<Task> of(AlertDesk desk) {
    Map<String, Alert> open =
        desk.open().stream()
            .collect(Collectors.toMap(alert -> alert.condition().key(), alert -> alert));
    return desk.conditions().stream()
        .map(condition -> task(condition, open.get(condition.key())))
        .sorted(Comparator.comparing(task -> !task.owner().isEmpty()))
        .toList();
  }

  private static Task task(Condition condition, @Nullable Alert alert) {
    return new Task(
        condition.isUrgent() ? "bad" : "warn",
        condition.title(),
        condition.detail(),
        condition.link(),
        action(condition.kind()),
        alert == null ? "" : alert.acknowledged().map(Alert.Acknowledgement::by).orElse(""));
  }

  static String action(AlertKind kind) {
    return switch (kind) {
      case NOT_ACCEPTING, DISK -> "Look again";
      case FAILED,
          REFUSED,
          MDN_OVERDUE,
          QUEUE_STUCK,
          NOT_DELIVERED,
          REPLAYED,
          ATTACK,
          UNPROVEN_RECEIPT ->
          "Look";
      case ON_HOLD -> "Release";
      case REGISTRY -> "Partners";
      case INCOMPLETE -> "Complete";
      case CERTIFICATE -> "Certificates";
      case CERTIFICATE_OFFER -> "Decide";
    };
  }
}
