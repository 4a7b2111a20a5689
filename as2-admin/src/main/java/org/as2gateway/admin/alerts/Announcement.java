package org.as2gateway.admin.alerts;

import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.page.Times;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.people.alerts.Alert;

/**
 * What somebody is told in one go.
 *
 * @param alerts what needs them; empty for a test
 * @param at when
 */
record Announcement(List<Alert> alerts, Instant at) {
  private static final int MAX_LINE = 1000;

  Announcement {
    alerts = List.copyOf(alerts);
  }

  static Announcement test(Instant at) {
    return new Announcement(List.of(), at);
  }

  boolean isTest() {
    return alerts.isEmpty();
  }

  /** In a line. */
  String subject() {
    if (isTest()) {
      return "[AS2 gateway] Test of a notification rule";
    }
    String first = plain(alerts.get(0).condition().title());
    return alerts.size() == 1
        ? "[AS2 gateway] " + first
        : "[AS2 gateway] " + alerts.size() + " alerts: " + first + " …";
  }

  /** In plain text. */
  String text() {
    if (isTest()) {
      return "This is a test. Alerts of this rule will be sent to this address.\r\n";
    }
    StringBuilder text = new StringBuilder();
    for (Alert alert : alerts) {
      text.append(alert.condition().isUrgent() ? "URGENT: " : "")
          .append(plain(alert.condition().title()))
          .append("\r\n  ")
          .append(plain(alert.condition().detail()))
          .append("\r\n  since ")
          .append(Times.ofServer(at).echo(alert.openedAt()))
          .append(", on the admin page at ")
          .append(alert.condition().link())
          .append("\r\n\r\n");
    }
    return text.append(
            "Acknowledge the alert on the Alerts page. It is not sent again while it"
                + " stays open.\r\n")
        .toString();
  }

  /** Partners write parts of it: no line of theirs passes for one of ours. */
  private static String plain(String text) {
    return PartnerText.clean(text, MAX_LINE);
  }
}
