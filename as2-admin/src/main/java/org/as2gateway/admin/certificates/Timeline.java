package org.as2gateway.admin.certificates;

import java.time.Duration;
import java.time.Instant;
import org.as2gateway.admin.registry.CertificateLine;

/**
 * A span of time that every certificate's validity is drawn over, a thousand units wide.
 *
 * @param start left edge
 * @param end right edge
 */
public record Timeline(Instant start, Instant end) {
  private static final int WIDTH = 1000;
  private static final Duration BACK = Duration.ofDays(60);
  private static final Duration AHEAD = Duration.ofDays(730);

  static Timeline around(Instant now) {
    return new Timeline(now.minus(BACK), now.plus(AHEAD));
  }

  /** Where an instant lies, 0 to 1000. */
  public int at(Instant instant) {
    double share =
        (double) Duration.between(start, instant).toSeconds()
            / Duration.between(start, end).toSeconds();
    return (int) Math.round(Math.max(0, Math.min(1, share)) * WIDTH);
  }

  /** Where today lies. */
  public int today() {
    return at(start.plus(BACK));
  }

  /** Where a certificate's bar begins. */
  public int from(CertificateLine line) {
    return at(line.begin());
  }

  /** How long its bar is; never so short that it cannot be seen. */
  public int width(CertificateLine line) {
    return Math.max(6, at(line.end()) - from(line));
  }
}
