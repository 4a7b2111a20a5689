package org.as2gateway.store.evidence;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.store.log.EvidenceKind;
import org.jspecify.annotations.Nullable;

/**
 * What chain or table tell of one message, in a few octets: equal if both tell the same lines,
 * those of one kind in the same order. Keyed by a number that nobody can know before.
 */
final class Tally {
  private final long key;
  private final Map<EvidenceKind, Integer> ordinals = new EnumMap<>(EvidenceKind.class);
  private long sum;
  private int count;
  private @Nullable Instant expiredAt;

  Tally(long key) {
    this.key = key;
  }

  void add(ChainLine line) {
    if (line.isExpiry()) {
      expiredAt = line.expiredAt();
      return;
    }
    count++;
    long ordinal = kind(line.kind()).map(kind -> ordinals.merge(kind, 1, Integer::sum)).orElse(0);
    long value = key ^ (ordinal * 0xBF58476D1CE4E5B9L);
    for (int i = 0; i < line.text().length(); i++) {
      value = (value ^ line.text().charAt(i)) * 0x9E3779B97F4A7C15L;
      value ^= value >>> 29;
    }
    sum += value;
  }

  /** Answers of any kind may come at the same time, and in either order. */
  private static Optional<EvidenceKind> kind(String name) {
    for (EvidenceKind kind : EvidenceKind.values()) {
      if (kind.name().equals(name) && kind != EvidenceKind.OTHER_ANSWER) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  boolean isSame(Tally other) {
    return sum == other.sum && count == other.count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  Optional<Instant> expiredAt() {
    return Optional.ofNullable(expiredAt);
  }
}
