package org.as2gateway.outbound;

import java.io.IOException;
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
}
