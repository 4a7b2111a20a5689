package org.as2gateway.store.evidence;

import java.util.Optional;

/**
 * The audit log as the evidence chain sees it: a count and a hash. The chain keeps its head, so
 * that entries cut off its end are missed.
 */
public interface AuditTrail {
  /** No audit log. */
  AuditTrail NONE =
      new AuditTrail() {
        @Override
        public Optional<Head> head() {
          return Optional.empty();
        }

        @Override
        public boolean has(Head head) {
          return true;
        }

        @Override
        public Optional<Long> firstBroken() {
          return Optional.empty();
        }
      };

  /** The newest entry; empty if there is none. */
  Optional<Head> head();

  /** Whether that entry is still there, with that hash. */
  boolean has(Head head);

  /** Number of the first entry that is missing or was altered; empty if there is none. */
  Optional<Long> firstBroken();

  /**
   * An entry.
   *
   * @param number its number, which is the count of entries up to it
   * @param hash over it and all before it
   */
  record Head(long number, String hash) {
    private static final String WORD = "AUDIT";

    /** The line in the evidence chain. */
    String line() {
      return WORD + ' ' + number + ' ' + hash + '\n';
    }

    /** Reads a line; empty if it is another's. */
    static Optional<Head> of(String line) {
      String[] words = line.strip().split(" ", -1);
      return words.length == 3 && words[0].equals(WORD) && words[1].matches("\\d{1,18}")
          ? Optional.of(new Head(Long.parseLong(words[1]), words[2]))
          : Optional.empty();
    }
  }
}
