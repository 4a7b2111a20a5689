package org.as2gateway.admin.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.as2gateway.people.alerts.Alert;
import org.as2gateway.people.alerts.AlertDelivery;
import org.as2gateway.people.alerts.AlertRule;
import org.as2gateway.people.alerts.JdbcAlerts;
import org.as2gateway.store.db.DatabaseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds at what needs a person and tells those whom the rules name. What it knows
 * is in the database: a restart repeats nothing and forgets nothing.
 */
public final class AlertWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration KEPT = Duration.ofDays(90);
  private static final Duration DRAIN = Duration.ofSeconds(12);

  private final Conditions conditions;
  private final JdbcAlerts alerts;
  private final Channels channels;
  private final Clock clock;
  private final Outage outage = new Outage();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "alerts"));
  private List<AlertRule> rules = List.of();

  AlertWatch(Conditions conditions, JdbcAlerts alerts, Channels channels, Clock clock) {
    this.conditions = conditions;
    this.alerts = alerts;
    this.channels = channels;
    this.clock = clock;
  }

  /** Begins to look. */
  public void start() {
    var unused =
        timer.scheduleWithFixedDelay(
            this::lookAndLogFailures,
            FIRST_LOOK.toMillis(),
            INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void lookAndLogFailures() {
    try {
      look();
    } catch (RuntimeException | Error e) { // else it would never look again
      LOG.error("the alert check failed; it will be retried", e);
    }
  }

  /** One look, and all that follows from it now. */
  void look() {
    Instant now = clock.instant();
    try {
      alerts.take(conditions.at(now), gone -> conditions.ending(gone, now), now);
      rules = alerts.rules();
      outage.end();
      deliver(now);
      alerts.removeClosed(now.minus(KEPT));
    } catch (DatabaseException e) {
      LOG.warn("the database does not respond, alerts cannot be saved: {}", e.getMessage());
      outage.tell(rules, channels, now);
    }
  }

  /** All that a rule has to tell goes in one, so that a bad night is not a hundred mails. */
  private void deliver(Instant now) {
    Map<String, List<AlertDelivery>> byRule = new LinkedHashMap<>();
    alerts.waiting().stream()
        .filter(delivery -> delivery.isDue(now))
        .forEach(d -> byRule.computeIfAbsent(d.rule(), rule -> new ArrayList<>()).add(d));
    for (AlertRule rule : rules) {
      List<AlertDelivery> due = byRule.getOrDefault(rule.id(), List.of());
      if (rule.isEnabled() && !rule.isQuiet(now) && !due.isEmpty()) {
        deliver(rule, due, now);
      }
    }
  }

  private void deliver(AlertRule rule, List<AlertDelivery> due, Instant now) {
    List<Alert> told =
        due.stream().flatMap(delivery -> alerts.find(delivery.alert()).stream()).toList();
    if (told.isEmpty()) {
      return;
    }
    Answer answer = channels.send(rule, new Announcement(told, now));
    if (!answer.isGood()) { // without its words, which are a stranger's
      LOG.warn("notification rule '{}' could not send; see the Alerts page", rule.name());
    }
    Instant after = clock.instant();
    due.forEach(
        delivery ->
            alerts.update(
                answer.isGood()
                    ? delivery.sent(answer.text(), after)
                    : delivery.failed(answer.text(), after)));
  }

  /** Ends after what is being sent. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
