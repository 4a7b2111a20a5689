package org.as2gateway.store.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One business document of a message.
 *
 * @param filename cleaned label (design.md §4)
 * @param contentType its media type, parameters included
 * @param bytes its size
 * @param sha256 lower-case hex
 * @param inboxName the name reserved for it below the inbox, {@code folder/name}; null outbound and
 *     for refused messages
 */
public record PayloadRecord(
    String filename, String contentType, long bytes, String sha256, @Nullable String inboxName) {
  /** The name reserved in the inbox folder. */
  public Optional<String> reservedName() {
    return Optional.ofNullable(inboxName);
  }
}
