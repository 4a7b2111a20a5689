package org.as2gateway.delivery;

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

  /** What the operation is about is not there. */
  public static RefusedOperation notFound(String message) {
    return new RefusedOperation(Reason.NOT_FOUND, message);
  }

  /** The operation is not possible as things stand. */
  public static RefusedOperation conflict(String message) {
    return new RefusedOperation(Reason.CONFLICT, message);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
