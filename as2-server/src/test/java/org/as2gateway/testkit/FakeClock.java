package org.as2gateway.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes only when told to. Safe for many threads. */
public final class FakeClock extends Clock {
  private volatile Instant now;

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
