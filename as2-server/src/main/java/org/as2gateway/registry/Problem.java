package org.as2gateway.registry;

import java.util.Optional;

/**
 * Something wrong or missing in the registry's files, told to the operator.
 *
 * @param severity how bad
 * @param subject the partner, partnership, alias or file it is about
 * @param location file and line, such as {@code partnerships.xml:12}; empty if none
 * @param text what was found, what was expected, what to do next
 */
public record Problem(Severity severity, String subject, Optional<String> location, String text) {
  /** How bad a problem is. */
  public enum Severity {
    /** The file or entry is not used. */
    ERROR,
    /** A partner lacks something and cannot be used for what needs it. */
    INCOMPLETE,
    /** It works, but should be looked at: expiry, weak algorithms, file modes. */
    WARNING
  }

  /** The subject of problems of a partnership. */
  static String partnership(String name) {
    return "partnership '" + name + "'";
  }

  /** Whether it is about that partnership. */
  public boolean isAboutPartnership(String name) {
    return subject.equals(partnership(name));
  }

  /** The problem in one sentence, its place first. */
  public String sentence() {
    return location.map(l -> l + ": ").orElse("") + subject + ": " + text;
  }
}
