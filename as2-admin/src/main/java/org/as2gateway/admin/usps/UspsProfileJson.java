package org.as2gateway.admin.usps;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.usps.UspsAnswerJson.UspsAnswerLineJson;
import org.as2gateway.usps.answers.Profile;
import org.as2gateway.usps.answers.Profile.Words;
import org.as2gateway.usps.answers.ProfileRevision;
import org.as2gateway.usps.answers.ProfileText;
import org.jspecify.annotations.Nullable;

/** How to read answers of one kind. */
@Description("How to read USPS answers of one kind, learned from a sample.")
record UspsProfileJson(
    String id,
    String name,
    @Description("whose answers it reads; null for all") @Nullable String partnership,
    @Description("pattern of file names, with * and ?") String files,
    @Description("pattern of the first line; empty for any") String firstLine,
    @Description("lines at the front that say nothing") int skippedLines,
    @Description(SEPARATOR) String separator,
    @Description(COLUMNS) Map<String, String> columns,
    @Description("severities, codes or texts that mean accepted") List<String> accepted,
    List<String> rejected,
    List<String> warning,
    @Description("kinds of records about files") List<String> fileKinds,
    @Description("kinds of records about pieces") List<String> pieceKinds,
    @Description("whether a file that is named and not rejected is accepted")
        boolean acceptedWithoutMessage) {
  static final String SEPARATOR =
      "one character, 'tab' or 'space'; empty if fields stand at fixed positions";
  static final String COLUMNS =
      "where efn, piece, kind, level, code and text stand: a number such as 3, or positions such as"
          + " 8-41";

  static UspsProfileJson of(Profile profile) {
    Words words = profile.words();
    return new UspsProfileJson(
        profile.id(),
        profile.name(),
        profile.partnership().isEmpty() ? null : profile.partnership(),
        profile.recognition().files(),
        profile.recognition().firstLine(),
        profile.recognition().skippedLines(),
        ProfileText.word(profile.split().separator()),
        profile.columns().stream()
            .collect(Collectors.toMap(c -> c.meaning().text(), ProfileText::place)),
        words.accepted(),
        words.rejected(),
        words.warning(),
        words.fileKinds(),
        words.pieceKinds(),
        words.isAcceptedWithoutMessage());
  }

  /** All profiles. */
  @Description("All profiles that read USPS answers.")
  record UspsProfilesJson(
      List<UspsProfileJson> profiles,
      @Description("profiles that were removed; 'undo' brings each back")
          List<UspsRemovedProfileJson> removed) {}

  /** A profile that was removed. */
  record UspsRemovedProfileJson(String id, String name, Instant at, String by) {
    static UspsRemovedProfileJson of(ProfileRevision removed) {
      return new UspsRemovedProfileJson(
          removed.profile().id(), removed.profile().name(), removed.at(), removed.by());
    }
  }

  /** What a profile would make of a sample. */
  @Description("The first 50 lines of a sample with what a profile would make of each.")
  record UspsProfilePreviewJson(
      @Description("whether the profile would be tried on that file") boolean recognized,
      List<UspsAnswerLineJson> lines) {}
}
