package org.as2gateway.identity;

import java.time.Instant;
import java.util.Optional;

/** Failed sign-ins of an account or an address since the last good one. */
interface SignInFailures {
  /**
   * How often and when last.
   *
   * @param failures at least 1
   * @param lastAt the last one
   */
  record Count(int failures, Instant lastAt) {}

  Optional<Count> find(String subject);

  void add(String subject, Instant at);

  void clear(String subject);

  void removeOlder(Instant than);
}
