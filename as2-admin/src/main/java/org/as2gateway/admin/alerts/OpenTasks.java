package org.as2gateway.admin.alerts;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.as2gateway.people.alerts.Alert;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.Moment;
import org.jspecify.annotations.Nullable;

/** What needs a person, as the page shows it: what somebody has taken on comes last. */
public final class OpenTasks {
  private OpenTasks() {}

  /**
   * Something that needs a person.
   *
   * @param id of its link on the page, the same as long as it is open
   * @param tone {@code bad} or {@code warn}
   * @param title how many of what
   * @param detail the latest, or the first of them
   * @param moment a time that belongs to it; null if there is none
   * @param link where it is dealt with
   * @param action what the link says
   * @param owner who has taken it on; empty if nobody has
   * @param alert id of the alert; null until the next check makes one
   */
  public record Task(
      String id,
      String tone,
      String title,
      String detail,
      @Nullable Moment moment,
      String link,
      String action,
      String owner,
      @Nullable String alert) {}

  public static List<Task> of(AlertDesk desk) {
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
        "task-" + Integer.toHexString(condition.key().hashCode()),
        condition.isUrgent() ? "bad" : "warn",
        condition.title(),
        condition.detail(),
        condition.moment().orElse(null),
        condition.link(),
        action(condition.kind()),
        alert == null ? "" : alert.acknowledged().map(Alert.Acknowledgement::by).orElse(""),
        alert == null ? null : alert.id());
  }

  static String action(AlertKind kind) {
    return switch (kind) {
      case NOT_ACCEPTING, DISK -> "Refresh";
      case FAILED,
          REFUSED,
          BLOCKED,
          MDN_OVERDUE,
          QUEUE_STUCK,
          NOT_DELIVERED,
          REPLAYED,
          ATTACK,
          UNPROVEN_RECEIPT,
          EXPECTED_FILE,
          EXPECTED_ANSWER,
          SILENT,
          USPS_REJECTED,
          USPS_UNCONFIRMED,
          USPS_NOT_SCANNED,
          PDX_SIGN_IN,
          PDX_UNUSED,
          PDX_ANSWER,
          SFTP_HOST_KEY,
          SFTP_UNREACHABLE,
          ACCESS_REFUSED,
          FALLBACK_OFFERED,
          FALLBACK_USED,
          DELIVERED_TWICE ->
          "View";
      case ON_HOLD -> "Release";
      case REGISTRY, UNKNOWN_SENDER -> "View partners";
      case INCOMPLETE -> "Finish setup";
      case CERTIFICATE, CERTIFICATE_REVOKED, CERTIFICATE_UNCHECKED -> "View certificates";
      case TOKEN -> "View tokens";
      case CERTIFICATE_OFFER -> "Review";
    };
  }
}
