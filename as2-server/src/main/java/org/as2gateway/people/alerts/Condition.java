package org.as2gateway.people.alerts;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

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
 * @param owner whose mailer IDs the manifests have that it is about; empty if it is not about one
 * @param moment a time that belongs to it, beside the detail; empty if there is none
 */
public record Condition(
    AlertKind kind,
    String key,
    boolean isUrgent,
    String title,
    String detail,
    String link,
    String mark,
    Optional<String> partner,
    Optional<String> owner,
    Optional<Moment> moment) {
  static final int MAX_TEXT = 500;

  /** Cuts texts, which may be a partner's. */
  public Condition {
    key = cut(key, MAX_TEXT);
    title = cut(title, MAX_TEXT);
    detail = cut(detail, MAX_TEXT);
  }

  /** The same with a time that belongs to it. */
  public Condition with(Moment moment) {
    return new Condition(
        kind, key, isUrgent, title, detail, link, mark, partner, owner, Optional.of(moment));
  }

  /** The detail with its time as that function writes times. */
  public String detail(Function<Instant, String> time) {
    return moment
        .map(m -> detail + (detail.isEmpty() ? "" : " · ") + m.label() + " " + time.apply(m.at()))
        .orElse(detail);
  }

  static String cut(String text, int length) {
    return text.length() > length ? text.substring(0, length) + "…" : text;
  }
}
