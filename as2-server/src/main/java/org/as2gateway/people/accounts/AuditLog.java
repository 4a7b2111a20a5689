package org.as2gateway.people.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What operators did, in a chain of hashes: nothing in it can be changed or left out unnoticed. A
 * call takes part in the transaction around it. Safe for many threads.
 */
public interface AuditLog {
  /** Adds an entry; texts are cut at 4000 characters. */
  void add(Instant at, Actor actor, Change change);

  /**
   * Entries newest first.
   *
   * @param before only entries of smaller numbers; {@link Long#MAX_VALUE} for the newest
   * @param filter part of actor, action or subject, without case; null for all
   */
  default List<AuditEntry> newest(long before, @Nullable String filter, int limit) {
    return newest(before, 1, filter, limit);
  }

  /** The same, but no entry of a number less than {@code first} is looked at. */
  List<AuditEntry> newest(long before, long first, @Nullable String filter, int limit);

  /** The newest entry; empty if there is none. */
  Optional<AuditEntry> last();

  /** The entry of that number. */
  Optional<AuditEntry> find(long number);

  /**
   * Number of the first entry that is missing or whose hash does not hold; empty if there is none.
   * Entries that were cut off the end are missed where {@link Anchors} know of them.
   */
  Optional<Long> firstBroken();

  /** What is known of the log elsewhere, where whoever changes it does not reach. */
  @FunctionalInterface
  interface Anchors {
    /** Hashes by the numbers of their entries. */
    Map<Long, String> hashes();
  }

  /**
   * What was done.
   *
   * @param action see {@link AuditEntry}
   * @param subject see {@link AuditEntry}
   * @param before see {@link AuditEntry}
   * @param after see {@link AuditEntry}
   */
  record Change(String action, String subject, @Nullable String before, @Nullable String after) {
    /** Something that leaves its subject as it is. */
    public static Change of(String action, String subject) {
      return new Change(action, subject, null, null);
    }
  }
}
