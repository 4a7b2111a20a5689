package org.as2gateway.admin.expected;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.as2gateway.people.expected.Outcome;
import org.as2gateway.people.expected.Outcome.State;
import org.jspecify.annotations.Nullable;

/**
 * A rule: its form, and for one that is saved its calendar.
 *
 * @param id the rule's, or {@code new}
 * @param draft what stands in the fields
 * @param partners names to choose from
 * @param message what is said about it
 * @param weeks five weeks of seven days; empty for a new rule
 */
public record ExpectedRuleView(
    String id,
    ExpectedDraft draft,
    List<String> partners,
    Message message,
    List<List<Cell>> weeks) {
  private static final int DAYS = 7;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.US);

  /**
   * What is said about a rule.
   *
   * @param sentence the rule in plain English; null if it cannot be read
   * @param error why it was not saved; null if it was, or at first
   */
  public record Message(@Nullable String sentence, @Nullable String error) {}

  /**
   * A day of the calendar.
   *
   * @param day such as {@code Nov 28}
   * @param text how it stands; empty if nothing was expected
   * @param tone color of its badge
   * @param message id of the message that met it, or waits for an answer; empty for none
   */
  public record Cell(String day, String text, String tone, String message) {
    static Cell of(LocalDate day, List<Outcome> outcomes) {
      if (outcomes.isEmpty()) {
        return new Cell(DAY.format(day), "", "", "");
      }
      Outcome worst = outcomes.stream().max(Comparator.comparing(Outcome::state)).orElseThrow();
      long count = outcomes.stream().filter(o -> o.state() == worst.state()).count();
      String number = outcomes.size() == 1 ? "" : count + " of " + outcomes.size() + " ";
      return new Cell(
          DAY.format(day),
          number + text(worst.state()),
          tone(worst.state()),
          worst.file().map(file -> file.message()).orElse(""));
    }

    private static String text(State state) {
      return switch (state) {
        case KEPT -> "kept";
        case LATE -> "late";
        case MISSED -> "missed";
        case HOLIDAY -> "holiday";
        case NOT_DUE -> "not due yet";
      };
    }

    private static String tone(State state) {
      return switch (state) {
        case KEPT -> "good";
        case LATE -> "warn";
        case MISSED -> "bad";
        case HOLIDAY -> "";
        case NOT_DUE -> "info";
      };
    }
  }

  static List<List<Cell>> weeks(LocalDate first, List<Outcome> outcomes) {
    Map<LocalDate, List<Outcome>> byDay =
        outcomes.stream().collect(Collectors.groupingBy(Outcome::day));
    List<List<Cell>> weeks = new ArrayList<>();
    for (LocalDate monday = first; weeks.size() < 5; monday = monday.plusDays(DAYS)) {
      weeks.add(
          monday
              .datesUntil(monday.plusDays(DAYS))
              .map(day -> Cell.of(day, byDay.getOrDefault(day, List.of())))
              .toList());
    }
    return weeks;
  }

  /** Whether it is not saved yet. */
  public boolean isNew() {
    return id.equals(ExpectedPages.NEW);
  }

  /** Whether it is of that kind. */
  public boolean is(String kind) {
    return draft.kind().equals(kind);
  }

  /** The time for an answer in hours, without zeros at the end. */
  public String hours() {
    try {
      return BigDecimal.valueOf(Integer.parseInt(draft.withinMinutes()) / 60.0)
          .setScale(2, RoundingMode.HALF_UP)
          .stripTrailingZeros()
          .toPlainString();
    } catch (NumberFormatException e) {
      return ""; // nothing that could be read was typed
    }
  }

  /** The partners, and the one of the rule if it is gone. */
  public List<String> choices() {
    String chosen = draft.partner();
    return chosen.isEmpty() || partners.contains(chosen)
        ? partners
        : Stream.concat(partners.stream(), Stream.of(chosen)).toList();
  }

  /** Days of the week with their names. */
  public List<Weekday> weekdays() {
    return Stream.of(DayOfWeek.values())
        .map(
            day ->
                new Weekday(
                    day.name().toLowerCase(Locale.ROOT),
                    day.getDisplayName(TextStyle.SHORT, Locale.US),
                    draft.days().weekdays().contains(day.name().toLowerCase(Locale.ROOT))))
        .toList();
  }

  /**
   * A day of the week.
   *
   * @param word spelling of the API
   * @param label such as {@code Mon}
   * @param isChosen whether it counts
   */
  public record Weekday(String word, String label, boolean isChosen) {}
}
