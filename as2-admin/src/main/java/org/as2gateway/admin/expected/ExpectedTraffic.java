package org.as2gateway.admin.expected;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.people.expected.Expectation;
import org.as2gateway.people.expected.Expectation.AnswerWithin;
import org.as2gateway.people.expected.Expectation.FileBy;
import org.as2gateway.people.expected.Expectation.NotSilent;
import org.as2gateway.people.expected.ExpectedRule;
import org.as2gateway.people.expected.Holidays;
import org.as2gateway.people.expected.JdbcExpected;
import org.as2gateway.people.expected.Judgement;
import org.as2gateway.people.expected.Outcome;
import org.as2gateway.people.expected.Outcome.State;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.FileGlob;
import org.as2gateway.store.log.FileTime;

/**
 * Reads the files that rules are about, each query bounded by partnership, time and number, and
 * judges them.
 */
final class ExpectedTraffic {
  private static final int MOST_FILES = 20_000;

  private final JdbcExpected store;
  private final Supplier<Registry> registry;

  ExpectedTraffic(JdbcExpected store, Supplier<Registry> registry) {
    this.store = store;
    this.registry = registry;
  }

  JdbcExpected store() {
    return store;
  }

  /** What became of those days, oldest first. */
  List<Outcome> outcomes(ExpectedRule rule, LocalDate first, LocalDate last, Instant now) {
    Judgement judgement = new Judgement(store.holidays(), now);
    Expectation expectation = rule.expectation();
    if (expectation instanceof FileBy file) {
      LocalDate before = first.minusDays(1); // whose late file counts for no other day
      Instant begin = Judgement.begin(file, rule.days(), before);
      List<FileTime> files = files(rule.partner(), file.direction(), file.file(), begin, now);
      return judgement.files(file, rule.days(), files, before, last).stream()
          .filter(outcome -> !outcome.day().isBefore(first))
          .toList();
    }
    return expectation instanceof AnswerWithin answer
        ? answers(rule, answer, first.atStartOfDay(rule.days().zone()).toInstant(), judgement)
        : silence(rule, (NotSilent) expectation, judgement, first, last);
  }

  /** Answers to files that were sent from then on, oldest first. */
  List<Outcome> answers(
      ExpectedRule rule, AnswerWithin answer, Instant since, Judgement judgement) {
    List<FileTime> sent =
        files(rule.partner(), Direction.OUT, answer.file(), since, judgement.now());
    List<FileTime> received =
        sent.isEmpty()
            ? List.of()
            : files(rule.partner(), Direction.IN, answer.answer(), since, judgement.now());
    return judgement.answers(answer, rule.days(), sent, received);
  }

  private List<Outcome> silence(
      ExpectedRule rule, NotSilent silence, Judgement judgement, LocalDate first, LocalDate last) {
    List<Outcome> outcomes = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      Instant begin = day.atStartOfDay(rule.days().zone()).toInstant();
      Instant end = day.plusDays(1).atStartOfDay(rule.days().zone()).toInstant();
      Instant at = end.isBefore(judgement.now()) ? end : judgement.now();
      if (begin.isBefore(judgement.now())) {
        silence(rule, silence, judgement, day, at).ifPresent(outcomes::add);
      }
    }
    return outcomes;
  }

  private Optional<Outcome> silence(
      ExpectedRule rule, NotSilent silence, Judgement judgement, LocalDate day, Instant at) {
    Optional<FileTime> newest = newest(rule, silence, at);
    boolean isBeforeAll = newest.isEmpty() && !rule.since().isBefore(at);
    if (isBeforeAll) {
      return Optional.empty();
    }
    Instant last = newest.map(FileTime::at).orElse(rule.since());
    Instant due = judgement.silentUntil(silence.days(), rule.days(), last);
    State state = at.isAfter(due) ? State.MISSED : State.KEPT;
    return Optional.of(new Outcome(day, due, state, newest));
  }

  /** How a silence stands now. */
  Outcome silence(ExpectedRule rule, NotSilent silence, Instant now) {
    LocalDate today = now.atZone(rule.days().zone()).toLocalDate();
    Judgement judgement = new Judgement(store.holidays(), now);
    return silence(rule, silence, judgement, today, now)
        .orElse(new Outcome(today, now, State.NOT_DUE, Optional.empty()));
  }

  private Optional<FileTime> newest(ExpectedRule rule, NotSilent silence, Instant until) {
    return names(rule.partner(), silence.direction()).stream()
        .flatMap(name -> store.files().newest(name, FileGlob.ANY, Instant.EPOCH, until, 1).stream())
        .max(Comparator.comparing(FileTime::at));
  }

  private List<FileTime> files(
      String partner, Direction direction, FileGlob glob, Instant since, Instant now) {
    Instant until = now.plusSeconds(1);
    return names(partner, Optional.of(direction)).stream()
        .flatMap(name -> store.files().newest(name, glob, since, until, MOST_FILES).stream())
        .toList();
  }

  private List<String> names(String partner, Optional<Direction> direction) {
    Registry current = registry.get();
    return current.partnerships().partnerships().stream()
        .filter(
            partnership ->
                current.isOutbound(partnership)
                    ? !direction.equals(Optional.of(Direction.IN))
                        && partnership.receiver().name().equals(partner)
                    : !direction.equals(Optional.of(Direction.OUT))
                        && partnership.sender().name().equals(partner))
        .map(Partnership::name)
        .toList();
  }

  /** The holidays, for those who judge by themselves. */
  Holidays holidays() {
    return store.holidays();
  }
}
