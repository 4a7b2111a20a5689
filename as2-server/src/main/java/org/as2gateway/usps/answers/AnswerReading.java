package org.as2gateway.usps.answers;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.usps.answers.FileFinding.Verdict;
import org.as2gateway.usps.answers.Mark.Outcome;
import org.as2gateway.usps.answers.Mark.Reason;
import org.as2gateway.usps.files.AnswerLine;
import org.as2gateway.usps.files.AnswerReader;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.files.PublishedMessages;

/**
 * One pass over an answer: what its lines say, added up by file. A line without a file number is
 * about the file that was named last before it; a piece is looked up in what was sent. Memory grows
 * with the number of files named, up to a limit, not with the size.
 */
final class AnswerReading {
  /** How many files one answer may speak of; what it says of more is not taken. */
  static final int MOST_FILES = 100_000;

  /** Of how many pieces one answer may speak, said again or not; more are only counted. */
  static final int MOST_PIECES = 4_000_000;

  private static final int BATCH = 2000;

  /** Before the number of the file that was named last, on a mark whose line names none. */
  private static final String GUESS = "?";

  private final LineJudge judge;
  private final AnswerLedger ledger;
  private final MarkSink sink;
  private final List<Mark> open = new ArrayList<>();
  private final Map<String, Tally> files = new LinkedHashMap<>();
  private final Map<String, Boolean> knownPieces = new HashMap<>();
  private String lastEfn = "";
  private long lines;
  private long rejected;
  private long strangers;
  private long warnings;
  private long unclear;
  private int handedOn;
  private boolean isCut;

  /** Takes marks about pieces whose file is known. */
  @FunctionalInterface
  interface MarkSink {
    void take(List<Mark> marks);
  }

  /** What adds up for a file. */
  private static final class Tally {
    private final long line;
    private boolean isAccepted;
    private boolean isRejected;
    private int rejected;
    private int warnings;
    private Reason reason = Reason.NONE;

    Tally(long line) {
      this.line = line;
    }

    void add(Mark mark) {
      if (mark.rejectsFile() && !isRejected) {
        isRejected = true;
        reason = mark.reason();
      }
      rejected += mark.rejectsPiece() ? 1 : 0;
      warnings += mark.outcome() == Outcome.WARNING ? 1 : 0;
      isAccepted |= mark.outcome() == Outcome.ACCEPTED && mark.piece().isEmpty();
    }

    FileFinding finding(String efn, boolean isAcceptedWithoutMessage) {
      Verdict verdict = Verdict.MENTIONED;
      if (isRejected) {
        verdict = Verdict.REJECTED;
      } else if (rejected > 0) {
        verdict = Verdict.PARTLY;
      } else if (isAccepted || isAcceptedWithoutMessage) {
        verdict = Verdict.ACCEPTED;
      }
      return new FileFinding(efn, verdict, rejected, warnings, line, reason);
    }
  }

  AnswerReading(LineJudge judge, AnswerLedger ledger, MarkSink sink) {
    this.judge = judge;
    this.ledger = ledger;
    this.sink = sink;
  }

  AnswerFindings read(InputStream stream, PublishedMessages messages) throws IOException {
    AnswerReader reader = new AnswerReader(stream, messages);
    for (Optional<AnswerLine> line = reader.next(); line.isPresent(); line = reader.next()) {
      lines++;
      isCut |= line.get().isCut();
      judge.judge(line.get()).forEach(this::take);
    }
    flush();
    boolean isAccepted = judge.isAcceptedWithoutMessage();
    List<FileFinding> found = new ArrayList<>();
    files.forEach((efn, tally) -> found.add(tally.finding(efn, isAccepted)));
    return new AnswerFindings(lines, found, rejected, strangers, warnings, unclear, isCut);
  }

  private void take(Mark mark) {
    if (!mark.efn().isEmpty()) {
      lastEfn = mark.efn();
    }
    switch (mark.outcome()) {
      case UNCLEAR -> unclear++;
      case NOTHING -> {}
      case ACCEPTED, REJECTED, WARNING, MENTIONED -> keep(mark);
    }
  }

  private void keep(Mark mark) {
    String efn = mark.efn().isEmpty() ? lastEfn : mark.efn();
    if (mark.piece().isEmpty()) {
      keepForFile(new Mark(mark.line(), mark.outcome(), efn, mark.piece(), mark.reason()));
    } else if (mark.outcome() == Outcome.REJECTED || mark.outcome() == Outcome.WARNING) {
      open.add(
          mark.efn().isEmpty()
              ? new Mark(mark.line(), mark.outcome(), GUESS + lastEfn, mark.piece(), mark.reason())
              : mark);
      if (open.size() == BATCH) {
        flush();
      }
    }
  }

  private void keepForFile(Mark mark) {
    if (mark.efn().isEmpty()) {
      unclear++; // it says something, and nobody knows of which file
      return;
    }
    warnings += mark.outcome() == Outcome.WARNING ? 1 : 0;
    tally(mark);
  }

  /** False if the answer speaks of too many files. */
  private boolean tally(Mark mark) {
    Tally tally = files.get(mark.efn());
    if (tally == null && files.size() < MOST_FILES) {
      tally = new Tally(mark.line());
      files.put(mark.efn(), tally);
    }
    if (tally == null) {
      unclear++;
      return false;
    }
    tally.add(mark);
    return true;
  }

  /** Finds the file of each piece and hands them on. */
  private void flush() {
    if (open.isEmpty()) {
      return;
    }
    knownPieces.clear();
    List<Long> hashes = open.stream().map(AnswerReading::hash).distinct().toList();
    Map<Long, List<String>> sent = ledger.filesOf(hashes);
    List<Mark> known = new ArrayList<>();
    for (Mark mark : open) {
      String efn = fileOf(mark, sent.getOrDefault(hash(mark), List.of()));
      if (efn.isEmpty()) {
        strangers += mark.outcome() == Outcome.REJECTED ? 1 : 0;
      } else {
        add(new Mark(mark.line(), mark.outcome(), efn, mark.piece(), mark.reason()), known);
      }
    }
    open.clear();
    sink.take(known);
  }

  private void add(Mark mark, List<Mark> known) {
    if (tally(mark)) {
      rejected += mark.outcome() == Outcome.REJECTED ? 1 : 0;
      warnings += mark.outcome() == Outcome.WARNING ? 1 : 0;
      if (handedOn < MOST_PIECES) {
        handedOn++;
        known.add(mark);
      } else {
        unclear++;
      }
    }
  }

  private static long hash(Mark mark) {
    return PieceKey.of(mark.piece().orElseThrow().pic()).hash();
  }

  /**
   * The file on the line; else the one named before, if the piece was sent in it or in none; else
   * the last one in which the piece was sent. None if it is not in the file that is named: what an
   * answer says of such a piece is no word about that file.
   */
  private String fileOf(Mark mark, List<String> sent) {
    boolean isGuess = mark.efn().startsWith(GUESS);
    String named = isGuess ? mark.efn().substring(GUESS.length()) : mark.efn();
    if (sent.contains(named)) {
      return named;
    }
    if (isGuess && !sent.isEmpty()) {
      return sent.get(sent.size() - 1);
    }
    boolean isOfAnother = knownPieces.computeIfAbsent(named, ledger::knowsPiecesOf);
    return isOfAnother ? "" : named;
  }
}
