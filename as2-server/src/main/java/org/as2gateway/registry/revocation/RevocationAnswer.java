package org.as2gateway.registry.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an issuer has said about a certificate, verified.
 *
 * @param source by which way and URL
 * @param thisUpdate from when it is
 * @param nextUpdate until when it counts
 * @param revocation empty if the certificate is good
 */
record RevocationAnswer(
    String source, Instant thisUpdate, Instant nextUpdate, Optional<Revocation> revocation) {
  /** How far clocks may be apart. */
  static final Duration SKEW = Duration.ofMinutes(5);

  /** How long an answer counts that does not say so itself. */
  private static final Duration DEFAULT_VALIDITY = Duration.ofDays(7);

  /**
   * A revocation.
   *
   * @param at since when
   * @param reason in words; empty if none was given
   */
  record Revocation(Instant at, String reason) {}

  /**
   * An answer of these times.
   *
   * @throws NoAnswerException if it is not of now
   */
  static RevocationAnswer of(
      String source, Validity validity, Optional<Revocation> revocation, Instant now)
      throws NoAnswerException {
    Instant begin = validity.thisUpdate();
    Instant end = validity.nextUpdate().orElse(begin.plus(DEFAULT_VALIDITY));
    if (begin.isAfter(now.plus(SKEW))) {
      throw new NoAnswerException(source + ": the answer is of the future (" + begin + ")");
    }
    if (end.isBefore(now.minus(SKEW))) {
      throw new NoAnswerException(source + ": the answer is out of date since " + end);
    }
    return new RevocationAnswer(source, begin, end, revocation);
  }

  /** The times in an answer. */
  record Validity(Instant thisUpdate, Optional<Instant> nextUpdate) {}
}
