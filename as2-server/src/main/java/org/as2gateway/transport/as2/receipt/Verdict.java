package org.as2gateway.transport.as2.receipt;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.Outcome;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageStatus;

/** What a sender concludes from what came back (protocol.md §1). */
public sealed interface Verdict {
  /** What it means for the queue. */
  Outcome outcome();

  /** Where the message stands from now on; a retry says {@code queued}. */
  default MessageStatus status() {
    return outcome().status();
  }

  /** Where the receipt stands from now on. */
  MdnState mdn();

  /** One line for the event and, unless acknowledged, for the message's error. */
  String detail();

  /** Why the message has not reached its end well; empty if nothing went wrong. */
  default Optional<Reason> reason() {
    return Optional.empty();
  }

  /** The Disposition that came back, if one could be read. */
  default Optional<String> disposition() {
    return Optional.empty();
  }

  /** Whether anybody could have made what came back. */
  default boolean provesNothing() {
    return false;
  }

  /** The registered certificate that verified the receipt's signature. */
  default Optional<X509Certificate> signer() {
    return Optional.empty();
  }

  /**
   * The partner has it: a 2xx where no receipt was asked for, or a receipt in which everything
   * holds.
   *
   * @param mdn none or verified
   * @param detail what was verified
   */
  record Acknowledged(
      MdnState mdn, String detail, Optional<String> disposition, Optional<X509Certificate> signer)
      implements Verdict {
    @Override
    public Outcome outcome() {
      return new Outcome.Delivered();
    }
  }

  /**
   * A 2xx to an asynchronous request: the MDN is still to come.
   *
   * @param detail what came back
   * @param limit how long to wait for it
   */
  record Awaiting(String detail, Duration limit) implements Verdict {
    @Override
    public Outcome outcome() {
      return new Outcome.AwaitingReceipt(limit);
    }

    @Override
    public MdnState mdn() {
      return MdnState.PENDING;
    }
  }

  /**
   * Nothing is known, or the partner asked for patience: the same bytes again.
   *
   * @param why the kind of failure
   * @param detail what came back
   * @param retryAfter the least delay the partner asked for
   */
  record Retry(Reason why, String detail, Optional<Duration> retryAfter) implements Verdict {
    @Override
    public Optional<Reason> reason() {
      return Optional.of(why);
    }

    @Override
    public Outcome outcome() {
      return new Outcome.Retry(new Failure(why, detail), retryAfter);
    }

    @Override
    public MdnState mdn() {
      return MdnState.PENDING;
    }
  }

  /** The partner will never take it: a 3xx or 4xx that is no request for patience. */
  record Failed(Reason why, String detail) implements Verdict {
    @Override
    public Optional<Reason> reason() {
      return Optional.of(why);
    }

    @Override
    public Outcome outcome() {
      return new Outcome.Failed(new Failure(why, detail));
    }

    @Override
    public MdnState mdn() {
      return MdnState.NONE;
    }
  }

  /** A genuine receipt that says no. */
  record Negative(
      Reason why, String detail, Optional<String> disposition, Optional<X509Certificate> signer)
      implements Verdict {
    @Override
    public Optional<Reason> reason() {
      return Optional.of(why);
    }

    @Override
    public Outcome outcome() {
      return new Outcome.Failed(new Failure(why, detail));
    }

    @Override
    public MdnState mdn() {
      return MdnState.NEGATIVE;
    }
  }

  /**
   * A receipt that proves nothing: MIC, signature, signer or message do not match.
   *
   * @param why the kind of failure
   * @param hasMic whether it carries the MIC of the message all the same
   */
  record Rejected(
      Reason why,
      String detail,
      Optional<String> disposition,
      Optional<X509Certificate> signer,
      boolean hasMic)
      implements Verdict {
    @Override
    public Optional<Reason> reason() {
      return Optional.of(why);
    }

    @Override
    public boolean provesNothing() {
      return true;
    }

    @Override
    public Outcome outcome() {
      return new Outcome.Failed(new Failure(why, detail));
    }

    @Override
    public MdnState mdn() {
      return MdnState.REJECTED;
    }
  }
}
