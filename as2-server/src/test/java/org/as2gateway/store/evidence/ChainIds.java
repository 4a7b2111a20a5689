package org.as2gateway.store.evidence;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.as2gateway.store.log.MessageIds;

/** Ids as of a clock that goes back between tests, which those of a process never do. */
final class ChainIds {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private ChainIds() {}

  static String next(Clock clock) {
    String number = "%06d".formatted(COUNT.incrementAndGet());
    String floor = MessageIds.floor(clock.instant());
    return floor.substring(0, MessageIds.LENGTH - number.length()) + number;
  }
}
