package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.util.Optional;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.HttpAnswer;
import org.as2gateway.transport.as2.receipt.Verdict;
import org.jspecify.annotations.Nullable;

/** An attempt that brought no whole answer. The message is one line for an operator. */
final class HttpFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final transient @Nullable HttpAnswer beginning;

  HttpFailure(Reason reason, String message, @Nullable Throwable cause) {
    this(reason, message, cause, null);
  }

  private HttpFailure(
      Reason reason,
      @Nullable String message,
      @Nullable Throwable cause,
      @Nullable HttpAnswer beginning) {
    super(message, cause);
    this.reason = reason;
    this.beginning = beginning;
  }

  /** The same failure after that much of an answer. */
  HttpFailure after(Optional<HttpAnswer> answer) {
    return new HttpFailure(reason, getMessage(), getCause(), answer.orElse(null));
  }

  /** As much of the answer as came before that fault. */
  static Optional<HttpAnswer> beginning(IOException fault) {
    return fault instanceof HttpFailure failure
        ? Optional.ofNullable(failure.beginning)
        : Optional.empty();
  }

  Reason reason() {
    return reason;
  }

  /** What follows from a failed attempt: the next one. Other faults are told with their names. */
  static Verdict.Retry verdict(IOException fault) {
    boolean isKnown = fault instanceof HttpFailure;
    String message = isKnown ? fault.getMessage() : null;
    return new Verdict.Retry(
        isKnown ? ((HttpFailure) fault).reason() : Reason.INTERNAL_ERROR,
        PartnerText.clean(message == null ? "no response: " + fault : message),
        Optional.empty());
  }
}
