package org.as2gateway.people.accounts;

/** A change of users or tokens that cannot be made, with the reason for the one who asked. */
public final class AccountRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why a change cannot be made. */
  public enum Reason {
    NOT_FOUND,
    CONFLICT,
    INVALID
  }

  private final Reason reason;

  AccountRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
