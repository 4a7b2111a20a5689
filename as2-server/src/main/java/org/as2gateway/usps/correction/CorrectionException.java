package org.as2gateway.usps.correction;

/** A correction cannot be built; the message says why and what to do. */
public final class CorrectionException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With that reason. */
  public CorrectionException(String message) {
    super(message);
  }
}
