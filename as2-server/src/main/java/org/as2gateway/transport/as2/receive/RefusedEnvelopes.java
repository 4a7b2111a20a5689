package org.as2gateway.transport.as2.receive;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.smime.EnvelopeDigest;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.Octets;

/**
 * Content keys of CBC envelopes that were refused, and what the answer was. Whoever asks again with
 * other ciphertext gets the same answer, unless a signature proves the content: a stranger learns
 * nothing from a second question, and cannot keep the true message out. Bounded, with a share for
 * each partnership: the key of it that was not asked about for longest goes. Safe for many threads.
 */
final class RefusedEnvelopes {
  static final int MOST = 20_000;
  static final int MOST_OF_A_PARTNERSHIP = 2_000;

  private record Answer(String partnership, Octets content, ErrorWord word) {}

  private final Map<Octets, Answer> answers = new HashMap<>();

  /** The keys of each partnership, the one that was not asked about for longest first. */
  private final Map<String, Set<Octets>> keys = new HashMap<>();

  /**
   * The word for a refused envelope: its own, or the one that its key was refused with before. The
   * key that it was opened with counts, so that one request makes one entry.
   *
   * @param partnership whose share the answer takes
   */
  synchronized ErrorWord wordFor(String partnership, EnvelopeDigest envelope, ErrorWord word) {
    Optional<ErrorWord> before = refusedOtherwise(envelope);
    if (before.isEmpty() && !envelope.isAuthenticated()) {
      envelope.encryptedKeys().stream()
          .findFirst()
          .filter(key -> !answers.containsKey(key))
          .ifPresent(key -> put(key, new Answer(partnership, envelope.content(), word)));
    }
    return before.orElse(word);
  }

  private void put(Octets key, Answer answer) {
    answers.put(key, answer);
    Set<Octets> own = keys.computeIfAbsent(answer.partnership(), p -> new LinkedHashSet<>());
    own.add(key);
    if (own.size() > MOST_OF_A_PARTNERSHIP) {
      removeOldest(own);
    } else if (answers.size() > MOST) {
      removeOldest(Collections.max(keys.values(), Comparator.comparingInt(Set::size)));
    }
  }

  private void removeOldest(Set<Octets> own) {
    Octets oldest = own.iterator().next();
    own.remove(oldest);
    answers.remove(oldest);
  }

  private Optional<Answer> find(Octets key) {
    Optional<Answer> answer = Optional.ofNullable(answers.get(key));
    answer.map(found -> keys.get(found.partnership())).ifPresent(own -> moveToEnd(own, key));
    return answer;
  }

  private static void moveToEnd(Set<Octets> own, Octets key) {
    own.remove(key);
    own.add(key);
  }

  /** The word that other ciphertext under one of its keys was refused with. */
  synchronized Optional<ErrorWord> refusedOtherwise(EnvelopeDigest envelope) {
    if (envelope.isAuthenticated()) {
      return Optional.empty(); // its tag tells; nobody can make one without the content key
    }
    return envelope.encryptedKeys().stream()
        .flatMap(key -> find(key).stream())
        .filter(answer -> !answer.content().equals(envelope.content()))
        .map(Answer::word)
        .findFirst();
  }
}
