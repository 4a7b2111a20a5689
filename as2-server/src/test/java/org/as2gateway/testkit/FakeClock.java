package org.as2gateway.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes only when told to. Safe for many threads. */
public final class FakeClock extends Clock {
  private volatile Instant now;
  private volatile Duration jumped = Duration.ZERO;

  /** A clock that stands at that instant. */
  public FakeClock(Instant now) {
    this.now = now;
  }

  /** A clock that stands at some day of no importance. */
  public static FakeClock standing() {
    return new FakeClock(Instant.parse("2026-11-22T10:00:00Z"));
  }

  /** Moves on, or back if negative. */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  /** Is set to another time, while none passes. */
  public synchronized void jump(Duration by) {
    jumped = jumped.plus(by);
    now = now.plus(by);
  }

  /** Like {@link System#nanoTime}: goes on with {@link #advance} only. */
  public synchronized long nanoTime() {
    return Duration.between(Instant.EPOCH, now.minus(jumped)).toNanos();
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a fake clock stays in UTC");
  }
}
