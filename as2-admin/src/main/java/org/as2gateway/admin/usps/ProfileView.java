package org.as2gateway.admin.usps;

import java.util.Arrays;
import java.util.List;
import org.as2gateway.usps.answers.AnswerFile;
import org.as2gateway.usps.answers.Profile.Meaning;
import org.as2gateway.usps.answers.Profile.Split;
import org.as2gateway.usps.answers.ProfileRevision;
import org.as2gateway.usps.answers.SplitLine;
import org.jspecify.annotations.Nullable;

/**
 * The form of a profile.
 *
 * @param id its id; {@code new} for one that is not saved
 * @param draft as typed
 * @param sample the answer that it is tried on; null if there is none
 * @param fields fields of the first line behind those that are skipped, with their numbers
 * @param lines first lines of the sample with what the profile makes of them
 * @param partnerships names to choose from
 * @param revisions its changes, the last first
 * @param message what is said about it
 */
public record ProfileView(
    String id,
    Draft draft,
    @Nullable AnswerFile sample,
    List<String> fields,
    List<AnswerView.Line> lines,
    List<String> partnerships,
    List<ProfileRevision> revisions,
    Message message) {
  /**
   * The profile as typed.
   *
   * @param name its name
   * @param partnership whose answers it reads
   * @param files pattern of file names
   * @param firstLine pattern of the first line
   * @param skippedLines lines to skip
   * @param separator what stands between fields
   * @param words what values mean
   * @param places where fields stand
   */
  public record Draft(
      String name,
      String partnership,
      String files,
      String firstLine,
      String skippedLines,
      String separator,
      Words words,
      List<Place> places) {}

  /**
   * What values mean, one a line.
   *
   * @param accepted that mean accepted
   * @param rejected that mean rejected
   * @param warning that mean a warning
   * @param fileKinds kinds of records about files
   * @param pieceKinds kinds of records about pieces
   * @param isAcceptedWithoutMessage whether a file that is named and not rejected is accepted
   */
  public record Words(
      String accepted,
      String rejected,
      String warning,
      String fileKinds,
      String pieceKinds,
      boolean isAcceptedWithoutMessage) {}

  /**
   * Where a field stands.
   *
   * @param word its spelling in the form
   * @param label what it is called
   * @param place where it stands; empty if nowhere
   */
  public record Place(String word, String label, String place) {}

  /**
   * What is said about a profile.
   *
   * @param error why it was not saved; null if it was, or at first
   * @param isRecognized whether it would be tried on the sample
   */
  public record Message(@Nullable String error, boolean isRecognized) {}

  static Draft draft(ProfileDraft typed) {
    ProfileDraft.WordLists words = typed.words();
    return new Draft(
        typed.name(),
        typed.partnership(),
        typed.files(),
        typed.firstLine(),
        typed.skippedLines(),
        typed.separator(),
        new Words(
            words.accepted(),
            words.rejected(),
            words.warning(),
            words.fileKinds(),
            words.pieceKinds(),
            words.isAcceptedWithoutMessage()),
        Arrays.stream(Meaning.values())
            .map(meaning -> new Place(meaning.text(), meaning.label(), typed.place(meaning)))
            .toList());
  }

  /** Fields of a line with their numbers. */
  static List<String> fields(String line, Split split) {
    return split.isFixed() ? List.of() : new SplitLine(line, split).fields();
  }

  /** Whether it is not saved yet. */
  public boolean isNew() {
    return id.equals(ProfilePages.NEW);
  }

  /** Whether a change can be taken back. */
  public boolean canUndo() {
    return revisions.size() > 1;
  }
}
