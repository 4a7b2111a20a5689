package org.as2gateway.store.log;

import java.time.Instant;

/**
 * A pair of AS2 ids that messages came for and that no partnership covers. All texts are the
 * sender's own.
 *
 * @param from its AS2-From, cut
 * @param to its AS2-To, cut
 * @param source the address of the last attempt
 * @param count how many attempts
 * @param firstAt the first
 * @param lastAt the last
 * @param isIgnored whether an operator does not want to see it
 */
public record UnknownSender(
    String from,
    String to,
    String source,
    long count,
    Instant firstAt,
    Instant lastAt,
    boolean isIgnored) {
  UnknownSender again(String address, Instant now) {
    return new UnknownSender(from, to, address, count + 1, firstAt, now, isIgnored);
  }

  UnknownSender ignored() {
    return new UnknownSender(from, to, source, count, firstAt, lastAt, true);
  }
}
