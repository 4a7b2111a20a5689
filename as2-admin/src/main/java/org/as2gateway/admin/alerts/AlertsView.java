package org.as2gateway.admin.alerts;

import java.util.List;
import org.as2gateway.people.alerts.Alert;
import org.as2gateway.people.alerts.AlertDelivery;
import org.as2gateway.people.alerts.AlertRule;
import org.jspecify.annotations.Nullable;

/**
 * The page Alerts.
 *
 * @param open newest first
 * @param closed the last closed first
 * @param rules by name
 * @param hasMail whether a mail server is set
 * @param test what became of a test just made; null if none was
 */
public record AlertsView(
    List<Line> open,
    List<Line> closed,
    List<AlertRule> rules,
    boolean hasMail,
    @Nullable Test test) {
  /**
   * A test and its answer.
   *
   * @param rule the rule
   * @param answer what the mail or web server said
   */
  public record Test(AlertRule rule, Answer answer) {}

  /**
   * An alert with what became of telling it.
   *
   * @param alert the alert
   * @param action what the link to its page says
   * @param notified one for each rule
   */
  public record Line(Alert alert, String action, List<Notified> notified) {
    static Line of(Alert alert, AlertDesk desk, List<AlertRule> rules) {
      return new Line(
          alert,
          OpenTasks.action(alert.condition().kind()),
          desk.deliveries(alert).stream().map(delivery -> Notified.of(delivery, rules)).toList());
    }
  }

  /**
   * One rule's telling of an alert.
   *
   * @param rule its name
   * @param delivery where it stands
   */
  public record Notified(String rule, AlertDelivery delivery) {
    static Notified of(AlertDelivery delivery, List<AlertRule> rules) {
      String name =
          rules.stream()
              .filter(rule -> rule.id().equals(delivery.rule()))
              .map(AlertRule::name)
              .findFirst()
              .orElse("a removed rule");
      return new Notified(name, delivery);
    }

    /** Colour of its badge. */
    public String tone() {
      return switch (delivery.state()) {
        case SENT -> "good";
        case GIVEN_UP -> "bad";
        case NOT_NEEDED -> "";
        case WAITING -> delivery.attempts() == 0 ? "info" : "warn";
      };
    }

    /** In a few words. */
    public String text() {
      return switch (delivery.state()) {
        case SENT -> "sent";
        case GIVEN_UP -> "failed after " + delivery.attempts() + " attempts";
        case NOT_NEEDED -> "no longer needed";
        case WAITING ->
            delivery.attempts() == 0
                ? "waiting to be sent, or in quiet hours"
                : "failed " + delivery.attempts() + " times, will be retried";
      };
    }
  }
}
