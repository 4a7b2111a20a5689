package org.as2gateway.people.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps alerts, their rules and their deliveries. Safe for many threads. */
public interface Alerts {
  /** All rules, by name. */
  List<AlertRule> rules();

  /** The rule of that id. */
  Optional<AlertRule> rule(String id);

  /** Adds a rule, or replaces the one of its id. */
  void put(AlertRule rule);

  /** Removes a rule; what waits for it is not told any more. Returns false if there is none. */
  boolean removeRule(String id, Instant now);

  /**
   * Takes what was found: opens an alert for each new condition, with a delivery for each rule that
   * covers it, and closes those whose condition is gone. One that was acknowledged and got
   * something new opens again.
   */
  void take(List<Condition> conditions, Instant now);

  /** Open alerts, newest first. */
  List<Alert> open();

  /** Closed alerts, the last closed first. */
  List<Alert> closed(int limit);

  /** The alert of that id. */
  Optional<Alert> find(String id);

  /** Somebody takes an open alert on. Returns false if it is closed or taken already. */
  boolean acknowledge(String id, String by, Instant now);

  /** Deliveries that wait. */
  List<AlertDelivery> waiting();

  /** Deliveries of an alert. */
  List<AlertDelivery> deliveries(String alert);

  /** Replaces a delivery that waits; one that has ended meanwhile stays as it is. */
  void update(AlertDelivery delivery);

  /** Forgets alerts closed before that. */
  void removeClosed(Instant before);
}
