package org.as2gateway.people.accounts;

import java.time.Instant;

/** Browsers that accounts have signed in with before, each by the digest of its secret. */
interface KnownBrowsers {
  /** Whether the account has signed in with it since then. */
  boolean isKnown(String account, String digest, Instant since);

  /** Keeps that the account signs in with it; of many, the least recently used go. */
  void used(String account, String digest, Instant at, int most);

  /** Forgets those of an account. */
  void removeOf(String account);
}
