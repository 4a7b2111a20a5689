package org.as2gateway.usps.answers;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.usps.files.ContentKind;
import org.jspecify.annotations.Nullable;

/**
 * A kept file that may be an answer of USPS.
 *
 * @param id ours
 * @param at when it came
 * @param filename cleaned
 * @param partnership over which it came; empty if a user uploaded it
 * @param place where its content is
 * @param bytes its size
 * @param kind what it is
 * @param state where it stands
 * @param profile id of the profile that read it; null if none did
 * @param counts what was found
 * @param note why it waits, or what the user said who closed it; may be empty
 * @param by name of the user who uploaded or closed it; null if nobody did
 */
public record AnswerFile(
    long id,
    Instant at,
    String filename,
    String partnership,
    Place place,
    long bytes,
    ContentKind kind,
    State state,
    @Nullable String profile,
    Counts counts,
    String note,
    @Nullable String by) {
  /** Where a file stands. */
  public enum State {
    /** A profile has read it. */
    READ,
    /** No profile reads it; only what is certain was taken from it. */
    WAITING,
    /** It is no answer, such as a PDF document. */
    ASIDE,
    /** It waited, and a user has dealt with it. */
    CLOSED;

    /** The word under which it is stored and shown by the API. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that word. */
    public static Optional<State> of(String text) {
      return Arrays.stream(values()).filter(state -> state.text().equals(text)).findFirst();
    }
  }

  /**
   * Where a content is: in a message, or kept by itself.
   *
   * @param message our id of the message; null if there is none
   * @param payload which of its files, from 0
   * @param content id of the content; null if a message has it
   */
  public record Place(@Nullable String message, int payload, @Nullable String content) {}

  /**
   * What was found.
   *
   * @param lines lines of the file
   * @param rejected rejected pieces of known or named files
   * @param strangers rejected pieces of no known file
   * @param warnings warnings
   * @param unclear lines that nobody has explained
   */
  public record Counts(long lines, long rejected, long strangers, long warnings, long unclear) {
    /** Nothing was read. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    static Counts of(AnswerFindings findings) {
      return new Counts(
          findings.lines(),
          findings.rejected(),
          findings.strangers(),
          findings.warnings(),
          findings.unclear());
    }
  }
}
