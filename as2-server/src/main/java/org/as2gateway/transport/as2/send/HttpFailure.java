package org.as2gateway.transport.as2.send;

import java.io.IOException;
import org.as2gateway.as2.wire.PartnerText;
import org.jspecify.annotations.Nullable;

/** An attempt that brought no whole answer. The message is one line for an operator. */
final class HttpFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Where it failed. */
  enum Kind {
    /** No connection: name, route, port. */
    CONNECT,
    /** No trusted, encrypted channel. */
    TLS,
    /** A stall, in whichever direction. */
    TIMEOUT,
    /** The connection ended too early, or what came is no usable HTTP. */
    BROKEN
  }

  HttpFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** Why an attempt failed, in one line for an operator; of other faults, with their names. */
  static String reason(IOException fault) {
    String message = fault instanceof HttpFailure ? fault.getMessage() : null;
    return PartnerText.clean(message == null ? fault.toString() : message);
  }
}
