package org.as2gateway.admin.usps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Format;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.usps.ledger.FileMessage;
import org.as2gateway.usps.ledger.FileQuery;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.JdbcBoard;
import org.as2gateway.usps.ledger.JdbcBoard.Scope;
import org.as2gateway.usps.ledger.UspsFile;
import org.as2gateway.usps.owners.MailerIds;

/** Finds what the board shows; each question reads a limited number of rows. */
final class BoardDesk {
  private static final int MOST_URGENT = 10;
  private static final int PAGE = 50;

  /** A file that was late for longer does not wait for anybody any more; alerts end then too. */
  private static final Duration LATE = Duration.ofDays(14);

  private static final List<FileState> SHOWN =
      List.of(
          FileState.BLOCKED,
          FileState.QUEUED,
          FileState.SENT,
          FileState.RECEIVED,
          FileState.ACCEPTED,
          FileState.PARTLY,
          FileState.REJECTED,
          FileState.SCANNED);

  private final Gateway gateway;
  private final Clock clock;

  BoardDesk(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  private MailerIds mailerIds() {
    return gateway.usps().mailerIds().read();
  }

  private Partnerships partnerships() {
    return new Partnerships(gateway.registry());
  }

  /** Whether the ledger has that file. */
  boolean has(String efn) {
    return gateway.usps().ledger().files().find(efn).isPresent();
  }

  BoardView view(BoardQuery query, Optional<String> error) {
    MailerIds ids = mailerIds();
    List<String> wanted = query.owner().isEmpty() ? List.of() : List.copyOf(ids.of(query.owner()));
    boolean isNobody = !query.owner().isEmpty() && wanted.isEmpty();
    Scope scope = new Scope(wanted, Optional.of(query.partnership()).filter(p -> !p.isEmpty()));
    List<UspsFile> found = isNobody ? List.of() : list(query, scope);
    List<UspsFile> shown = found.subList(0, Math.min(PAGE, found.size()));
    return new BoardView(
        query,
        choices(ids),
        isNobody || !query.isPlain() ? List.of() : urgent(scope),
        isNobody ? List.of() : counts(query, scope),
        shown.stream().map(file -> line(file, ids)).toList(),
        found.size() > PAGE ? query.earlier(shown.get(PAGE - 1).id()) : null,
        start(),
        error.orElse(null));
  }

  private BoardView.Choices choices(MailerIds ids) {
    return new BoardView.Choices(
        ids.names().stream().filter(name -> !name.isEmpty()).toList(),
        partnerships().forManifests().stream().map(Partnership::name).sorted().toList(),
        Arrays.stream(FileState.values())
            .map(state -> new BoardView.State(state.text(), StateText.of(state).label()))
            .toList());
  }

  private List<UspsFile> list(BoardQuery query, Scope scope) {
    return gateway
        .usps()
        .ledger()
        .files()
        .list(
            new FileQuery(
                query.fileState().stream().toList(),
                Optional.empty(),
                scope.mailerIds(),
                scope.partnership(),
                query.before().isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(query.before())),
                PAGE + 1));
  }

  private static BoardView.Line line(UspsFile file, MailerIds ids) {
    return new BoardView.Line(
        file,
        FilePages.path(file.efn()),
        StateText.of(file.state()),
        ids.owner(file.header().mailerId()).orElse(""),
        LocalTime.of(file.header().date(), file.header().time()));
  }

  private List<BoardView.Count> counts(BoardQuery query, Scope scope) {
    JdbcBoard board = gateway.usps().board();
    List<BoardView.Count> counts = new ArrayList<>();
    for (FileState state : SHOWN) {
      int count = board.count(state, scope);
      StateText text = StateText.of(state);
      boolean isMost = count == JdbcBoard.MOST_COUNTED;
      counts.add(
          new BoardView.Count(
              text.label(),
              text.meaning(),
              query.to(state),
              Format.number(count) + (isMost ? "+" : "")));
    }
    return counts;
  }

  /** Blocked files first, then rejected ones, then those whose answer or scan is late. */
  private List<BoardView.Urgent> urgent(Scope scope) {
    List<BoardView.Urgent> urgent = new ArrayList<>();
    for (FileState state : List.of(FileState.BLOCKED, FileState.REJECTED, FileState.PARTLY)) {
      FileQuery newest =
          new FileQuery(
              List.of(state),
              Optional.empty(),
              scope.mailerIds(),
              scope.partnership(),
              OptionalLong.empty(),
              MOST_URGENT);
      gateway.usps().ledger().files().list(newest).forEach(file -> urgent.add(urgent(file)));
    }
    Instant now = clock.instant();
    for (Partnership partnership : partnerships().forManifests()) {
      if (scope.partnership().filter(name -> !name.equals(partnership.name())).isEmpty()) {
        late(urgent, scope, partnership, now);
      }
    }
    return urgent;
  }

  private BoardView.Urgent urgent(UspsFile file) {
    String title = "is " + StateText.of(file.state()).label();
    String detail =
        file.state() == FileState.BLOCKED
            ? firstFinding(file)
            : Format.number(file.answered().rejected())
                + " of "
                + Format.number(file.pieces())
                + " pieces rejected, as '"
                + Optional.ofNullable(file.answered().by()).orElse("an answer")
                + "' says";
    return new BoardView.Urgent(file.efn(), FilePages.path(file.efn()), "bad", title, detail);
  }

  private String firstFinding(UspsFile file) {
    List<FileMessage> messages = gateway.usps().ledger().messages().ofFile(file.id());
    if (messages.isEmpty()) {
      return StateText.of(file.state()).meaning();
    }
    return gateway.inspection(messages.get(messages.size() - 1).message()).stream()
        .flatMap(inspection -> inspection.findings().stream())
        .filter(finding -> finding.level() != Finding.Level.WARN)
        .findFirst()
        .map(
            finding ->
                finding.rule()
                    + (finding.line() == null ? "" : " in line " + finding.line())
                    + ": found "
                    + finding.found()
                    + ", expected "
                    + finding.expected())
        .orElse(StateText.of(file.state()).meaning());
  }

  private void late(
      List<BoardView.Urgent> urgent, Scope scope, Partnership partnership, Instant now) {
    JdbcBoard board = gateway.usps().board();
    Instant before = now.minus(partnership.usps().confirmTime());
    String confirm = Format.span(partnership.usps().confirmTime());
    board
        .unconfirmed(scope, partnership.name(), before.minus(LATE), before, MOST_URGENT)
        .forEach(
            efn ->
                urgent.add(
                    late(efn, "has no confirmation", "Received more than " + confirm + " ago.")));
    LocalDate day = now.minus(partnership.usps().scanTime()).atOffset(ZoneOffset.UTC).toLocalDate();
    String scan = Format.span(partnership.usps().scanTime());
    board
        .notScanned(scope, partnership.name(), day.minusDays(LATE.toDays()), day, MOST_URGENT)
        .forEach(
            efn -> urgent.add(late(efn, "was not scanned", "Mailed more than " + scan + " ago.")));
  }

  private static BoardView.Urgent late(String efn, String title, String detail) {
    return new BoardView.Urgent(efn, FilePages.path(efn), "warn", title, detail);
  }

  private BoardView.Start start() {
    Partnerships partnerships = partnerships();
    return new BoardView.Start(
        gateway.usps().board().isEmpty(),
        partnerships.forManifests().stream().map(Partnerships::choice).toList(),
        partnerships.unmarked().stream().map(Partnerships::choice).toList(),
        partnerships.hasAnswers());
  }
}
