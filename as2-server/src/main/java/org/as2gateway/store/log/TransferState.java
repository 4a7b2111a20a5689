package org.as2gateway.store.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a message stands, whatever the transport (design.md §6).
 *
 * @param status where it stands
 * @param failure why it failed, was refused or has to wait; null if it does not
 * @param attempts sends begun so far
 * @param createdAt when it was taken or received
 * @param updatedAt last change
 * @param nextAttemptAt when the next send is due; null if none is
 * @param sourceFile name of the file in outbox/<partnership>/; null if it came another way
 */
public record TransferState(
    MessageStatus status,
    @Nullable Failure failure,
    int attempts,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant nextAttemptAt,
    @Nullable String sourceFile) {
  /**
   * A new message to send, due at once.
   *
   * @param sourceFile name of the file in the outbox folder; null if it came another way
   */
  public static TransferState queued(Instant now, @Nullable String sourceFile) {
    return new TransferState(MessageStatus.QUEUED, null, 0, now, now, now, sourceFile);
  }

  /**
   * A message that was received.
   *
   * @param failure why it was refused; null if it was not
   */
  public static TransferState received(
      MessageStatus status, @Nullable Failure failure, Instant receivedAt, Instant updatedAt) {
    return new TransferState(status, failure, 0, receivedAt, updatedAt, null, null);
  }

  /** Another status, the rest as it is. */
  public TransferState withStatus(MessageStatus status, Instant updatedAt) {
    return with(status, failure, nextAttemptAt, updatedAt);
  }

  /** Another attempt has begun. */
  public TransferState sending(Instant now) {
    return new TransferState(
        MessageStatus.SENDING, failure, attempts + 1, createdAt, now, null, sourceFile);
  }

  /** In the queue again, due at that time. */
  public TransferState queuedAgain(Instant nextAttemptAt, @Nullable Failure why, Instant now) {
    return with(MessageStatus.QUEUED, why, nextAttemptAt, now);
  }

  /** After an attempt, a receipt or an operator; no further send is due. */
  public TransferState concluded(MessageStatus status, @Nullable Failure why, Instant now) {
    return with(status, why, null, now);
  }

  /** The next attempt is due at that time, or none is; nothing else has changed. */
  public TransferState withNextAttemptAt(@Nullable Instant nextAttemptAt) {
    return with(status, failure, nextAttemptAt, updatedAt);
  }

  /** Another reason to fail or wait, or none; the rest as it is. */
  public TransferState withFailure(@Nullable Failure failure) {
    return with(status, failure, nextAttemptAt, updatedAt);
  }

  /** Something else of the message has changed. */
  public TransferState withUpdatedAt(Instant updatedAt) {
    return with(status, failure, nextAttemptAt, updatedAt);
  }

  private TransferState with(
      MessageStatus status,
      @Nullable Failure failure,
      @Nullable Instant nextAttemptAt,
      Instant updatedAt) {
    return new TransferState(
        status, failure, attempts, createdAt, updatedAt, nextAttemptAt, sourceFile);
  }

  /** Its file belongs to another message. */
  public TransferState withoutSourceFile() {
    return new TransferState(status, failure, attempts, createdAt, updatedAt, nextAttemptAt, null);
  }
}
