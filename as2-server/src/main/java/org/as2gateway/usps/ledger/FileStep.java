package org.as2gateway.usps.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a file.
 *
 * @param at when
 * @param kind a word: a state it came to, or what was done; at most 16 characters
 * @param message our id of the message that it happened to; null if none
 * @param actor name of the user who did it; null if it was the gateway
 * @param detail one line for people, cleaned
 */
public record FileStep(
    Instant at, String kind, @Nullable String message, @Nullable String actor, String detail) {
  /** The step to a state. */
  static FileStep to(FileState state, Instant at, @Nullable String message, String detail) {
    return new FileStep(at, state.text(), message, null, detail);
  }
}
