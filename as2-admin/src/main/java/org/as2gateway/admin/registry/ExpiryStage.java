package org.as2gateway.admin.registry;

import java.time.Duration;
import java.time.Instant;

/** How near the end of a certificate is: each stage is warned of once. */
public enum ExpiryStage {
  EXPIRED(0, "bad"),
  ONE_DAY(1, "bad"),
  SEVEN_DAYS(7, "bad"),
  FOURTEEN_DAYS(14, "bad"),
  THIRTY_DAYS(30, "warn"),
  SIXTY_DAYS(60, "info"),
  FAR(Integer.MAX_VALUE, "good");

  private final int days;
  private final String tone;

  ExpiryStage(int days, String tone) {
    this.days = days;
    this.tone = tone;
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

  /** How urgent, as the pages colour it. */
  public String tone() {
    return tone;
  }
}
