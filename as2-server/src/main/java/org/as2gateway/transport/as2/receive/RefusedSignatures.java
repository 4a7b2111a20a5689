package org.as2gateway.transport.as2.receive;

import java.util.LinkedHashMap;
import java.util.Map;
import org.as2gateway.as2.wire.Octets;

/**
 * Signatures of verified messages that were refused. The first refusal of each is the partner's and
 * is evidence; a copy may be anybody's, because HTTP headers are not signed. Bounded: the oldest
 * goes. Safe for many threads.
 */
final class RefusedSignatures {
  private static final int MOST = 20_000;

  private final Map<Octets, Boolean> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Octets, Boolean> eldest) {
          return size() > MOST;
        }
      };

  /** Whether no message with that signature was refused before. */
  synchronized boolean isFirst(Octets signature) {
    return known.put(signature, true) == null;
  }
}
