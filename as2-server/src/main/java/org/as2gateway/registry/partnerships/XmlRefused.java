package org.as2gateway.registry.partnerships;

/** A file that is no XML we read: malformed, too large, too deep, or with a DTD. */
final class XmlRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  XmlRefused(int line, String message) {
    super(message);
    this.line = line;
  }

  /** Where, counted from 1. */
  int line() {
    return line;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
