package org.as2gateway.admin.expected;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.as2gateway.admin.page.Format;
import org.as2gateway.people.expected.Expectation.AnswerWithin;
import org.as2gateway.people.expected.Expectation.FileBy;
import org.as2gateway.people.expected.Expectation.NotSilent;
import org.as2gateway.people.expected.ExpectedDays;
import org.as2gateway.people.expected.ExpectedRule;
import org.as2gateway.store.log.Direction;

/** Rules and what became of them in plain English. */
final class ExpectedText {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("h:mm a", Locale.US);
  private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("v", Locale.US);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE, MMM d, h:mm a z", Locale.US);
  private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  private ExpectedText() {}

  /** The rule in a sentence. */
  static String sentence(ExpectedRule rule) {
    String partner = rule.partner();
    if (rule.expectation() instanceof FileBy file) {
      return "Alert if no file like '%s' was %s %s by %s %s%s."
          .formatted(
              file.file().text(),
              verb(file.direction()),
              partner,
              CLOCK.format(file.by()),
              zone(rule.days().zone()),
              days(rule.days()));
    }
    if (rule.expectation() instanceof AnswerWithin answer) {
      return ("Alert if no file like '%s' was received from %s within %s"
              + " after a file like '%s' was sent to it.")
          .formatted(answer.answer().text(), partner, span(answer.within()), answer.file().text());
    }
    NotSilent silence = (NotSilent) rule.expectation();
    return "Alert if no message was %s %s for %s, counting days%s."
        .formatted(
            silence.direction().map(ExpectedText::verb).orElse("exchanged with"),
            partner,
            silence.days() == 1 ? "1 day" : silence.days() + " days",
            days(rule.days()));
  }

  static String verb(Direction direction) {
    return direction == Direction.OUT ? "sent to" : "received from";
  }

  /** The name of the zone all year round, such as ET. */
  private static String zone(ZoneId zone) {
    return ZONE.format(Instant.EPOCH.atZone(zone));
  }

  private static String days(ExpectedDays days) {
    String text;
    if (days.weekdays().equals(WEEKDAYS)) {
      text = " on weekdays";
    } else if (days.weekdays().size() == DayOfWeek.values().length) {
      text = " every day";
    } else {
      List<String> names =
          days.weekdays().stream()
              .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.US))
              .toList();
      text = " on " + String.join(", ", names);
    }
    return text + (days.isExceptHolidays() ? ", except holidays" : "");
  }

  /** A time as the rule's people read it. */
  static String time(Instant at, ExpectedRule rule) {
    return TIME.format(at.atZone(rule.days().zone()));
  }

  static String span(Duration time) {
    return Format.span(time);
  }

  /** How late something was, such as {@code 42 min late}. */
  static String late(Instant due, Instant at) {
    return span(Duration.between(due, at)) + " late";
  }
}
