package org.as2gateway.usps.ledger;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.usps.ledger.JdbcPieceClaims.Part;

/**
 * Pieces of messages from the time when they are checked until they are entered among those that
 * were sent: of two files with the same piece that are checked at once, one finds it with the
 * other. A message writes down what it has, then looks at what those have that may be sent. Safe
 * for many threads.
 */
final class PieceClaims {
  private static final int MOST_SHARED = 1000;
  private static final int MOST_MESSAGES = 1000;

  private final Transactions transactions;
  private final JdbcPieceClaims claims;
  private final JdbcFileMessages messages;

  /** Claims stay as long as somebody looks who may not have found their pieces entered. */
  private final ReadWriteLock looking = new ReentrantReadWriteLock();

  PieceClaims(Transactions transactions, JdbcPieceClaims claims, JdbcFileMessages messages) {
    this.transactions = transactions;
    this.claims = claims;
    this.messages = messages;
  }

  /** To be held from before a message is checked until its numbers are taken, or it is stopped. */
  Lock looking() {
    return looking.readLock();
  }

  /** Begins anew with what a message has. */
  ClaimedPieces begin(String message) {
    transactions.inTransaction(
        () -> {
          claims.remove(message);
          return true;
        });
    return new ClaimedPieces(transactions, claims, message);
  }

  /** Whether the message was looked at and its pieces are claimed. */
  boolean has(String message) {
    return claims.has(message);
  }

  /** The message ended unsent. */
  void remove(String message) {
    claims.remove(message);
  }

  /**
   * Pieces of a message that others have under another number, which are sent or are to be sent.
   *
   * @param family the message, and those that it repeats
   * @return number of the other file by hash of the piece; a thousand at most
   */
  Map<Long, String> shared(String message, Set<String> family) {
    Map<Boolean, List<Part>> byOwner =
        claims.all().stream()
            .filter(part -> part.message().equals(message) || !family.contains(part.message()))
            .collect(Collectors.partitioningBy(part -> part.message().equals(message)));
    List<Part> others = taken(byOwner.getOrDefault(false, List.of()));
    Map<Long, String> shared = new HashMap<>();
    for (Part own : byOwner.getOrDefault(true, List.of())) {
      addShared(own, others.stream().filter(own::mayShare).toList(), shared);
    }
    return shared;
  }

  private void addShared(Part own, List<Part> others, Map<Long, String> shared) {
    if (others.isEmpty()) {
      return;
    }
    long[] mine = claims.hashes(own);
    for (Part other : others) {
      for (long hash : claims.hashes(other)) {
        if (shared.size() < MOST_SHARED && Arrays.binarySearch(mine, hash) >= 0) {
          shared.put(hash, other.efn());
        }
      }
    }
  }

  /** Those of messages that have taken their numbers. */
  private List<Part> taken(List<Part> parts) {
    List<String> ids = parts.stream().map(Part::message).distinct().toList();
    Set<String> taken = new HashSet<>();
    for (int from = 0; from < ids.size(); from += MOST_MESSAGES) {
      List<String> some = ids.subList(from, Math.min(from + MOST_MESSAGES, ids.size()));
      messages.linksOf(Set.copyOf(some)).stream()
          .filter(JdbcFileMessages.Link::takesNumber)
          .forEach(link -> taken.add(link.kept().message()));
    }
    return parts.stream().filter(part -> taken.contains(part.message())).toList();
  }

  /** Removes claims that nobody needs, unless somebody looks just now. */
  void clear() {
    Lock alone = looking.writeLock();
    if (!alone.tryLock()) {
      return;
    }
    try {
      transactions.inTransaction(
          () -> {
            claims.removeSettled();
            return true;
          });
    } finally {
      alone.unlock();
    }
  }
}
