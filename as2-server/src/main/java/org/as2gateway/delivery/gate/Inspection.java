package org.as2gateway.delivery.gate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gates said of a message.
 *
 * @param isStopped whether it must not be sent as it is
 * @param findings at most {@link #MOST_FINDINGS}
 * @param approval who sends it anyway; null if nobody does
 */
public record Inspection(boolean isStopped, List<Finding> findings, @Nullable Approval approval) {
  /** How many findings are kept of a message. */
  public static final int MOST_FINDINGS = 1000;

  /** Copies the list. */
  public Inspection {
    findings = List.copyOf(findings);
  }

  /** What was found. */
  public static Inspection of(boolean isStopped, List<Finding> findings) {
    return new Inspection(
        isStopped, findings.subList(0, Math.min(findings.size(), MOST_FINDINGS)), null);
  }

  /** Whether the message may be sent. */
  public boolean mayBeSent() {
    return !isStopped || approval != null;
  }

  /**
   * A person sends a stopped message anyway.
   *
   * @param by name of the user
   * @param at when
   * @param reason why, as the user put it
   */
  public record Approval(String by, Instant at, String reason) {}
}
