package org.as2gateway.admin.registry;

import java.time.Duration;
import java.time.Instant;
import org.as2gateway.as2.wire.Severity;

/** How near the end of a certificate is: each stage is warned of once. */
public enum ExpiryStage {
  EXPIRED(0, Severity.BAD),
  ONE_DAY(1, Severity.BAD),
  SEVEN_DAYS(7, Severity.BAD),
  FOURTEEN_DAYS(14, Severity.BAD),
  THIRTY_DAYS(30, Severity.WARN),
  SIXTY_DAYS(60, Severity.INFO),
  FAR(Integer.MAX_VALUE, Severity.GOOD);

  private final int days;
  private final Severity severity;

  ExpiryStage(int days, Severity severity) {
    this.days = days;
    this.severity = severity;
  }

  /** The stage at that time of something that ends then. */
  public static ExpiryStage of(Instant end, Instant now) {
    if (!end.isAfter(now)) {
      return EXPIRED;
    }
    Duration left = Duration.between(now, end);
    for (ExpiryStage stage : values()) {
      if (stage == FAR || left.compareTo(Duration.ofDays(stage.days)) <= 0) {
        return stage;
      }
    }
    throw new IllegalStateException("the last stage has no end");
  }

  /** Whether somebody should do something. */
  public boolean isWarning() {
    return this != FAR;
  }

  /** Whether it cannot wait. */
  public boolean isUrgent() {
    return severity == Severity.BAD;
  }

  /** How serious it is. */
  public Severity severity() {
    return severity;
  }
}
