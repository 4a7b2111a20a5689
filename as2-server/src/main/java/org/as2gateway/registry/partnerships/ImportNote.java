package org.as2gateway.registry.partnerships;

import java.util.Locale;

/**
 * One line of the report on an import.
 *
 * @param kind what became of the setting
 * @param partner whom it is about; blank for the file
 * @param text for people: the setting as the file has it, what it is here, what to do
 */
public record ImportNote(Kind kind, String partner, String text) {
  /** What became of a setting. */
  public enum Kind {
    /** As it was. */
    TAKEN,
    /** As it was, and weaker than what this gateway would choose. */
    WEAK,
    /** Different from what it was. */
    CHANGED,
    /** Known, and without a counterpart here. */
    NOT_TAKEN,
    /** Not known: nobody here can say what it meant. */
    NOT_UNDERSTOOD,
    /** A security setting that a person must choose before the partnership is used. */
    UNDECIDED;

    /** The spelling of the API and the command line. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The words for people. */
    public String words() {
      return switch (this) {
        case TAKEN -> "imported";
        case WEAK -> "imported, weak";
        case CHANGED -> "changed";
        case NOT_TAKEN -> "not imported";
        case NOT_UNDERSTOOD -> "not recognized";
        case UNDECIDED -> "decision needed";
      };
    }
  }
}
