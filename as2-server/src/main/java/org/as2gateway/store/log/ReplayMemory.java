package org.as2gateway.store.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.Octets;

/**
 * What accepted messages are recognised by when their content comes again under another Message-ID
 * (protocol.md §1). Takes part in transactions as {@link MessageLog} does. Safe for many threads.
 */
public interface ReplayMemory {
  /**
   * One thing that no two messages of honest senders share.
   *
   * @param digest SHA-256 of an encrypted content key; or of a signature and the pair
   * @param content SHA-256 of the pair and the ciphertext under that key; empty for a signature
   * @param isProven whether a signature or an authentication tag vouches for the content
   */
  record Key(Octets digest, Octets content, boolean isProven) {}

  /**
   * A key that was taken.
   *
   * @param key as it was taken
   * @param message our id of the message accepted with it
   */
  record Taken(Key key, String message) {}

  /** The key of that digest, if a message was accepted with it. */
  Optional<Taken> find(Octets digest);

  /**
   * Takes keys for an accepted message; one that was taken without proof goes to one with proof.
   *
   * @return whether all of them were free
   */
  boolean take(List<Key> keys, String message);

  /** Notes that a message is a repeat of another and was not delivered. */
  void addRepeat(String message, String repeatOf);

  /** Of these messages, those that are repeats, each with the message that it repeats. */
  Map<String, String> repeats(Set<String> messages);
}
