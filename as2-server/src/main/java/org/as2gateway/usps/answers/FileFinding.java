package org.as2gateway.usps.answers;

import java.util.Arrays;
import java.util.Locale;
import org.as2gateway.usps.answers.Mark.Reason;

/**
 * What an answer says of one file.
 *
 * @param efn file number
 * @param verdict what it comes to
 * @param rejected pieces that are rejected
 * @param warnings warnings about the file or its pieces
 * @param line where it is named first
 * @param reason why the whole file is rejected, if it is
 */
public record FileFinding(
    String efn, Verdict verdict, int rejected, int warnings, long line, Reason reason) {
  /** What an answer comes to for a file. */
  public enum Verdict {
    /** Taken. */
    ACCEPTED,
    /** Taken without some pieces. */
    PARTLY,
    /** Not taken. */
    REJECTED,
    /** Named only: that decides nothing. */
    MENTIONED;

    /** The word under which it is stored and shown by the API. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The verdict of that stored word. */
    public static Verdict of(String text) {
      return Arrays.stream(values()).filter(v -> v.text().equals(text)).findFirst().orElseThrow();
    }

    /** Whether it decides anything. */
    public boolean isDecided() {
      return this != MENTIONED;
    }
  }
}
