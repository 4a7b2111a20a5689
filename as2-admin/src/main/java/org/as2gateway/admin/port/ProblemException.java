package org.as2gateway.admin.port;

import org.as2gateway.delivery.RefusedOperation;

/** A request that is answered by problem details (RFC 9457). */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** An answer of that status. */
  public ProblemException(int status, String detail) {
    super(detail, null, false, false); // an answer, not a fault: no stack trace
    this.status = status;
  }

  /** The answer to an operation that cannot be done: 404 or 409, with its reason. */
  public static ProblemException of(RefusedOperation refusal) {
    int status =
        switch (refusal.reason()) {
          case NOT_FOUND -> 404;
          case CONFLICT -> 409;
        };
    return new ProblemException(status, String.valueOf(refusal.getMessage()));
  }

  int status() {
    return status;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
