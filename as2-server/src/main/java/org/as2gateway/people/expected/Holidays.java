package org.as2gateway.people.expected;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Days on which rules may expect nothing: one list for the gateway.
 *
 * @param hasUsFederal whether the federal holidays of the United States count
 * @param days names of further days
 */
public record Holidays(boolean hasUsFederal, Map<LocalDate, String> days) {
  /** No holiday. */
  public static final Holidays NONE = new Holidays(false, Map.of());

  private static final int MAX_DAYS = 1000;
  private static final int MAX_NAME = 100;

  /** Sorts the days; refuses too many of them. */
  public Holidays {
    days = Collections.unmodifiableMap(new TreeMap<>(days));
    if (days.size() > MAX_DAYS) {
      throw new IllegalArgumentException("there are more than 1000 holidays");
    }
  }

  /**
   * Reads lines such as {@code 2026-12-24 Christmas Eve}; blank ones are left out.
   *
   * @throws IllegalArgumentException with a sentence for the one who typed
   */
  public static Holidays parse(boolean hasUsFederal, String lines) {
    Map<LocalDate, String> days = new TreeMap<>();
    lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(l -> add(days, l));
    return new Holidays(hasUsFederal, days);
  }

  private static void add(Map<LocalDate, String> days, String line) {
    String[] parts = line.split("\\s+", 2);
    String name = parts.length == 2 ? parts[1] : "Holiday";
    if (name.length() > MAX_NAME) {
      throw new IllegalArgumentException("a holiday's name has more than 100 characters");
    }
    try {
      days.put(LocalDate.parse(parts[0]), name);
    } catch (DateTimeException e) {
      String shown = line.length() > 40 ? line.substring(0, 40) + "…" : line;
      throw new IllegalArgumentException(
          "a holiday is '" + shown + "', expected a line such as '2026-12-24 Christmas Eve'", e);
    }
  }

  /** The further days as {@link #parse} reads them. */
  public String lines() {
    return days.entrySet().stream()
        .map(day -> day.getKey() + " " + day.getValue())
        .collect(Collectors.joining("\n"));
  }

  /** The name of the holiday on that day. */
  public Optional<String> nameOf(LocalDate day) {
    return Optional.ofNullable(days.get(day))
        .or(() -> hasUsFederal ? UsFederalHolidays.nameOf(day) : Optional.empty());
  }
}
