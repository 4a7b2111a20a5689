package org.as2gateway.transport.as2.send;

/** An operation on an outbound message cannot be done, with a reason an operator can act on. */
public final class RefusedOperation extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why an operation cannot be done. */
  public enum Reason {
    NOT_FOUND,
    CONFLICT
  }

  private RefusedOperation(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  static RefusedOperation notFound(String message) {
    return new RefusedOperation(Reason.NOT_FOUND, message);
  }

  static RefusedOperation conflict(String message) {
    return new RefusedOperation(Reason.CONFLICT, message);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
