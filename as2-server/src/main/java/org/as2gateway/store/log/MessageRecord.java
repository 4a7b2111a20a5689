package org.as2gateway.store.log;

import java.time.Instant;
import java.util.List;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.Reason;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one message, in or out (design.md §6).
 *
 * @param id ours, sortable by time; also names the message's files under data/
 * @param direction in or out
 * @param status where it stands
 * @param partnership partnership name
 * @param from AS2 id of the sender
 * @param to AS2 id of the receiver
 * @param messageId Message-ID as on the wire, brackets included; empty until one is made
 * @param subject Subject header
 * @param payloads the business documents; a refused message may have none
 * @param isSigned whether the message is signed
 * @param isEncrypted whether it is encrypted
 * @param isCompressed whether it is compressed
 * @param mic over what RFC 4130 §7.3.1 says
 * @param disposition Disposition of the MDN, sent or received
 * @param mdn where the receipt stands
 * @param failure why it failed, was refused or has to wait; null if it does not
 * @param attempts sends begun so far
 * @param createdAt when it was taken or received
 * @param updatedAt last change
 * @param nextAttemptAt when the next send is due
 * @param sourceFile name of the file in outbox/<partnership>/; null if it came another way
 */
public record MessageRecord(
    String id,
    Direction direction,
    MessageStatus status,
    String partnership,
    String from,
    String to,
    String messageId,
    @Nullable String subject,
    List<PayloadRecord> payloads,
    boolean isSigned,
    boolean isEncrypted,
    boolean isCompressed,
    @Nullable Mic mic,
    @Nullable String disposition,
    MdnState mdn,
    @Nullable Failure failure,
    int attempts,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant nextAttemptAt,
    @Nullable String sourceFile) {
  /** Copies the list. */
  public MessageRecord {
    payloads = List.copyOf(payloads);
  }

  /** This message in another status. */
  public MessageRecord withStatus(MessageStatus status, Instant updatedAt) {
    return new MessageRecord(
        id,
        direction,
        status,
        partnership,
        from,
        to,
        messageId,
        subject,
        payloads,
        isSigned,
        isEncrypted,
        isCompressed,
        mic,
        disposition,
        mdn,
        failure,
        attempts,
        createdAt,
        updatedAt,
        nextAttemptAt,
        sourceFile);
  }

  /** This message once its wire image is made. */
  public MessageRecord withWire(
      String messageId,
      @Nullable Mic mic,
      boolean isSigned,
      boolean isEncrypted,
      boolean isCompressed,
      Instant updatedAt) {
    return new MessageRecord(
        id,
        direction,
        status,
        partnership,
        from,
        to,
        messageId,
        subject,
        payloads,
        isSigned,
        isEncrypted,
        isCompressed,
        mic,
        disposition,
        mdn,
        failure,
        attempts,
        createdAt,
        updatedAt,
        nextAttemptAt,
        sourceFile);
  }

  /** This message with these payloads. */
  public MessageRecord withPayloads(List<PayloadRecord> payloads, Instant updatedAt) {
    return new MessageRecord(
        id,
        direction,
        status,
        partnership,
        from,
        to,
        messageId,
        subject,
        payloads,
        isSigned,
        isEncrypted,
        isCompressed,
        mic,
        disposition,
        mdn,
        failure,
        attempts,
        createdAt,
        updatedAt,
        nextAttemptAt,
        sourceFile);
  }

  /** This message after an attempt began or ended. */
  public MessageRecord withAttempt(
      MessageStatus status,
      int attempts,
      @Nullable Instant nextAttemptAt,
      @Nullable Failure failure,
      Instant updatedAt) {
    return new MessageRecord(
        id,
        direction,
        status,
        partnership,
        from,
        to,
        messageId,
        subject,
        payloads,
        isSigned,
        isEncrypted,
        isCompressed,
        mic,
        disposition,
        mdn,
        failure,
        attempts,
        createdAt,
        updatedAt,
        nextAttemptAt,
        sourceFile);
  }

  /** This message once the fate of its receipt is known. */
  public MessageRecord withReceipt(
      MessageStatus status,
      MdnState mdn,
      @Nullable String disposition,
      @Nullable Failure failure,
      @Nullable Instant nextAttemptAt,
      Instant updatedAt) {
    return new MessageRecord(
        id,
        direction,
        status,
        partnership,
        from,
        to,
        messageId,
        subject,
        payloads,
        isSigned,
        isEncrypted,
        isCompressed,
        mic,
        disposition,
        mdn,
        failure,
        attempts,
        createdAt,
        updatedAt,
        nextAttemptAt,
        sourceFile);
  }

  /** This message once its file belongs to another message. */
  public MessageRecord withoutSourceFile() {
    return new MessageRecord(
        id,
        direction,
        status,
        partnership,
        from,
        to,
        messageId,
        subject,
        payloads,
        isSigned,
        isEncrypted,
        isCompressed,
        mic,
        disposition,
        mdn,
        failure,
        attempts,
        createdAt,
        updatedAt,
        nextAttemptAt,
        null);
  }

  /** The words for operators, see {@link Failure#detail}. */
  public @Nullable String error() {
    return failure == null ? null : failure.detail();
  }

  /** Why it failed, was refused or has to wait; null if it does not, or in old records. */
  public @Nullable Reason reason() {
    return failure == null ? null : failure.reason();
  }

  /** Size of all payloads together. */
  public long bytes() {
    return payloads.stream().mapToLong(PayloadRecord::bytes).sum();
  }
}
