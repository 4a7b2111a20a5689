package org.as2gateway.registry.partnerships;

/** An edit of {@code partnerships.xml} that was not done; the file is as it was. */
public final class EditRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why an edit is not done. */
  public enum Reason {
    /** No partner or partnership has that name. */
    NOT_FOUND,
    /** The name is taken, or something refers to what should go. */
    CONFLICT,
    /** The entry is no longer as the editor saw it. */
    STALE,
    /** The result would not load, or the file does not as it is. */
    INVALID
  }

  /** A refusal with the sentence an operator can act on. */
  public EditRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
