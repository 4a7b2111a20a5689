package org.as2gateway.usps.answers;

import java.util.List;
import java.util.Optional;
import org.as2gateway.usps.answers.Mark.Outcome;
import org.as2gateway.usps.answers.Mark.Reason;
import org.as2gateway.usps.answers.Profile.Meaning;
import org.as2gateway.usps.answers.Profile.Words;
import org.as2gateway.usps.files.AnswerLine;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.files.PublishedMessage;
import org.as2gateway.usps.files.PublishedMessages;

/** Reads lines as a profile says. */
public final class ProfileJudge implements LineJudge {
  private static final int FEWEST_DIGITS = 20;
  private static final int MOST_DIGITS = 34;

  private final Profile profile;
  private final PublishedMessages messages;

  /** Reads by that profile and knows those messages. */
  public ProfileJudge(Profile profile, PublishedMessages messages) {
    this.profile = profile;
    this.messages = messages;
  }

  @Override
  public boolean isAcceptedWithoutMessage() {
    return profile.words().isAcceptedWithoutMessage();
  }

  @Override
  public List<Mark> judge(AnswerLine line) {
    return List.of(mark(line));
  }

  private Mark mark(AnswerLine line) {
    boolean isSkipped =
        line.number() <= profile.recognition().skippedLines() || line.raw().isBlank();
    if (isSkipped) {
      return Mark.none(line.number(), Outcome.NOTHING, Reason.NONE);
    }
    SplitLine values = new SplitLine(line.raw(), profile.split());
    String kind = value(values, Meaning.KIND);
    if (!isUsed(kind)) {
      return Mark.none(line.number(), Outcome.NOTHING, Reason.NONE);
    }
    Reason reason = reason(values);
    Outcome outcome =
        line.isCut() ? Outcome.UNCLEAR : outcome(value(values, Meaning.LEVEL), reason);
    String number = value(values, Meaning.PIECE);
    Optional<PieceNumber> piece = isAboutFile(kind, reason) ? Optional.empty() : piece(number);
    String efn = efn(value(values, Meaning.EFN));
    if (piece.isPresent() && efn.equals(number)) {
      efn = ""; // one column for both
    }
    boolean isEmpty = efn.isEmpty() && piece.isEmpty() && outcome == Outcome.MENTIONED;
    return new Mark(line.number(), isEmpty ? Outcome.NOTHING : outcome, efn, piece, reason);
  }

  private String value(SplitLine values, Meaning meaning) {
    return profile.column(meaning).map(values::value).orElse("");
  }

  /** Whether lines of that kind say anything. */
  private boolean isUsed(String kind) {
    Words words = profile.words();
    boolean hasKinds =
        profile.column(Meaning.KIND).isPresent()
            && !(words.fileKinds().isEmpty() && words.pieceKinds().isEmpty());
    return !hasKinds || has(words.fileKinds(), kind) || has(words.pieceKinds(), kind);
  }

  /** The kind of record decides; without kinds, a message that is only for files does. */
  private boolean isAboutFile(String kind, Reason reason) {
    Words words = profile.words();
    if (has(words.fileKinds(), kind) || has(words.pieceKinds(), kind)) {
      return has(words.fileKinds(), kind);
    }
    return reason.message().filter(m -> m.isForFile() && !m.isForPiece()).isPresent();
  }

  private Reason reason(SplitLine values) {
    String code = value(values, Meaning.CODE);
    String text = value(values, Meaning.TEXT);
    Optional<PublishedMessage> message = text.isEmpty() ? Optional.empty() : messages.find(text);
    return new Reason(code, text, message);
  }

  private Outcome outcome(String level, Reason reason) {
    Optional<Outcome> said = said(level).or(() -> said(reason.code())).or(() -> saidIn(reason));
    if (said.isPresent()) {
      return said.get();
    }
    if (level.isEmpty() && reason.message().isPresent()) {
      return Outcome.REJECTED;
    }
    boolean isSilent = level.isEmpty() && reason.code().isEmpty() && reason.text().isEmpty();
    return isSilent ? Outcome.MENTIONED : Outcome.UNCLEAR;
  }

  private Optional<Outcome> said(String value) {
    Words words = profile.words();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (has(words.rejected(), value)) {
      return Optional.of(Outcome.REJECTED);
    }
    if (has(words.warning(), value)) {
      return Optional.of(Outcome.WARNING);
    }
    return has(words.accepted(), value) ? Optional.of(Outcome.ACCEPTED) : Optional.empty();
  }

  /** Words inside the text, the worst first. */
  private Optional<Outcome> saidIn(Reason reason) {
    String text = PublishedMessages.words(reason.text());
    Words words = profile.words();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (contains(text, words.rejected())) {
      return Optional.of(Outcome.REJECTED);
    }
    if (contains(text, words.warning())) {
      return Optional.of(Outcome.WARNING);
    }
    return contains(text, words.accepted()) ? Optional.of(Outcome.ACCEPTED) : Optional.empty();
  }

  private static boolean contains(String text, List<String> words) {
    return words.stream()
        .map(PublishedMessages::words)
        .anyMatch(phrase -> PublishedMessages.contains(text, phrase));
  }

  private static boolean has(List<String> words, String value) {
    return words.stream().anyMatch(word -> word.equalsIgnoreCase(value));
  }

  /** A rejected number may have a wrong check digit: that may be why. */
  private static String efn(String value) {
    return isNumber(value) ? value : "";
  }

  private static Optional<PieceNumber> piece(String value) {
    boolean mayBe = isNumber(value) || value.length() == 13;
    return mayBe
        ? PieceNumber.of(value, -1).filter(p -> p.isS10() || isNumber(value))
        : Optional.empty();
  }

  private static boolean isNumber(String value) {
    return value.length() >= FEWEST_DIGITS
        && value.length() <= MOST_DIGITS
        && PieceNumber.isDigits(value);
  }
}
