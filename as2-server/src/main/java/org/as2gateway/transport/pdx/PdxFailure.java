package org.as2gateway.transport.pdx;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.jspecify.annotations.Nullable;

/** A call that did not do what it was for. The message is one sentence; the kind has the remedy. */
public final class PdxFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final Reason reason;
  private final transient Details details;

  /** What went wrong, by what is to be done. */
  public enum Kind {
    /** The file with user and password is missing or incomplete. */
    LOGIN_MISSING(
        "write the user name in the first line of the file under data/secrets/ and the password in"
            + " the second"),
    /** PDX does not accept user and password. */
    LOGIN_REFUSED(
        "sign in to the Business Customer Gateway with the same user: if that fails, renew the"
            + " password or reactivate the account there, then write it to the sign-in file"),
    /** No connection. */
    HOST_UNREACHABLE("check DNS, firewall and proxy, then try again"),
    /** The proxy does not connect us; the message says what to do. */
    PROXY_FAILED("the gateway tries again"),
    /** No TLS connection whose server is who it should be. */
    TLS_REFUSED(
        "check that no proxy intercepts TLS and that the clock is right; if a proxy of yours does,"
            + " name its CA with gw.tls_trust"),
    /** The connection broke, or nothing moved any more. */
    CONNECTION_BROKEN("the gateway tries again; if it stays, check the connection to PDX"),
    /** PDX asks for patience. */
    BUSY("wait; the gateway tries again when PDX allows it"),
    /** An answer that the call does not have. */
    UNEXPECTED_ANSWER(
        "compare the beginning of the answer with the PDX guide; send it to PDX support if it is an"
            + " error of theirs"),
    /** A file that is not as long as announced. */
    WRONG_LENGTH("the gateway downloads it again; if it stays, report the file id to PDX support"),
    /** A file larger than we accept. */
    TOO_LARGE("raise gw.max_bytes or limits.message-bytes, or download the file from the PDX page"),
    /** We have made as many requests as we allow ourselves. */
    BUDGET_USED_UP("wait for the next hour, or raise gw.pdx_requests"),
    /** The file changed after it was submitted, so that it was not sent. */
    FILE_CHANGED("submit the file again");

    private final String remedy;

    Kind(String remedy) {
      this.remedy = remedy;
    }

    /** What to do next, for people. */
    public String remedy() {
      return remedy;
    }
  }

  PdxFailure(Kind kind, Reason reason, String message) {
    this(kind, reason, message, Details.NONE);
  }

  private PdxFailure(Kind kind, Reason reason, String message, Details details) {
    super(message);
    this.kind = kind;
    this.reason = reason;
    this.details = details;
  }

  /** What else is known. */
  private record Details(
      @Nullable PdxAnswer answer, @Nullable Duration retryAfter, boolean isOutcomeUnknown) {
    static final Details NONE = new Details(null, null, false);
  }

  private PdxFailure with(Details other) {
    PdxFailure copy = new PdxFailure(kind, reason, String.valueOf(getMessage()), other);
    if (getCause() != null) {
      copy.initCause(getCause());
    }
    return copy;
  }

  PdxFailure causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }

  /** The same after that answer. */
  PdxFailure after(PdxAnswer answer) {
    return with(new Details(answer, details.retryAfter, details.isOutcomeUnknown));
  }

  /** The same with the patience that PDX asked for. */
  PdxFailure withRetryAfter(Optional<Duration> retryAfter) {
    return with(new Details(details.answer, retryAfter.orElse(null), details.isOutcomeUnknown));
  }

  /** The same where the file may be at PDX all the same. */
  PdxFailure withUnknownOutcome() {
    return with(new Details(details.answer, details.retryAfter, true));
  }

  /** What is to be done about it. */
  public Kind kind() {
    return kind;
  }

  /** The word for it in the message log. */
  public Reason reason() {
    return reason;
  }

  /** The answer, if there was one. */
  public Optional<PdxAnswer> answer() {
    return Optional.ofNullable(details.answer);
  }

  /** How long to wait before the next call, if that is known. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(details.retryAfter);
  }

  /**
   * Whether an upload may have arrived: all of it was sent, and no answer says what became of it.
   */
  public boolean isOutcomeUnknown() {
    return details.isOutcomeUnknown;
  }

  /** The sentence and the remedy. */
  public String text() {
    return getMessage() + ": " + kind.remedy();
  }
}
