package org.as2gateway.people.accounts;

import java.time.Instant;
import java.util.Optional;

/** Failed sign-ins of an account, an address or a browser since the last good one. */
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

  /** Removes the oldest beyond that number: a crowd of names must not fill the table. */
  void removeBeyond(int most);
}
