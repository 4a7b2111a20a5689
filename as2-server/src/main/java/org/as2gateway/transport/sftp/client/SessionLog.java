package org.as2gateway.transport.sftp.client;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What happened in one session, a line each with its time; bounded. Safe for many threads. */
final class SessionLog {
  private static final int MOST_LINES = 500;
  private final Clock clock;
  private final List<String> lines = new ArrayList<>();

  SessionLog(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(String line) {
    if (lines.size() < MOST_LINES) {
      lines.add(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + line);
    }
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
