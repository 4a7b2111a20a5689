package org.as2gateway.transport.as2.receive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Log lines about refused requests, so many a minute for each partnership: anybody can cause them,
 * and a log that strangers fill tells nothing and takes the disk. Safe for many threads.
 */
final class RefusalLog {
  static final int MOST = 30;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Logger log;
  private final Clock clock;
  private final Map<String, Window> windows = new HashMap<>();

  RefusalLog(Logger log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  private record Window(Instant since, int count) {}

  /**
   * Logs a warning, unless there were many.
   *
   * @param partnership whose messages are counted together; empty for unknown pairs
   */
  void warn(String partnership, String format, Object... values) {
    int before = count(partnership);
    if (before < MOST) {
      log.warn(format, values);
    } else if (before == MOST) {
      log.warn(
          "further requests {} are not logged for a minute; the metrics and the list of"
              + " messages count them",
          partnership.isEmpty() ? "of unknown senders" : "of partnership '" + partnership + "'");
    }
  }

  /** How many there were within the window, not counting this one. */
  private synchronized int count(String partnership) {
    Instant now = clock.instant();
    Window last = windows.get(partnership);
    Window current =
        last == null || Duration.between(last.since(), now).abs().compareTo(WINDOW) >= 0
            ? new Window(now, 0)
            : last;
    windows.put(partnership, new Window(current.since(), Math.min(MOST + 1, current.count() + 1)));
    return current.count();
  }
}
