package org.as2gateway.delivery;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.jspecify.annotations.Nullable;

/**
 * A way to send messages, as submission, queue and resend see it. Implemented in a package of its
 * own below {@code transport}; queue, folders and retries stay as they are for each. Safe for many
 * threads.
 */
public interface Transport {
  /**
   * What keeps us from sending on the partnership at that instant; empty if nothing does. Asked
   * before a message is accepted.
   *
   * @return what is missing, each a phrase such as {@code as2_url of partnership 'a-to-b'}
   */
  List<String> missingToSend(Partnership partnership, Registry registry, Instant now);

  /**
   * A new message, queued, not stored yet.
   *
   * @param id our id
   * @param subject what it is called; null for the partnership's default
   * @param sourceFile name of the file in the outbox folder; null if it came another way
   */
  MessageRecord create(
      String id,
      Partnership partnership,
      @Nullable String subject,
      List<PayloadRecord> payloads,
      @Nullable String sourceFile);

  /**
   * A new message with the files and the name of an earlier one, queued, not stored yet.
   *
   * @param id our id
   * @param sourceFile name of the file in the outbox folder; null if it has none any more
   */
  MessageRecord createAgain(
      String id, Partnership partnership, MessageRecord earlier, @Nullable String sourceFile);

  /**
   * The partnership that a message is sent by now, whatever it was called when the message was
   * taken; empty if there is none any more.
   */
  Optional<Partnership> partnership(MessageRecord message, Registry registry);

  /**
   * Makes one attempt to send a message that has not ended. What it comes to is recorded by {@link
   * Attempts}, durably and with whatever proves it, before this returns. An exception uses up the
   * retry budget as a failed attempt does.
   *
   * @throws InterruptedException if the gateway stops
   */
  void send(MessageRecord message) throws InterruptedException;

  /** Whether a receipt is awaited for the message if it is sent again as it is. */
  boolean awaitsReceipt(MessageRecord message);

  /**
   * Whether this transport itself has noted that an attempt may have brought files of the message
   * to the partner.
   */
  default boolean mayHaveArrived(MessageRecord message) {
    return false;
  }

  /**
   * Asks the server of the partner whether it has all files of a message that was given up after an
   * attempt of unknown outcome.
   *
   * @return what shows that it has, for people; empty if nothing does, or if it cannot be asked by
   *     this transport
   * @throws IOException if the server cannot be asked now
   */
  default Optional<String> findArrived(MessageRecord message) throws IOException {
    return Optional.empty();
  }
}
