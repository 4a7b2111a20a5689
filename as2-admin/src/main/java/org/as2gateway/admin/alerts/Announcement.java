package org.as2gateway.admin.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.page.Times;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.people.alerts.Alert;

/**
 * What somebody is told in one go.
 *
 * @param alerts what needs them; empty for a test
 * @param at when
 * @param source which gateway tells it
 */
record Announcement(List<Alert> alerts, Instant at, String source) {
  private static final String GATEWAY = "AS2 gateway";
  private static final int MAX_LINE = 1000;

  Announcement {
    alerts = List.copyOf(alerts);
  }

  Announcement(List<Alert> alerts, Instant at) {
    this(alerts, at, GATEWAY);
  }

  /** What a gateway calls itself in mails, with what it is for. */
  static String source(Optional<String> environment) {
    return GATEWAY + environment.map(name -> ", " + name).orElse("");
  }

  /** The same, told by that gateway. */
  Announcement from(String source) {
    return new Announcement(alerts, at, source);
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
      return "[" + source + "] Test of a notification rule";
    }
    String first = plain(alerts.get(0).condition().title());
    return alerts.size() == 1
        ? "[" + source + "] " + first
        : "[" + source + "] " + alerts.size() + " alerts: " + first + " …";
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
          .append(plain(alert.condition().detail(Times.ofServer(at)::echo)))
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

  /** As a mail. */
  Letter letter() {
    return new Letter(subject(), text(), at);
  }

  /** Partners write parts of it: no line of theirs passes for one of ours. */
  private static String plain(String text) {
    return PartnerText.clean(text, MAX_LINE);
  }
}
