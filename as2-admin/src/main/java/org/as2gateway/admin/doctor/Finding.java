package org.as2gateway.admin.doctor;

/**
 * One thing that was looked at.
 *
 * @param verdict how it is
 * @param subject what it is
 * @param text what was found and, unless it is good, what to do
 */
public record Finding(Verdict verdict, String subject, String text) {
  /** How a thing is. */
  public enum Verdict {
    GOOD("✓"),
    /** Neither good nor bad. */
    NOTE("–"),
    /** Works, but should be looked at. */
    WARNING("!"),
    FAILED("✗");

    private final String mark;

    Verdict(String mark) {
      this.mark = mark;
    }

    /** The mark that stands before the line. */
    public String mark() {
      return mark;
    }
  }

  static Finding good(String subject, String text) {
    return new Finding(Verdict.GOOD, subject, text);
  }

  static Finding note(String subject, String text) {
    return new Finding(Verdict.NOTE, subject, text);
  }

  static Finding warning(String subject, String text) {
    return new Finding(Verdict.WARNING, subject, text);
  }

  static Finding failed(String subject, String text) {
    return new Finding(Verdict.FAILED, subject, text);
  }
}
