package org.as2gateway.usps.answers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.as2gateway.usps.answers.Profile.Column;
import org.as2gateway.usps.answers.Profile.Meaning;
import org.as2gateway.usps.answers.Profile.Recognition;
import org.as2gateway.usps.answers.Profile.Split;
import org.as2gateway.usps.answers.Profile.Words;

/** A profile as lines of text, as it is stored and shown in the audit log. */
public final class ProfileText {
  private static final String NAME = "name";
  private static final String PARTNERSHIP = "partnership";
  private static final String FILES = "files";
  private static final String FIRST_LINE = "first-line";
  private static final String SKIP = "skip";
  private static final String SEPARATOR = "separator";
  private static final String ACCEPTED = "accepted";
  private static final String REJECTED = "rejected";
  private static final String WARNING = "warning";
  private static final String FILE_KIND = "file-kind";
  private static final String PIECE_KIND = "piece-kind";
  private static final String SILENT = "accepted-without-message";
  private static final String TAB = "tab";
  private static final String SPACE = "space";

  private ProfileText() {}

  /** The lines of a profile. */
  public static String of(Profile profile) {
    List<String> lines = new ArrayList<>();
    add(lines, NAME, profile.name());
    add(lines, PARTNERSHIP, profile.partnership());
    add(lines, FILES, profile.recognition().files());
    add(lines, FIRST_LINE, profile.recognition().firstLine());
    add(lines, SKIP, Integer.toString(profile.recognition().skippedLines()));
    add(lines, SEPARATOR, word(profile.split().separator()));
    for (Column column : profile.columns()) {
      add(lines, column.meaning().text(), place(column));
    }
    Words words = profile.words();
    words.accepted().forEach(word -> add(lines, ACCEPTED, word));
    words.rejected().forEach(word -> add(lines, REJECTED, word));
    words.warning().forEach(word -> add(lines, WARNING, word));
    words.fileKinds().forEach(word -> add(lines, FILE_KIND, word));
    words.pieceKinds().forEach(word -> add(lines, PIECE_KIND, word));
    add(lines, SILENT, words.isAcceptedWithoutMessage() ? "yes" : "");
    return String.join("\n", lines);
  }

  private static void add(List<String> lines, String key, String value) {
    if (!value.isEmpty()) {
      lines.add(key + ": " + value.replaceAll("\\s+", " "));
    }
  }

  /**
   * The profile of such lines.
   *
   * @throws IllegalArgumentException with a sentence, if they are no profile
   */
  public static Profile parse(String id, String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        values
            .computeIfAbsent(line.substring(0, colon), key -> new ArrayList<>())
            .add(line.substring(colon + 2));
      }
    }
    return new Profile(
        id,
        one(values, NAME),
        one(values, PARTNERSHIP),
        new Recognition(
            one(values, FILES), one(values, FIRST_LINE), Integer.parseInt(one(values, SKIP))),
        new Split(separator(one(values, SEPARATOR))),
        columns(values),
        new Words(
            all(values, ACCEPTED),
            all(values, REJECTED),
            all(values, WARNING),
            all(values, FILE_KIND),
            all(values, PIECE_KIND),
            !all(values, SILENT).isEmpty()));
  }

  private static List<Column> columns(Map<String, List<String>> values) {
    List<Column> columns = new ArrayList<>();
    for (Meaning meaning : Meaning.values()) {
      String place = one(values, meaning.text());
      if (!place.isEmpty()) {
        columns.add(column(meaning, place));
      }
    }
    return columns;
  }

  /**
   * The column at a place such as {@code 3} or {@code 8-41}.
   *
   * @throws IllegalArgumentException with a sentence, if it is none
   */
  public static Column column(Meaning meaning, String place) {
    String[] ends = place.strip().split("\\s*[-–]\\s*", -1);
    boolean isPlace =
        ends.length <= 2 && List.of(ends).stream().allMatch(end -> end.matches("[0-9]{1,6}"));
    if (!isPlace) {
      throw new IllegalArgumentException(
          "the place of the %s is '%s', expected a number such as 3, or positions such as 8-41"
              .formatted(meaning.label(), place.strip()));
    }
    return new Column(meaning, Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
  }

  /** A place as {@link #column} reads it. */
  public static String place(Column column) {
    return column.from() == column.to()
        ? Integer.toString(column.from())
        : column.from() + "-" + column.to();
  }

  /** The separator as a word that can be seen. */
  public static String word(String separator) {
    return switch (separator) {
      case "\t" -> TAB;
      case " " -> SPACE;
      default -> separator;
    };
  }

  /** The separator of such a word. */
  public static String separator(String word) {
    return switch (word) {
      case TAB -> "\t";
      case SPACE -> " ";
      default -> word;
    };
  }

  private static String one(Map<String, List<String>> values, String key) {
    List<String> found = all(values, key);
    return found.isEmpty() ? "" : found.get(0);
  }

  private static List<String> all(Map<String, List<String>> values, String key) {
    return values.getOrDefault(key, List.of());
  }
}
