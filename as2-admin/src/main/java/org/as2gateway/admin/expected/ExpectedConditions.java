package org.as2gateway.admin.expected;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
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
import org.as2gateway.store.log.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What was expected and did not come, for 3 days. What is settled is not looked at again, so that a
 * look costs next to nothing while all is well. Safe for many threads.
 */
public final class ExpectedConditions {
  private static final Duration KEPT = Duration.ofDays(3);
  private static final int DAYS = 4;

  /** How long an upload may take: its message has the time of its beginning. */
  private static final Duration LEAD = Duration.ofHours(1);

  private final ExpectedTraffic traffic;
  private final Set<Settled> settled = ConcurrentHashMap.newKeySet();
  private final Map<ExpectedRule, Instant> unanswered = new ConcurrentHashMap<>();

  /** Of the rules kept there, about the partnerships of that registry. */
  public ExpectedConditions(JdbcExpected store, Supplier<Registry> registry) {
    this.traffic = new ExpectedTraffic(store, registry);
  }

  /** A day of a rule that needs no further look; another list of holidays begins anew. */
  private record Settled(ExpectedRule rule, Holidays holidays, LocalDate day) {}

  /** Everything as of that instant. */
  public List<Condition> at(Instant now) {
    List<ExpectedRule> rules =
        traffic.store().rules().stream().filter(ExpectedRule::isEnabled).toList();
    List<Condition> found = new ArrayList<>();
    Holidays holidays = rules.isEmpty() ? Holidays.NONE : traffic.holidays();
    rules.forEach(rule -> found.addAll(of(rule, holidays, now)));
    unanswered.keySet().retainAll(rules);
    LocalDate old = now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(2L * DAYS);
    settled.removeIf(known -> known.day().isBefore(old));
    return found;
  }

  private List<Condition> of(ExpectedRule rule, Holidays holidays, Instant now) {
    if (rule.expectation() instanceof FileBy file) {
      return files(rule, file, holidays, now);
    }
    if (rule.expectation() instanceof AnswerWithin answer) {
      return answers(rule, answer, holidays, now);
    }
    NotSilent silence = (NotSilent) rule.expectation();
    Outcome outcome = traffic.silence(rule, silence, now);
    return outcome.state() == State.MISSED ? List.of(silent(rule, silence, outcome)) : List.of();
  }

  private List<Condition> files(ExpectedRule rule, FileBy file, Holidays holidays, Instant now) {
    LocalDate today = now.atZone(rule.days().zone()).toLocalDate();
    List<LocalDate> open =
        today
            .minusDays(DAYS)
            .datesUntil(today.plusDays(1))
            .filter(day -> isWatched(rule, Judgement.due(file, rule.days(), day), now))
            .filter(day -> !settled.contains(new Settled(rule, holidays, day)))
            .toList();
    if (open.isEmpty()) {
      return List.of();
    }
    List<Outcome> missed =
        traffic.outcomes(rule, open.get(0), open.get(open.size() - 1), now).stream()
            .filter(outcome -> outcome.state() == State.MISSED && open.contains(outcome.day()))
            .toList();
    List<LocalDate> missedDays = missed.stream().map(Outcome::day).toList();
    open.stream()
        .filter(day -> !missedDays.contains(day))
        .forEach(day -> settled.add(new Settled(rule, holidays, day)));
    return missed.stream().map(outcome -> missing(rule, file, outcome)).toList();
  }

  private static boolean isWatched(ExpectedRule rule, Instant due, Instant now) {
    return due.isBefore(now) && due.isAfter(now.minus(KEPT)) && due.isAfter(rule.since());
  }

  private static Condition missing(ExpectedRule rule, FileBy file, Outcome outcome) {
    return condition(
        AlertKind.EXPECTED_FILE,
        rule,
        ":" + outcome.day(),
        "No file like '%s' was %s %s by %s"
            .formatted(
                file.file().text(),
                ExpectedText.verb(file.direction()),
                rule.partner(),
                ExpectedText.time(outcome.due(), rule)),
        "");
  }

