package org.as2gateway.people.accounts;

import java.time.Instant;
import java.util.Optional;

/** Users who are signed in. Calls take part in the transaction around them. */
interface Sessions {
  void add(Session session);

  Optional<Session> find(String digest);

  void seen(String digest, Instant at);

  void setNotice(String digest, String text);

  Optional<String> takeNotice(String digest);

  void remove(String digest);

  void removeOf(String user);

  /** Removes all of the user but one. */
  void removeOthers(String user, String keptDigest);

  /** Removes what no limit would let pass any more. */
  void removeEnded(Instant createdBefore, Instant seenBefore);
}
