package org.as2gateway.usps.answers;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.usps.answers.FileFinding.Verdict;
import org.as2gateway.usps.answers.JdbcAnswerFindings.Said;
import org.as2gateway.usps.answers.Mark.Outcome;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.FileStep;
import org.as2gateway.usps.ledger.Ledger;
import org.as2gateway.usps.ledger.PieceAnswer;
import org.as2gateway.usps.ledger.PieceAnswer.Severity;
import org.as2gateway.usps.ledger.UspsFile;

/**
 * Writes what answers say into the ledger. An answer that is read again replaces what it said; only
 * the last answer that decides on a file changes its state. To be used in a transaction.
 */
final class LedgerAnswers implements AnswerLedger {
  private static final int MOST_BY = 60;
  private static final int MOST_TEXT = 500;
  private static final int MOST_DETAIL = 200;
  private static final int MOST_FILES = 1000;

  private final Ledger ledger;
  private final JdbcAnswerFindings findings;
  private final JdbcAnsweredPieces pieces;
  private final Clock clock;

  LedgerAnswers(AnswerStores stores) {
    this.ledger = stores.ledger();
    this.findings = stores.findings();
    this.pieces = stores.pieces();
    this.clock = stores.clock();
  }

  @Override
  public Map<Long, List<String>> filesOf(List<Long> hashes) {
    Map<Long, Set<Integer>> ids = ledger.pieces().filesOf(hashes);
    Map<Long, String> numbers = new HashMap<>();
    Set<Long> open = new HashSet<>();
    for (Set<Integer> of : ids.values()) {
      of.forEach(id -> open.add(id.longValue()));
      if (open.size() >= MOST_FILES) {
        numbers.putAll(ledger.files().numbers(open));
        open.clear();
      }
    }
    numbers.putAll(ledger.files().numbers(open));
    Map<Long, List<String>> found = new HashMap<>();
    ids.forEach(
        (hash, of) -> {
          List<String> efns =
              of.stream()
                  .sorted()
                  .map(id -> numbers.get(id.longValue()))
                  .filter(efn -> efn != null)
                  .toList();
          if (!efns.isEmpty()) {
            found.put(hash, efns);
          }
        });
    return found;
  }

  @Override
  public boolean knowsPiecesOf(String efn) {
    return ledger
        .files()
        .find(efn)
        .filter(file -> ledger.messages().isEntered(file.id()))
        .isPresent();
  }

  /** Takes the marks of an answer that is being read. */
  AnswerReading.MarkSink begin(AnswerFile answer) {
    pieces.replace(answer.id());
    Map<String, Optional<Long>> known = new HashMap<>();
    Instant now = clock.instant();
    return marks -> {
      Map<Long, List<PieceAnswer>> said = new LinkedHashMap<>();
      for (Mark mark : marks) {
        known
            .computeIfAbsent(mark.efn(), this::fileId)
            .ifPresent(
                file ->
                    said.computeIfAbsent(file, f -> new ArrayList<>())
                        .add(pieceAnswer(answer.id(), mark, now)));
      }
      said.forEach(ledger::addPieces);
    };
  }

  private Optional<Long> fileId(String efn) {
    return ledger.files().find(efn).map(UspsFile::id);
  }

  private static PieceAnswer pieceAnswer(long answer, Mark mark, Instant now) {
    PieceNumber piece = mark.piece().orElseThrow();
    String text = mark.reason().text();
    return new PieceAnswer(
        PieceKey.of(piece.pic()).hash(),
        piece.routing() + piece.pic(),
        mark.outcome() == Outcome.WARNING ? Severity.WARNING : Severity.REJECTED,
        JdbcAnswerFindings.code(mark.reason().code()),
        PartnerText.clean(text, MOST_TEXT),
        mark.line(),
        answer,
        now);
  }

  /** All of the answer was read: files stand as it says. */
  void end(AnswerFile answer, List<FileFinding> said) {
    pieces.replaced(answer.id());
    Map<String, FileFinding> before =
        findings.ofAnswer(answer.id(), AnswerReading.MOST_FILES).stream()
            .collect(Collectors.toMap(FileFinding::efn, Function.identity()));
    findings.put(answer.id(), said);
    for (FileFinding finding : said) {
      FileFinding old = before.remove(finding.efn());
      boolean isNew = old == null || !isSame(old, finding);
      if (isNew) {
        change(answer, finding.efn(), finding);
      }
    }
    before.forEach((efn, old) -> change(answer, efn, unsaid(old)));
  }

