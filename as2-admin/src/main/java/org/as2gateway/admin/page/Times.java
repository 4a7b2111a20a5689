package org.as2gateway.admin.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Times as one person reads them: in their zone, whose name stands beside each. Templates get those
 * of the page that is being written from {@link #shown}, since every tag shows times.
 *
 * @param zone the person's
 * @param now the present, whose year is left out
 */
public record Times(Zone zone, Instant now) {
  private static final ThreadLocal<@Nullable Times> SHOWN = new ThreadLocal<>();
  private static final DateTimeFormatter DAY = format("MMM d");
  private static final DateTimeFormatter DAY_OF_OTHER_YEAR = format("MMM d, yyyy");
  private static final DateTimeFormatter MINUTE = format("h:mm a z");
  private static final DateTimeFormatter SECOND = format("h:mm:ss a z");
  private static final DateTimeFormatter UTC_MINUTE = format("HH:mm 'UTC'");

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.US);
  }

  /** Those of the gateway's computer, for mail. */
  public static Times ofServer(Instant now) {
    return new Times(Zone.server(), now);
  }

  /** Those of the page that this thread is writing. */
  public static Times shown() {
    return Objects.requireNonNull(SHOWN.get(), "no page is being written");
  }

  /** Writes a page with these times. */
  void show(Runnable page) {
    SHOWN.set(this);
    try {
      page.run();
    } finally {
      SHOWN.remove();
    }
  }

  /** A time to the minute, such as {@code Nov 28, 4:14 PM EST}. */
  public String text(Instant at) {
    return text(at, MINUTE);
  }

  /** The same to the second. */
  public String exact(Instant at) {
    return text(at, SECOND);
  }

  private String text(Instant at, DateTimeFormatter clock) {
    ZonedDateTime local = at.atZone(zone.id());
    return day(local.toLocalDate()) + ", " + clock.format(local);
  }

  private String day(LocalDate date) {
    boolean isThisYear = date.getYear() == now.atZone(zone.id()).getYear();
    return (isThisYear ? DAY : DAY_OF_OTHER_YEAR).format(date);
  }

  /** A time that was typed, as it was understood: {@code Dec 15, 2:00 AM EST (07:00 UTC)}. */
  public String echo(Instant at) {
    ZonedDateTime local = at.atZone(zone.id());
    if (local.getOffset().equals(ZoneOffset.UTC)) {
      return text(at);
    }
    ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
    boolean isSameDay = utc.toLocalDate().equals(local.toLocalDate());
    String day = isSameDay ? "" : day(utc.toLocalDate()) + ", ";
    return text(at) + " (" + day + UTC_MINUTE.format(utc) + ")";
  }

  /** How long ago or ahead a time is, such as {@code 2 min ago} or {@code in 3 h}. */
  public String ago(Instant at) {
    Duration past = Duration.between(at, now);
    if (past.abs().toMinutes() < 1) {
      return past.isNegative() ? "in a moment" : "just now";
    }
    return past.isNegative() ? "in " + Format.span(past) : Format.span(past) + " ago";
  }
}
