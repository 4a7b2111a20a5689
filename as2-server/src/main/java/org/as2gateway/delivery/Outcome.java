package org.as2gateway.delivery;

import java.time.Duration;
import java.util.Optional;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MessageStatus;
import org.jspecify.annotations.Nullable;

/** What an attempt to send a message, or a receipt that came later, means for the queue. */
public sealed interface Outcome {
  /** Where the message stands from now on. */
  MessageStatus status();

  /** What went wrong; null if nothing did. */
  default @Nullable Failure failure() {
    return null;
  }

  /** The partner's server has it whole; a receipt for it does not exist. */
  record Sent() implements Outcome {
    @Override
    public MessageStatus status() {
      return MessageStatus.SENT;
    }
  }

  /** The partner has it, and says so. */
  record Delivered() implements Outcome {
    @Override
    public MessageStatus status() {
      return MessageStatus.ACKNOWLEDGED;
    }
  }

  /**
   * The partner has taken it, and a receipt is still to come.
   *
   * @param limit how long to wait for it before the message is sent again
   */
  record AwaitingReceipt(Duration limit) implements Outcome {
    @Override
    public MessageStatus status() {
      return MessageStatus.AWAITING_MDN;
    }
  }

  /**
   * Nothing is known, or the partner asked for patience: again, while the retry budget lasts.
   *
   * @param failure what went wrong
   * @param retryAfter the least delay the partner asked for
   */
  record Retry(Failure failure, Optional<Duration> retryAfter) implements Outcome {
    @Override
    public MessageStatus status() {
      return MessageStatus.QUEUED;
    }
  }

  /**
   * The partner will never take it.
   *
   * @param failure what went wrong
   */
  record Failed(Failure failure) implements Outcome {
    @Override
    public MessageStatus status() {
      return MessageStatus.FAILED;
    }
  }
}
