package org.as2gateway.people.alerts;

import java.time.Instant;
import java.util.Optional;

/**
 * A condition from when it was first found until it is gone.
 *
 * @param id ours
 * @param condition as last found
 * @param openedAt when it was first found
 * @param closedAt when it was gone; empty while it is there
 * @param acknowledged who has taken it on; empty if nobody has
 */
public record Alert(
    String id,
    Condition condition,
    Instant openedAt,
    Optional<Instant> closedAt,
    Optional<Acknowledgement> acknowledged) {
  /**
   * That somebody knows.
   *
   * @param by who
   * @param at when
   */
  public record Acknowledgement(String by, Instant at) {}

  /** Whether nobody has taken it on, and it is still there. */
  public boolean isWaiting() {
    return closedAt.isEmpty() && acknowledged.isEmpty();
  }
}
