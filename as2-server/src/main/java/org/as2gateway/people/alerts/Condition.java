package org.as2gateway.people.alerts;

import java.util.Optional;

/**
 * Something that needs a person, as long as it is found again.
 *
 * @param kind why
 * @param key the same each time that it is found, and of nothing else
 * @param isUrgent whether it is more than a warning
 * @param title what it is, in a line
 * @param detail the latest, or the first of it
 * @param link the page where it is dealt with
 * @param mark grows when something new comes to it, as ids of messages do; empty if nothing can
 * @param partner whom it is about; empty if it is not about one
 */
public record Condition(
    AlertKind kind,
    String key,
    boolean isUrgent,
    String title,
    String detail,
    String link,
    String mark,
    Optional<String> partner) {
  static final int MAX_TEXT = 500;

  /** Cuts texts, which may be a partner's. */
  public Condition {
    key = cut(key, MAX_TEXT);
    title = cut(title, MAX_TEXT);
    detail = cut(detail, MAX_TEXT);
  }

  static String cut(String text, int length) {
    return text.length() > length ? text.substring(0, length) + "…" : text;
  }
}