  private static boolean isSame(FileFinding a, FileFinding b) {
    return a.verdict() == b.verdict()
        && a.rejected() == b.rejected()
        && a.warnings() == b.warnings();
  }

  private static FileFinding unsaid(FileFinding old) {
    return new FileFinding(old.efn(), Verdict.MENTIONED, 0, 0, old.line(), Mark.Reason.NONE);
  }

  private void change(AnswerFile answer, String efn, FileFinding finding) {
    Optional<UspsFile> file = ledger.files().find(efn);
    if (file.isEmpty() || isOverruled(answer, file.get())) {
      return;
    }
    if (finding.verdict().isDecided()) {
      decide(answer, file.get(), finding);
    } else if (by(answer).equals(file.get().answered().by())) {
      takeBack(answer, file.get());
    }
  }

  /** A later answer has decided, or a user after this answer came. */
  private boolean isOverruled(AnswerFile answer, UspsFile file) {
    Optional<Said> other = findings.lastDecision(file.efn(), answer.id());
    if (other.filter(said -> said.answer() > answer.id()).isPresent()) {
      return true;
    }
    Instant at = file.answered().at();
    return at != null && at.isAfter(answer.at()) && ledger.files().isMarkedByUser(file.id());
  }

  private void decide(AnswerFile answer, UspsFile file, FileFinding finding) {
    Verdict verdict = finding.verdict();
    if (verdict != Verdict.REJECTED) {
      pieces.settleCorrected(file.id(), file.efn(), answer.id());
    }
    boolean hasMore =
        verdict == Verdict.ACCEPTED
            && pieces.isCorrected(file.efn())
            && ledger.answers().countPending(file.id()) > 0;
    if (hasMore) {
      verdict = Verdict.PARTLY; // pieces that no correction has carried are missing still
    }
    String name = "'" + PartnerText.clean(answer.filename(), MOST_DETAIL) + "'";
    ledger.answer(
        file.id(),
        new Ledger.FileAnswer(
            state(verdict), clock.instant(), by(answer), null, name + detail(finding)));
  }

  private static String detail(FileFinding finding) {
    String text = PartnerText.clean(finding.reason().text(), MOST_DETAIL);
    if (finding.verdict() == Verdict.REJECTED) {
      return text.isEmpty() ? " rejects the file" : " rejects the file: " + text;
    }
    String pieces = finding.rejected() == 1 ? " piece" : " pieces";
    return finding.rejected() == 0
        ? " accepts the file"
        : " rejects " + finding.rejected() + pieces;
  }

  /** It does not decide any more: the answer before does, or none. */
  private void takeBack(AnswerFile answer, UspsFile file) {
    Optional<Said> before = findings.lastDecision(file.efn(), answer.id());
    String name = "'" + PartnerText.clean(answer.filename(), MOST_DETAIL) + "'";
    if (before.isPresent()) {
      ledger.answer(
          file.id(),
          new Ledger.FileAnswer(
              state(before.get().finding().verdict()),
              clock.instant(),
              by(answer),
              null,
              name + " was read again and decides nothing; the answer before it counts"));
    } else {
      pieces.reopen(file.id(), clock.instant());
      ledger
          .files()
          .addStep(
              file.id(),
              new FileStep(
                  clock.instant(),
                  "reopened",
                  null,
                  null,
                  name + " was read again and decides nothing"));
    }
  }

  private static FileState state(Verdict verdict) {
    return switch (verdict) {
      case ACCEPTED -> FileState.ACCEPTED;
      case PARTLY -> FileState.PARTLY;
      case REJECTED -> FileState.REJECTED;
      case MENTIONED -> throw new IllegalArgumentException("a mention decides nothing");
    };
  }

  private static String by(AnswerFile answer) {
    return PartnerText.clean(answer.filename(), MOST_BY);
  }
}
