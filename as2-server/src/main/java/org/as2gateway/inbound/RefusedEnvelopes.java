package org.as2gateway.inbound;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.smime.EnvelopeDigest;
import org.as2gateway.wire.ErrorWord;
import org.as2gateway.wire.Octets;

/**
 * Content keys of CBC envelopes that were refused, and what the answer was. Whoever asks again with
 * other ciphertext gets the same answer, unless a signature proves the content: a stranger learns
 * nothing from a second question, and cannot keep the true message out. Bounded: the key that was
 * not asked about for longest goes. Safe for many threads.
 */
final class RefusedEnvelopes {
  private static final int MOST = 20_000;

  private record Answer(Octets content, ErrorWord word) {}

  private final Map<Octets, Answer> answers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Octets, Answer> eldest) {
          return size() > MOST;
        }
      };

  /** The word for a refused envelope: its own, or the one that its key was refused with before. */
  synchronized ErrorWord wordFor(EnvelopeDigest envelope, ErrorWord word) {
    Optional<ErrorWord> before = refusedOtherwise(envelope);
    if (before.isEmpty() && !envelope.isAuthenticated()) {
      envelope.encryptedKeys().forEach(k -> answers.put(k, new Answer(envelope.content(), word)));
    }
    return before.orElse(word);
  }

  /** The word that other ciphertext under one of its keys was refused with. */
  synchronized Optional<ErrorWord> refusedOtherwise(EnvelopeDigest envelope) {
    if (envelope.isAuthenticated()) {
      return Optional.empty(); // its tag tells; nobody can make one without the content key
    }
    return envelope.encryptedKeys().stream()
        .flatMap(key -> Optional.ofNullable(answers.get(key)).stream())
        .filter(answer -> !answer.content().equals(envelope.content()))
        .map(Answer::word)
        .findFirst();
  }
}
