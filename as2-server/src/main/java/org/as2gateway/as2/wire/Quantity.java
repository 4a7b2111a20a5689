package org.as2gateway.as2.wire;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations and sizes as {@code gateway.yaml} and {@code partnerships.xml} spell them: a whole
 * number and a unit, with or without a space between.
 */
public final class Quantity {
  private static final Pattern FORM = Pattern.compile("(\\d+)\\s*([A-Za-z]*)(/s)?");

  /**
   * A year is 366 days, so that what is kept for years is never kept shorter than the calendar's.
   */
  private static final Map<String, Long> MILLIS =
      Map.of(
          "ms",
          1L,
          "s",
          1000L,
          "m",
          60_000L,
          "h",
          3_600_000L,
          "d",
          86_400_000L,
          "w",
          604_800_000L,
          "y",
          366 * 86_400_000L);

  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30, "tib", 1L << 40);

  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
  private static final int STEP = 1024;

  private Quantity() {}

  /**
   * Reads {@code 200ms}, {@code 30s}, {@code 1m}, {@code 12h}, {@code 3d}, {@code 2w} or {@code 7y}
   * (years of 366 days).
   *
   * @throws IllegalArgumentException for anything else; its message says what is expected
   */
  public static Duration parseDuration(String text) {
    Matcher form = FORM.matcher(text.strip());
    Long unit = form.matches() && form.group(3) == null ? MILLIS.get(form.group(2)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(
          "expected a duration such as '200ms', '30s', '1m', '12h', '3d' or '7y'");
    }
    return Duration.ofMillis(product(form.group(1), unit));
  }

  /**
   * Reads {@code 65536}, {@code 64 KiB}, {@code 1 MiB}, {@code 20 GiB} or {@code 1 TiB}, units in
   * any case. Units of thousands ({@code kB}, {@code MB}) are refused: people mean either by them.
   *
   * @throws IllegalArgumentException for anything else; its message says what is expected
   */
  public static long parseBytes(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches() || form.group(3) != null) {
      throw new IllegalArgumentException("expected a size such as '65536', '64 KiB' or '20 GiB'");
    }
    return bytes(form);
  }

  /**
   * Reads {@code 1 KiB/s}, or a size that is taken to be octets per second.
   *
   * @throws IllegalArgumentException for anything else; its message says what is expected
   */
  public static long parseBytesPerSecond(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException("expected a rate such as '1 KiB/s'");
    }
    return bytes(form);
  }

  /** A size for people, such as {@code 512 B}, {@code 1.5 MiB} or {@code 120 GiB}. */
  public static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP && unit < UNITS.size() - 1) {
      value /= STEP;
      unit++;
    }
    String format = unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, format, value, UNITS.get(unit));
  }

  private static long bytes(Matcher form) {
    String name = form.group(2);
    Long unit = BYTES.get(name.toLowerCase(Locale.ROOT));
    if (unit == null) {
      throw new IllegalArgumentException(
          "unit '" + name + "' is not known, expected 'KiB', 'MiB', 'GiB' or 'TiB'");
    }
    return product(form.group(1), unit);
  }

  private static long product(String number, long unit) {
    try {
      return Math.multiplyExact(Long.parseLong(number), unit);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("number '" + number + "' is too large", e);
    }
  }
}