  private List<Condition> answers(
      ExpectedRule rule, AnswerWithin answer, Holidays holidays, Instant now) {
    Instant begin =
        unanswered.getOrDefault(rule, now.minus(KEPT).minus(answer.within()).minus(LEAD));
    List<Outcome> open =
        traffic.answers(rule, answer, begin, new Judgement(holidays, now)).stream()
            .filter(o -> o.state() == State.MISSED || o.state() == State.NOT_DUE)
            .filter(o -> o.due().isAfter(now.minus(KEPT)))
            .filter(o -> sent(o).at().isAfter(rule.since()))
            .toList();
    Instant recent = now.minus(LEAD);
    unanswered.put(
        rule,
        open.stream().map(o -> sent(o).at()).filter(recent::isAfter).findFirst().orElse(recent));
    List<Outcome> missed = open.stream().filter(o -> o.state() == State.MISSED).toList();
    return missed.isEmpty() ? List.of() : List.of(unanswered(rule, answer, missed));
  }

  private static FileTime sent(Outcome unanswered) {
    return unanswered.file().orElseThrow();
  }

  private static Condition unanswered(
      ExpectedRule rule, AnswerWithin answer, List<Outcome> missed) {
    String first = "'" + sent(missed.get(0)).filename() + "'";
    String after = missed.size() == 1 ? first : missed.size() + " files, the first " + first;
    return condition(
        AlertKind.EXPECTED_ANSWER,
        rule,
        "",
        "No file like '%s' was received from %s within %s after %s"
            .formatted(
                answer.answer().text(), rule.partner(), ExpectedText.span(answer.within()), after),
        sent(missed.get(missed.size() - 1)).message());
  }

  private static Condition silent(ExpectedRule rule, NotSilent silence, Outcome outcome) {
    String since =
        outcome.file().map(file -> " since " + ExpectedText.time(file.at(), rule)).orElse("");
    return condition(
        AlertKind.SILENT,
        rule,
        "",
        "No message was %s %s%s"
            .formatted(
                silence.direction().map(ExpectedText::verb).orElse("exchanged with"),
                rule.partner(),
                since),
        "");
  }

  private static Condition condition(
      AlertKind kind, ExpectedRule rule, String end, String title, String mark) {
    return new Condition(
        kind,
        kind.text() + ":" + rule.id() + end,
        kind != AlertKind.SILENT,
        title,
        ExpectedText.sentence(rule),
        ExpectedPages.PATH + "/" + rule.id(),
        mark,
        Optional.of(rule.partner()),
        Optional.empty(),
        Optional.empty());
  }

  /** How a condition of these ended that is gone; empty for all others, and if its rule is gone. */
  public Optional<String> ending(Condition gone, Instant now) {
    boolean isOurs =
        switch (gone.kind()) {
          case EXPECTED_FILE, EXPECTED_ANSWER, SILENT -> true;
          default -> false;
        };
    if (!isOurs) {
      return Optional.empty();
    }
    String[] key = gone.key().split(":", -1);
    return traffic
        .store()
        .rule(key[1])
        .filter(ExpectedRule::isEnabled)
        .flatMap(rule -> ending(rule, key.length > 2 ? LocalDate.parse(key[2]) : null, now));
  }

  private Optional<String> ending(ExpectedRule rule, @Nullable LocalDate day, Instant now) {
    LocalDate today = now.atZone(rule.days().zone()).toLocalDate();
    LocalDate first = day == null ? today.minusDays(DAYS) : day;
    List<Outcome> came =
        traffic.outcomes(rule, first, day == null ? today : day, now).stream()
            .filter(o -> o.state() == State.LATE || o.state() == State.KEPT)
            .toList();
    if (came.isEmpty()) {
      return Optional.empty();
    }
    Outcome last = came.get(came.size() - 1);
    return last.file().map(file -> ending(rule, last, file));
  }

  private static String ending(ExpectedRule rule, Outcome outcome, FileTime file) {
    String late =
        outcome.state() == State.LATE ? ", " + ExpectedText.late(outcome.due(), file.at()) : "";
    return "'%s' came %s%s.".formatted(file.filename(), ExpectedText.time(file.at(), rule), late);
  }
}
