package org.as2gateway.admin.usps;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.as2gateway.usps.answers.Profile;
import org.as2gateway.usps.answers.Profile.Column;
import org.as2gateway.usps.answers.Profile.Meaning;
import org.as2gateway.usps.answers.Profile.Recognition;
import org.as2gateway.usps.answers.Profile.Split;
import org.as2gateway.usps.answers.Profile.Words;
import org.as2gateway.usps.answers.ProfileText;

/**
 * A profile as somebody typed it.
 *
 * @param name its name
 * @param partnership whose answers it reads; blank for all
 * @param files pattern of file names
 * @param firstLine pattern of the first line; blank for any
 * @param skippedLines how many lines at the front say nothing
 * @param separator what stands between fields, {@code tab} or {@code space}; blank for fixed
 *     positions
 * @param places where each field stands, such as {@code 3} or {@code 8-41}; blank if nowhere
 * @param words what values mean
 */
record ProfileDraft(
    String name,
    String partnership,
    String files,
    String firstLine,
    String skippedLines,
    String separator,
    Map<Meaning, String> places,
    WordLists words) {
  /**
   * Words, separated by line ends.
   *
   * @param accepted that mean accepted
   * @param rejected that mean rejected
   * @param warning that mean a warning
   * @param fileKinds kinds of records about files
   * @param pieceKinds kinds of records about pieces
   * @param isAcceptedWithoutMessage whether a file that is named and not rejected is accepted
   */
  record WordLists(
      String accepted,
      String rejected,
      String warning,
      String fileKinds,
      String pieceKinds,
      boolean isAcceptedWithoutMessage) {
    static final WordLists NONE = new WordLists("", "", "", "", "", false);
  }

  /** A start for a file of that name. */
  static ProfileDraft forFile(String filename) {
    int dot = filename.lastIndexOf('.');
    String pattern = dot > 0 ? "*" + filename.substring(dot) : "*";
    return new ProfileDraft(
        "", "", pattern, "", "0", ",", new EnumMap<>(Meaning.class), WordLists.NONE);
  }

  static ProfileDraft of(Profile profile) {
    Map<Meaning, String> places = new EnumMap<>(Meaning.class);
    profile.columns().forEach(column -> places.put(column.meaning(), ProfileText.place(column)));
    Words words = profile.words();
    return new ProfileDraft(
        profile.name(),
        profile.partnership(),
        profile.recognition().files(),
        profile.recognition().firstLine(),
        Integer.toString(profile.recognition().skippedLines()),
        ProfileText.word(profile.split().separator()),
        places,
        new WordLists(
            String.join("\n", words.accepted()),
            String.join("\n", words.rejected()),
            String.join("\n", words.warning()),
            String.join("\n", words.fileKinds()),
            String.join("\n", words.pieceKinds()),
            words.isAcceptedWithoutMessage()));
  }

  /** Where a field stands; blank if nowhere. */
  String place(Meaning meaning) {
    return places.getOrDefault(meaning, "");
  }

  /**
   * The profile that was typed.
   *
   * @throws IllegalArgumentException with a sentence for the one who typed
   */
  Profile profile(String id) {
    List<Column> columns = new ArrayList<>();
    for (Meaning meaning : Meaning.values()) {
      if (!place(meaning).isBlank()) {
        columns.add(ProfileText.column(meaning, place(meaning)));
      }
    }
    return new Profile(
        id,
        name.strip(),
        partnership.strip(),
        new Recognition(files.strip(), firstLine.strip(), number(skippedLines)),
        new Split(ProfileText.separator(separator.isBlank() ? "" : separator.strip())),
        columns,
        new Words(
            lines(words.accepted()),
            lines(words.rejected()),
            lines(words.warning()),
            lines(words.fileKinds()),
            lines(words.pieceKinds()),
            words.isAcceptedWithoutMessage()));
  }

  private static int number(String text) {
    try {
      return text.isBlank() ? 0 : Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the number of lines to skip is '" + text.strip() + "', expected 0 to 1000", e);
    }
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
  }
}
