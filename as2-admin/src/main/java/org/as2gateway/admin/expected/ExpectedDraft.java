package org.as2gateway.admin.expected;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.people.expected.Expectation;
import org.as2gateway.people.expected.Expectation.AnswerWithin;
import org.as2gateway.people.expected.Expectation.FileBy;
import org.as2gateway.people.expected.Expectation.NotSilent;
import org.as2gateway.people.expected.ExpectedDays;
import org.as2gateway.people.expected.ExpectedRule;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.FileGlob;

/**
 * A rule as somebody typed it; what its kind does not have is blank.
 *
 * @param kind spelling of the API
 * @param partner its name
 * @param direction {@code in}, {@code out} or blank for both
 * @param file pattern of file names
 * @param answer pattern of file names
 * @param by such as {@code 23:00}
 * @param withinMinutes minutes
 * @param silentDays days
 * @param days when
 * @param isEnabled whether it counts
 */
public record ExpectedDraft(
    String kind,
    String partner,
    String direction,
    String file,
    String answer,
    String by,
    String withinMinutes,
    String silentDays,
    Days days,
    boolean isEnabled) {
  /** Kinds of rules. */
  public enum Kind {
    FILE,
    ANSWER,
    SILENCE;

    /** The spelling of the API. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Days as typed.
   *
   * @param zone such as {@code America/Chicago}
   * @param weekdays such as {@code monday}
   * @param isExceptHolidays whether holidays do not count
   */
  public record Days(String zone, List<String> weekdays, boolean isExceptHolidays) {
    /** Copies the list. */
    public Days {
      weekdays = List.copyOf(weekdays);
    }
  }

  /** What a new rule of that kind begins with. */
  static ExpectedDraft template(String kind, String zone) {
    Set<DayOfWeek> weekdays = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    return new ExpectedDraft(
        kind,
        "",
        kind.equals(Kind.FILE.text()) ? "out" : kind.equals(Kind.SILENCE.text()) ? "in" : "",
        "*.manifest",
        "*.confirmation",
        "23:00",
        "240",
        "2",
        new Days(zone, words(weekdays), true),
        true);
  }

  private static List<String> words(Set<DayOfWeek> days) {
    return days.stream().map(day -> day.name().toLowerCase(Locale.ROOT)).toList();
  }

  static ExpectedDraft of(ExpectedRule rule) {
    Days days =
        new Days(
            rule.days().zone().getId(),
            words(rule.days().weekdays()),
            rule.days().isExceptHolidays());
    String partner = rule.partner();
    boolean isEnabled = rule.isEnabled();
    if (rule.expectation() instanceof FileBy e) {
      return new ExpectedDraft(
          "file",
          partner,
          e.direction().text(),
          e.file().text(),
          "",
          e.by().toString(),
          "",
          "",
          days,
          isEnabled);
    }
    if (rule.expectation() instanceof AnswerWithin e) {
      return new ExpectedDraft(
          "answer",
          partner,
          "",
          e.file().text(),
          e.answer().text(),
          "",
          Long.toString(e.within().toMinutes()),
          "",
          days,
          isEnabled);
    }
    NotSilent e = (NotSilent) rule.expectation();
    String direction = e.direction().map(Direction::text).orElse("");
    String silent = Integer.toString(e.days());
    return new ExpectedDraft(
        "silence", partner, direction, "", "", "", "", silent, days, isEnabled);
  }

  /**
   * The rule.
   *
   * @throws IllegalArgumentException with a sentence for the one who typed
   */
  ExpectedRule rule(String id, Instant since) {
    return new ExpectedRule(
        id,
        partner.strip(),
        expectation(),
        new ExpectedDays(zone(), weekdays(), days.isExceptHolidays()),
        since,
        isEnabled);
  }

  private Expectation expectation() {
    Kind parsed =
        Arrays.stream(Kind.values())
            .filter(known -> known.text().equals(kind))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException("the kind must be 'file', 'answer' or 'silence'"));
    return switch (parsed) {
      case FILE ->
          new FileBy(
              way()
                  .orElseThrow(
                      () -> new IllegalArgumentException("the direction must be 'in' or 'out'")),
              new FileGlob(file.strip()),
              time());
      case ANSWER ->
          new AnswerWithin(
              new FileGlob(file.strip()),
              new FileGlob(answer.strip()),
              Duration.ofMinutes(number(withinMinutes, "the time for an answer")));
      case SILENCE -> new NotSilent(way(), number(silentDays, "the number of days"));
    };
  }

  private Optional<Direction> way() {
    Optional<Direction> known =
        Arrays.stream(Direction.values()).filter(d -> d.text().equals(direction)).findFirst();
    if (known.isEmpty() && !direction.isBlank()) {
      throw new IllegalArgumentException("the direction must be 'in' or 'out'");
    }
    return known;
  }

  private LocalTime time() {
    try {
      return LocalTime.parse(by.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected a time such as '23:00'", e);
    }
  }

  private static int number(String text, String what) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(what + " must be a whole number", e);
    }
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(days.zone().strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "the time zone is not known, expected one such as 'America/New_York'", e);
    }
  }

  private Set<DayOfWeek> weekdays() {
    try {
      return days.weekdays().stream()
          .map(day -> DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)))
          .collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a day of the week is expected, such as 'monday'", e);
    }
  }
}
