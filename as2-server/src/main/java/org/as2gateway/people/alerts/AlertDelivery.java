package org.as2gateway.people.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One alert on its way out by one rule.
 *
 * @param alert id of the alert
 * @param rule id of the rule
 * @param state where it stands
 * @param attempts how often it was tried
 * @param dueAt when it is tried next; empty if at once, or if it has ended
 * @param endedAt when it ended; empty while it waits
 * @param answer what the mail or web server said last; empty before the first attempt
 */
public record AlertDelivery(
    String alert,
    String rule,
    State state,
    int attempts,
    Optional<Instant> dueAt,
    Optional<Instant> endedAt,
    String answer) {
  private static final int MAX_ATTEMPTS = 24;
  private static final int MAX_ANSWER = 900;
  private static final Duration FIRST_DELAY = Duration.ofMinutes(1);
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  /** Cuts the answer, which is a stranger's text. */
  public AlertDelivery {
    answer = Condition.cut(answer, MAX_ANSWER);
  }

  /** Where a delivery stands. */
  public enum State {
    /** Not out yet. */
    WAITING,
    /** Told. */
    SENT,
    /** Tried too often. */
    GIVEN_UP,
    /** Gone or acknowledged before it went out, or its rule was removed. */
    NOT_NEEDED;

    /** The spelling of the API. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The spelling for people. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static State parse(String text) {
      return Arrays.stream(values())
          .filter(state -> state.text().equals(text))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no delivery stands at '" + text + "'"));
    }
  }

  static AlertDelivery of(String alert, String rule) {
    return new AlertDelivery(alert, rule, State.WAITING, 0, Optional.empty(), Optional.empty(), "");
  }

  /** After an attempt that came through. */
  public AlertDelivery sent(String answer, Instant now) {
    return new AlertDelivery(
        alert, rule, State.SENT, attempts + 1, Optional.empty(), Optional.of(now), answer);
  }

  /** After one that did not: later again, or never. */
  public AlertDelivery failed(String answer, Instant now) {
    int tried = attempts + 1;
    return tried >= MAX_ATTEMPTS
        ? new AlertDelivery(
            alert, rule, State.GIVEN_UP, tried, Optional.empty(), Optional.of(now), answer)
        : new AlertDelivery(
            alert,
            rule,
            State.WAITING,
            tried,
            Optional.of(now.plus(delay(tried))),
            Optional.empty(),
            answer);
  }

  private static Duration delay(int attempts) {
    Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(attempts - 1, 10));
    return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
  }

  /** Whether it is tried now. A time that no delay reaches was set by a clock that has jumped. */
  public boolean isDue(Instant now) {
    return state == State.WAITING
        && dueAt.filter(due -> due.isAfter(now) && !due.isAfter(now.plus(LONGEST_DELAY))).isEmpty();
  }
}
