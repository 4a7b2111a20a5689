package org.as2gateway.admin.api;

/** A request that is answered by problem details (RFC 9457). */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** An answer of that status. */
  public ProblemException(int status, String detail) {
    super(detail, null, false, false); // an answer, not a fault: no stack trace
    this.status = status;
  }

  int status() {
    return status;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
