package org.as2gateway.admin.usps;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Text;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.usps.answers.AnswerFile;
import org.as2gateway.usps.answers.Answers;
import org.as2gateway.usps.answers.Answers.ReadLine;
import org.as2gateway.usps.answers.Profile;
import org.as2gateway.usps.answers.ProfileRevision;
import org.as2gateway.usps.answers.ProfileText;
import org.as2gateway.usps.contents.JdbcContents.TooLargeException;

/** Answers of USPS and the profiles that read them, each change in the audit log. */
final class AnswerDesk {
  /** The largest file with the form around it. */
  static final long MOST_REQUEST_BYTES = Answers.MOST_BYTES + (1 << 20);

  private static final int MOST_NOTE = 500;
  private static final int MOST_REMOVED = 20;

  private final Gateway gateway;
  private final Clock clock;

  AnswerDesk(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  Answers answers() {
    return gateway.usps().answers();
  }

  /** The answer of that id in a path. */
  AnswerFile require(String id) {
    Optional<AnswerFile> found =
        id.matches("[0-9]{1,18}") ? answers().files().find(Long.parseLong(id)) : Optional.empty();
    return found.orElseThrow(
        () -> new ProblemException(404, "no answer has the id '" + Text.cut(id) + "'"));
  }

  /** The content of an answer. */
  ContentSource content(AnswerFile file) {
    return answers()
        .content(file)
        .orElseThrow(
            () ->
                new ProblemException(
                    404,
                    "the content of answer '"
                        + file.id()
                        + "' is not kept; 'retention.payload' sets how long payloads are kept"));
  }

  /** The first lines with what they mean; none if it is no text, or its content is gone. */
  List<ReadLine> lines(AnswerFile file, Optional<Profile> profile, int limit) throws IOException {
    Optional<ContentSource> content = answers().content(file);
    return file.kind().isReadable() && content.isPresent()
        ? answers().lines(content.get(), profile, limit)
        : List.of();
  }

  /** The profile that has read an answer. */
  Optional<Profile> profileOf(AnswerFile file) {
    return Optional.ofNullable(file.profile()).flatMap(answers().profiles()::find);
  }

  AnswerFile upload(Caller caller, String filename, InputStream stream) throws IOException {
    try {
      AnswerFile file = answers().upload(filename, stream, caller.actor().name());
      audit(caller, new Change("usps-answer-upload", file.filename(), null, "" + file.id()));
      return file;
    } catch (TooLargeException e) {
      throw new ProblemException(413, String.valueOf(e.getMessage()));
    }
  }

  AnswerFile close(Caller caller, AnswerFile file, String typed) {
    String note = typed.strip();
    if (note.isEmpty() || note.length() > MOST_NOTE) {
      throw new ProblemException(
          422, "the note has " + note.length() + " characters, expected 1 to " + MOST_NOTE);
    }
    if (!answers().close(file.id(), note, caller.actor().name())) {
      throw new ProblemException(
          409,
          "answer '"
              + file.id()
              + "' is '"
              + file.state().text()
              + "'; only waiting ones and those"
              + " set aside can be closed");
    }
    audit(caller, new Change("usps-answer-close", file.filename(), null, Text.cut(note)));
    return require("" + file.id());
  }

  /** The profile of that id. */
  Profile requireProfile(String id) {
    return answers()
        .profiles()
        .find(id)
        .orElseThrow(
            () -> new ProblemException(404, "no profile has the id '" + Text.cut(id) + "'"));
  }

  /** Profiles that were removed; each can be brought back. */
  List<ProfileRevision> removed() {
    return answers().profiles().removed(MOST_REMOVED);
  }

  Profile save(Caller caller, Profile profile) {
    String before = answers().profiles().find(profile.id()).map(ProfileText::of).orElse(null);
    Profile saved = answers().save(profile, caller.actor().name());
    audit(caller, new Change("usps-profile", saved.name(), before, ProfileText.of(saved)));
    return saved;
  }

  void remove(Caller caller, Profile profile) {
    answers().remove(profile, caller.actor().name());
    audit(caller, new Change("usps-profile-remove", profile.name(), ProfileText.of(profile), null));
  }

  /** Takes the last change of a profile back; empty if there is none of that id any more then. */
  Optional<Profile> undo(Caller caller, String id) {
    List<ProfileRevision> revisions = answers().profiles().revisions(id);
    if (revisions.isEmpty()) {
      throw new ProblemException(404, "no profile has the id '" + Text.cut(id) + "'");
    }
    ProfileRevision last = revisions.get(0);
    String before = last.isRemoved() ? null : ProfileText.of(last.profile());
    Optional<Profile> now = answers().undo(id, caller.actor().name());
    audit(
        caller,
        new Change(
            "usps-profile-undo",
            last.profile().name(),
            before,
            now.map(ProfileText::of).orElse(null)));
    return now;
  }

  private void audit(Caller caller, Change change) {
    gateway.identity().audit().add(clock.instant(), caller.actor(), change);
  }
}
