package org.as2gateway.usps.answers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How to read answers of one kind, as a person has learned it from a sample.
 *
 * @param id ours
 * @param name what people call it
 * @param partnership whose answers it reads; empty for all
 * @param recognition which files it reads
 * @param split how a line becomes fields
 * @param columns where the fields stand, each at most once
 * @param words what the values mean
 */
public record Profile(
    String id,
    String name,
    String partnership,
    Recognition recognition,
    Split split,
    List<Column> columns,
    Words words) {
  private static final int MOST_NAME = 100;

  /** What a field is. */
  public enum Meaning {
    /** Electronic file number. */
    EFN("file number"),
    /** Number of a piece. */
    PIECE("piece number"),
    /** What kind of record the line is. */
    KIND("record kind"),
    /** How bad it is: accepted, rejected, a warning. */
    LEVEL("severity"),
    /** Code of the message. */
    CODE("message code"),
    /** Text of the message. */
    TEXT("message text");

    private final String label;

    Meaning(String label) {
      this.label = label;
    }

    /** What people call it. */
    public String label() {
      return label;
    }

    /** The word under which it is stored and shown by the API. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The field of that word. */
    public static Optional<Meaning> of(String text) {
      return Arrays.stream(values()).filter(meaning -> meaning.text().equals(text)).findFirst();
    }
  }

  /**
   * Which files it reads.
   *
   * @param files pattern of file names, with * and ?
   * @param firstLine pattern of the first line; empty for any
   * @param skippedLines lines at the front that say nothing, such as column titles
   */
  public record Recognition(String files, String firstLine, int skippedLines) {
    /** Refuses what would never match. */
    public Recognition {
      if (files.isBlank() || files.length() > Wildcard.MOST) {
        throw new IllegalArgumentException(
            "the pattern of file names must have 1 to 200 characters, such as '*.txt'");
      }
      if (firstLine.length() > Wildcard.MOST) {
        throw new IllegalArgumentException(
            "the pattern of the first line has more than 200 characters");
      }
      if (skippedLines < 0 || skippedLines > 1000) {
        throw new IllegalArgumentException(
            "the number of lines to skip is " + skippedLines + ", expected 0 to 1000");
      }
    }
  }

  /**
   * How a line becomes fields.
   *
   * @param separator what stands between fields; empty if they stand at fixed positions
   */
  public record Split(String separator) {
    /** Refuses more than one character. */
    public Split {
      if (separator.length() > 1 || separator.equals("\"")) {
        throw new IllegalArgumentException(
            "the separator is '" + separator + "', expected one character other than a quote");
      }
    }

    /** Whether fields stand at fixed positions. */
    public boolean isFixed() {
      return separator.isEmpty();
    }
  }

  /**
   * Where a field stands.
   *
   * @param meaning what it is
   * @param from number of the field, or position of its first character, from 1
   * @param to the same number, or position of its last character
   */
  public record Column(Meaning meaning, int from, int to) {
    private static final int MOST = 64 << 10;

    /** Refuses what is no place. */
    public Column {
      if (from < 1 || to < from || to > MOST) {
        throw new IllegalArgumentException(
            meaning.label() + " stands at '" + from + "-" + to + "', expected a place from 1 on");
      }
    }
  }

  /**
   * What values mean, compared without case.
   *
   * @param accepted severities, codes or texts that mean accepted
   * @param rejected those that mean rejected
   * @param warning those that mean a warning
   * @param fileKinds kinds of records about files; with pieceKinds empty, all
   * @param pieceKinds kinds of records about pieces
   * @param isAcceptedWithoutMessage whether a file that is named, and not rejected, is accepted
   */
  public record Words(
      List<String> accepted,
      List<String> rejected,
      List<String> warning,
      List<String> fileKinds,
      List<String> pieceKinds,
      boolean isAcceptedWithoutMessage) {
    /** Copies the lists. */
    public Words {
      accepted = List.copyOf(accepted);
      rejected = List.copyOf(rejected);
      warning = List.copyOf(warning);
      fileKinds = List.copyOf(fileKinds);
      pieceKinds = List.copyOf(pieceKinds);
    }
  }

  /** Refuses a profile that could never say anything. */
  public Profile {
    columns = List.copyOf(columns);
    if (name.isBlank() || name.length() > MOST_NAME) {
      throw new IllegalArgumentException("the name of a profile must have 1 to 100 characters");
    }
    if (columns.stream().map(Column::meaning).distinct().count() < columns.size()) {
      throw new IllegalArgumentException("a field stands in two places; give it one");
    }
    if (columns.stream().noneMatch(c -> isNumber(c.meaning()))) {
      throw new IllegalArgumentException(
          "no column is the file number or the piece number; give at least one of them");
    }
    if (!split.isFixed() && columns.stream().anyMatch(c -> c.from() != c.to())) {
      throw new IllegalArgumentException(
          "a column of separated fields is one number, such as 3, not a range");
    }
  }

  private static boolean isNumber(Meaning meaning) {
    return meaning == Meaning.EFN || meaning == Meaning.PIECE;
  }

  /** Where that field stands. */
  public Optional<Column> column(Meaning meaning) {
    return columns.stream().filter(column -> column.meaning() == meaning).findFirst();
  }

  /** The same under another id. */
  public Profile withId(String other) {
    return new Profile(other, name, partnership, recognition, split, columns, words);
  }

  /** Whether it reads answers of that partnership under that name. */
  public boolean isFor(String ofPartnership, String filename) {
    return (partnership.isEmpty() || partnership.equals(ofPartnership))
        && new Wildcard(recognition.files()).matches(filename);
  }

  /** Whether a file may begin with that line. */
  public boolean mayBeginWith(String line) {
    return recognition.firstLine().isEmpty()
        || new Wildcard(recognition.firstLine()).matches(line.strip());
  }
}
