package org.as2gateway.admin.port;

import java.time.Instant;

/**
 * A parameter of a query string, or a header, for the API description.
 *
 * @param name its name
 * @param type what it holds: a text, a number, a flag, a time or a word of an enum
 * @param description what it means; empty if its name says so
 * @param range the values of a number
 * @param isRequired whether a request must have it
 * @param isHeader whether it is a header
 */
public record QueryParameter(
    String name,
    Class<?> type,
    String description,
    Range range,
    boolean isRequired,
    boolean isHeader) {
  /**
   * The values of a number.
   *
   * @param least the least
   * @param most the greatest
   */
  public record Range(long least, long most) {
    static final Range ANY = new Range(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static QueryParameter of(String name, Class<?> type) {
    return new QueryParameter(name, type, "", Range.ANY, false, false);
  }

  /** A text. */
  public static QueryParameter text(String name) {
    return of(name, String.class);
  }

  /** A header with a text. */
  public static QueryParameter header(String name) {
    return new QueryParameter(name, String.class, "", Range.ANY, false, true);
  }

  /** True or false. */
  public static QueryParameter flag(String name) {
    return of(name, boolean.class);
  }

  /** A time (RFC 3339). */
  public static QueryParameter time(String name) {
    return of(name, Instant.class);
  }

  /** One of the words of an enum. */
  public static QueryParameter word(String name, Class<? extends Enum<?>> type) {
    return of(name, type);
  }

  /** A whole number. */
  public static QueryParameter number(String name) {
    return of(name, long.class);
  }

  /** A whole number from the least to the greatest. */
  public static QueryParameter number(String name, long least, long most) {
    return new QueryParameter(name, long.class, "", new Range(least, most), false, false);
  }

  /** The same with what it means. */
  public QueryParameter says(String meaning) {
    return new QueryParameter(name, type, meaning, range, isRequired, isHeader);
  }

  /** The same, which a request must have. */
  public QueryParameter required() {
    return new QueryParameter(name, type, description, range, true, isHeader);
  }
}
