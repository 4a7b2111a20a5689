package org.as2gateway.as2.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The Retry-After field of an answer: seconds or an HTTP date (RFC 9110 §10.2.3). */
public final class RetryAfter {
  private static final int MAX_DIGITS = 9; // thirty years of seconds: more is no request

  private RetryAfter() {}

  /** How long to wait from now on; empty if the field is absent or says nothing. */
  public static Optional<Duration> parse(Headers headers, Instant now) {
    return headers
        .first(HeaderNames.RETRY_AFTER)
        .map(String::strip)
        .flatMap(value -> isSeconds(value) ? seconds(value) : untilDate(value, now));
  }

  private static boolean isSeconds(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Optional<Duration> seconds(String value) {
    return value.length() > MAX_DIGITS
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(Long.parseLong(value)));
  }

  private static Optional<Duration> untilDate(String value, Instant now) {
    try {
      Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, at);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty(); // a malformed field asks for nothing
    }
  }
}
