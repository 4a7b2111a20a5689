package org.as2gateway.admin.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;

/**
 * Shows how far a transfer is: on a terminal one line that is written over, else a plain line now
 * and then, and none at all for what is quick.
 */
final class ProgressLine implements LongConsumer, AutoCloseable {
  private static final Duration TERMINAL_PACE = Duration.ofMillis(100);
  private static final Duration LOG_PACE = Duration.ofSeconds(5);
  private static final int BAR = 30;

  private final Shell shell;
  private final String label;
  private final long total;
  private final Clock clock;
  private final Instant begin;
  private Instant shown;
  private boolean isLineOpen;

  ProgressLine(Shell shell, String label, long total) {
    this.shell = shell;
    this.label = label;
    this.total = total;
    this.clock = shell.clock();
    this.begin = clock.instant();
    this.shown = begin;
  }

  @Override
  public synchronized void accept(long done) {
    Instant now = clock.instant();
    Duration pace = shell.isTerminal() ? TERMINAL_PACE : LOG_PACE;
    if (Duration.between(shown, now).compareTo(pace) < 0) {
      return;
    }
    shown = now;
    if (shell.isTerminal()) {
      shell.err().print("\r" + text(done, now) + "\u001b[K");
      shell.err().flush();
      isLineOpen = true;
    } else {
      shell.err().println(text(done, now));
    }
  }

  private String text(long done, Instant now) {
    double part = total == 0 ? 1 : (double) done / total;
    int filled = (int) Math.round(part * BAR);
    double seconds = Math.max(0.001, Duration.between(begin, now).toMillis() / 1000.0);
    return label
        + " ["
        + "#".repeat(filled)
        + ".".repeat(BAR - filled)
        + "] "
        + Math.round(part * 100)
        + " % of "
        + Sizes.text(total)
        + ", "
        + Sizes.text(Math.round(done / seconds))
        + "/s";
  }

  /** Clears the line. */
  @Override
  public synchronized void close() {
    if (isLineOpen) {
      shell.err().print("\r\u001b[K");
      shell.err().flush();
      isLineOpen = false;
    }
  }
}
