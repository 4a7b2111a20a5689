package org.as2gateway.people.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tokens for programs. Calls take part in the transaction around them. */
interface ApiTokens {
  List<ApiToken> all();

  Optional<ApiToken> findByDigest(String digest);

  Optional<ApiToken> find(String id);

  void add(ApiToken token, String digest);

  void used(String id, Instant at);

  void remove(String id);

  /** Removes those that a user has made; returns them. */
  List<ApiToken> removeOf(String user);
}
