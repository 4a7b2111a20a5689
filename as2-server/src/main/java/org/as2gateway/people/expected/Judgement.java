package org.as2gateway.people.expected;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.as2gateway.people.expected.Expectation.AnswerWithin;
import org.as2gateway.people.expected.Expectation.FileBy;
import org.as2gateway.people.expected.Outcome.State;
import org.as2gateway.store.log.FileTime;

/**
 * Whether expectations were met, as of one moment. Pure.
 *
 * @param holidays the holidays
 * @param now the moment
 */
public record Judgement(Holidays holidays, Instant now) {
  /** When the file of that day is due. A time that clocks skip is as much later. */
  public static Instant due(FileBy file, ExpectedDays days, LocalDate day) {
    return day.atTime(file.by()).atZone(days.zone()).toInstant();
  }

  /** From when on files count for that day. */
  public static Instant begin(FileBy file, ExpectedDays days, LocalDate day) {
    boolean isOvernight = file.by().isBefore(LocalTime.NOON);
    return isOvernight
        ? day.minusDays(1).atTime(LocalTime.NOON).atZone(days.zone()).toInstant()
        : day.atStartOfDay(days.zone()).toInstant();
  }

  /**
   * Days on which a file was expected, and holidays on which it would have been. A file that comes
   * before half of the time to the next deadline has passed is late, and does not count for the
   * next day; that of an overnight job is late until files of the next night count.
   *
   * @param files all that match and are old enough, in any order
   */
  public List<Outcome> files(
      FileBy file, ExpectedDays days, List<FileTime> files, LocalDate first, LocalDate last) {
    List<FileTime> sorted = sorted(files);
    Set<FileTime> late = new HashSet<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      Instant due = due(file, days, day);
      if (days.isHoliday(day, holidays)) {
        outcomes.add(new Outcome(day, due, State.HOLIDAY, Optional.empty()));
      } else if (days.counts(day, holidays)) {
        Instant begin = begin(file, days, day);
        Instant end = lateUntil(file, days, day);
        Optional<FileTime> inTime =
            first(sorted, f -> !late.contains(f) && isFromTo(f, begin, due));
        Optional<FileTime> after = first(sorted, f -> f.at().isAfter(due) && !f.at().isAfter(end));
        if (inTime.isEmpty()) {
          after.ifPresent(late::add);
        }
        outcomes.add(outcome(day, due, inTime, after));
      }
    }
    return outcomes;
  }

  private static boolean isFromTo(FileTime file, Instant from, Instant to) {
    return !file.at().isBefore(from) && !file.at().isAfter(to);
  }

  private Instant lateUntil(FileBy file, ExpectedDays days, LocalDate day) {
    LocalDate next = nextDay(days, day);
    Instant due = due(file, days, day);
    Instant middle = due.plus(Duration.between(due, due(file, days, next)).dividedBy(2));
    Instant begin = begin(file, days, next);
    boolean isOvernight = file.by().isBefore(LocalTime.NOON);
    return isOvernight && begin.isBefore(middle) ? begin : middle;
  }

  /** A list of holidays has an end, and one of a year leaves the next. */
  private LocalDate nextDay(ExpectedDays days, LocalDate day) {
    LocalDate most = day.plusYears(1);
    LocalDate next = day.plusDays(1);
    while (!days.counts(next, holidays) && next.isBefore(most)) {
      next = next.plusDays(1);
    }
    return next;
  }

  private Outcome outcome(
      LocalDate day, Instant due, Optional<FileTime> inTime, Optional<FileTime> late) {
    if (inTime.isPresent()) {
      return new Outcome(day, due, State.KEPT, inTime);
    }
    if (late.isPresent()) {
      return new Outcome(day, due, State.LATE, late);
    }
    return new Outcome(day, due, now.isAfter(due) ? State.MISSED : State.NOT_DUE, Optional.empty());
  }

  /** One for each file that was sent, oldest first. */
  public List<Outcome> answers(
      AnswerWithin expected, ExpectedDays days, List<FileTime> sent, List<FileTime> received) {
    List<FileTime> answers = sorted(received);
    return sorted(sent).stream()
        .map(
            file -> {
              Instant due = file.at().plus(expected.within());
              LocalDate day = file.at().atZone(days.zone()).toLocalDate();
              Optional<FileTime> answer = first(answers, a -> a.at().isAfter(file.at()));
              boolean isLate = answer.filter(a -> a.at().isAfter(due)).isPresent();
              return answer.isPresent()
                  ? new Outcome(day, due, isLate ? State.LATE : State.KEPT, answer)
                  : new Outcome(
                      day, due, now.isAfter(due) ? State.MISSED : State.NOT_DUE, Optional.of(file));
            })
        .toList();
  }

  /** Until when a partner may be silent after that message, at the same time of day. */
  public Instant silentUntil(int days, ExpectedDays counted, Instant last) {
    ZonedDateTime local = last.atZone(counted.zone());
    LocalDate day = local.toLocalDate();
    for (int i = 0; i < days; i++) {
      day = nextDay(counted, day);
    }
    return day.atTime(local.toLocalTime()).atZone(counted.zone()).toInstant();
  }

  private static List<FileTime> sorted(List<FileTime> files) {
    return files.stream().sorted(Comparator.comparing(FileTime::at)).toList();
  }

  private static Optional<FileTime> first(List<FileTime> files, Predicate<FileTime> matches) {
    return files.stream().filter(matches).findFirst();
  }
}
