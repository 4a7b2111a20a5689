package org.as2gateway.admin.page;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.admin.port.Caller;

/**
 * The time zone in which a person reads and types times: the one of their account; else that of
 * their browser, which a script puts into a cookie; without it that of the gateway's computer.
 * Pages always say which.
 *
 * @param id the zone
 * @param isOfServer whether it is that of the gateway's computer
 */
public record Zone(ZoneId id, boolean isOfServer) {
  private static final String COOKIE = "as2-zone";
  private static final String NAME = "[A-Za-z0-9_+/-]{1,64}";
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("h:mm a", Locale.US);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.US);

  /** That of whoever sends a request. */
  public static Zone of(Context context) {
    return Caller.find(context)
        .flatMap(Caller::present)
        .flatMap(present -> present.user().zone())
        .flatMap(Zone::named)
        .orElseGet(() -> ofBrowser(context));
  }

  /** That of the browser which sends a request, whatever the account says. */
  public static Zone ofBrowser(Context context) {
    String name = context.cookie(COOKIE);
    return named(name == null ? "" : name).orElseGet(Zone::server);
  }

  /** That which a form or link says its times are in, else that of the one who sends it. */
  public static Zone ofTimesIn(Context context) {
    String said = context.formParam("zone");
    String name = said == null ? context.queryParam("zone") : said;
    return named(name == null ? "" : name).orElseGet(() -> of(context));
  }

  /** That of the gateway's computer, for what no browser asks for, such as mail. */
  public static Zone server() {
    return new Zone(ZoneId.systemDefault(), true);
  }

  /** The zone of that name; empty if there is none. */
  public static Optional<Zone> named(String name) {
    try {
      return name.matches(NAME) ? Optional.of(new Zone(ZoneId.of(name), false)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty(); // not a zone, or newer than this JDK
    }
  }

  /** All that can be chosen, by name, with the one that is chosen already. */
  public static List<String> choices(String chosen) {
    return ZoneId.getAvailableZoneIds().stream()
        .filter(name -> name.equals(chosen) || name.matches("UTC|(?!Etc/|SystemV/)\\w+/.+"))
        .sorted()
        .toList();
  }

  /** What it is called, such as {@code America/New York time}, and where it comes from. */
  public String label() {
    String name = id.getId().replace('_', ' ');
    String time = name.contains("/") ? name + " time" : name;
    return isOfServer ? time + ", the time zone of the gateway's computer" : time;
  }

  /**
   * A time that somebody typed: a date, or date and time, in this zone unless it names an offset. A
   * time that comes twice, when clocks go back, is the first of both.
   *
   * @throws IllegalArgumentException with a sentence for the one who typed, also if clocks skip it
   */
  public Instant read(String text) {
    String typed = text.strip().replace(' ', 'T');
    try {
      if (typed.matches(".*T.*(Z|[+-]\\d\\d:\\d\\d)")) {
        return OffsetDateTime.parse(typed).toInstant();
      }
      return typed.contains("T")
          ? instant(LocalDateTime.parse(typed))
          : LocalDate.parse(typed).atStartOfDay(id).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a date or a time such as 2026-11-22 or 2026-11-22T10:00", e);
    }
  }

  private Instant instant(LocalDateTime time) {
    ZoneOffsetTransition skipped =
        id.getRules().getValidOffsets(time).isEmpty() ? id.getRules().getTransition(time) : null;
    if (skipped != null) {
      throw new IllegalArgumentException(
          "%s on %s does not exist in %s: clocks go from %s to %s. Choose another time"
              .formatted(
                  CLOCK.format(time),
                  DAY.format(time),
                  label(),
                  CLOCK.format(skipped.getDateTimeBefore()),
                  CLOCK.format(skipped.getDateTimeAfter())));
    }
    return time.atZone(id).withEarlierOffsetAtOverlap().toInstant();
  }
}
