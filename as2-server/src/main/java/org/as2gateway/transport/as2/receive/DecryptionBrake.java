package org.as2gateway.transport.as2.receive;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Slows the answers to envelopes that do not decrypt to a verified message, once a partnership has
 * had many of them. Verified messages never come here, so that nobody can slow a partner down by
 * sending garbage in its name. Safe for many threads.
 */
final class DecryptionBrake {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(1);
  private static final int MANY = 50 * AttackSigns.MANY_FAILURES;

  /** Requests that wait, which each hold a worker: of one partnership, and in all. */
  private static final int MOST_OF_ONE = 4;

  private static final int MOST = 8;

  private final ConcurrentMap<String, Lane> lanes = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /** Failures of one partnership are answered one after the other. */
  private static final class Lane {
    private final Semaphore turn = new Semaphore(1, true);
    private final AtomicInteger waiting = new AtomicInteger();
  }

  /**
   * Waits before a failure is answered.
   *
   * @param failures of the partnership in the last hour
   * @return false if too many wait already: the partner is to come again
   */
  boolean pass(String partnership, int failures) {
    if (failures <= AttackSigns.MANY_FAILURES) {
      return true;
    }
    Lane lane = lanes.computeIfAbsent(partnership, name -> new Lane());
    int inAll = waiting.incrementAndGet();
    int ofOne = lane.waiting.incrementAndGet();
    boolean hasRoom = inAll <= MOST && ofOne <= MOST_OF_ONE;
    try {
      return hasRoom && pause(lane, failures > MANY ? LONG : SHORT);
    } finally {
      waiting.decrementAndGet();
      lane.waiting.decrementAndGet();
    }
  }

  private static boolean pause(Lane lane, Duration pause) {
    try {
      lane.turn.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the gateway stops
      return false;
    }
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the gateway stops
      return false;
    } finally {
      lane.turn.release();
    }
  }
}
