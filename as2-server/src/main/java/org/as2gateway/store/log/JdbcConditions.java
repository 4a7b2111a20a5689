package org.as2gateway.store.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.as2gateway.store.log.MessageQuery.Has;
import org.as2gateway.store.log.MessageQuery.Match;

/** Conditions on a message as SQL text of ours, their values bound. */
final class JdbcConditions {
  private static final String HAS_FILENAME =
      "EXISTS (SELECT 1 FROM payload p WHERE p.message = m.id"
          + " AND LOWER(p.filename) LIKE ? ESCAPE '!')";
  private static final String HAS_SUBJECT = "LOWER(COALESCE(m.subject, '')) LIKE ? ESCAPE '!'";
  private static final String HAS_ERROR = "LOWER(COALESCE(m.error, '')) LIKE ? ESCAPE '!'";
  private static final String HAS_TEXT =
      "("
          + HAS_FILENAME
          + " OR LOWER(m.message_id) LIKE ? ESCAPE '!' OR "
          + HAS_SUBJECT
          + " OR "
          + HAS_ERROR
          + ")";

  private static final String IS_HANDLED =
      "CASE WHEN EXISTS (SELECT 1 FROM handled_message h WHERE h.message = m.id) THEN 'yes'"
          + " WHEN m.status IN ('failed', 'refused') THEN 'no' ELSE '' END";

  private final List<String> texts = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  void add(String condition, Object... bound) {
    texts.add(condition);
    values.addAll(List.of(bound));
  }

  void add(Match match) {
    String any = match.any().stream().map(JdbcConditions::text).collect(Collectors.joining(" OR "));
    texts.add((match.isExcluded() ? "NOT (" : "(") + any + ")");
    match.any().forEach(has -> values.addAll(values(has)));
  }

  JdbcConditions and(String condition, Object value) {
    JdbcConditions both = and(new JdbcConditions());
    both.add(condition, value);
    return both;
  }

  JdbcConditions and(JdbcConditions other) {
    JdbcConditions both = new JdbcConditions();
    both.texts.addAll(texts);
    both.texts.addAll(other.texts);
    both.values.addAll(values);
    both.values.addAll(other.values);
    return both;
  }

  boolean isEmpty() {
    return texts.isEmpty();
  }

  String where() {
    return texts.isEmpty() ? "" : "WHERE " + String.join(" AND ", texts);
  }

  List<Object> values() {
    return values;
  }

  /** Never unknown: a NOT before it has to turn it round. */
  private static String text(Has has) {
    return switch (has.field()) {
      case FILENAME -> HAS_FILENAME;
      case TEXT -> HAS_TEXT;
      case SUBJECT -> HAS_SUBJECT;
      case ERROR -> HAS_ERROR;
      case DISPOSITION -> "LOWER(COALESCE(m.disposition, '')) LIKE ? ESCAPE '!'";
      case SENDER -> "LOWER(m.as2_from) LIKE ? ESCAPE '!'";
      case RECEIVER -> "LOWER(m.as2_to) LIKE ? ESCAPE '!'";
      case PARTNER_ID -> "m.as2_from = ? OR m.as2_to = ?";
      case PARTNERSHIP -> "m.partnership = ?";
      case MDN -> "m.mdn = ?";
      case TRANSPORT -> "m.transport = ?";
      case HANDLED -> IS_HANDLED + " = ?";
    };
  }

  private static List<Object> values(Has has) {
    String value = has.value();
    return switch (has.field()) {
      case FILENAME, SUBJECT, ERROR, DISPOSITION -> List.of(part(value));
      case TEXT -> List.of(part(value), part(value), part(value), part(value));
      case SENDER, RECEIVER -> List.of(escaped(value) + "%");
      case PARTNER_ID -> List.of(value, value);
      case PARTNERSHIP, MDN, TRANSPORT, HANDLED -> List.of(value);
    };
  }

  private static String part(String text) {
    return "%" + escaped(text) + "%";
  }

  private static String escaped(String text) {
    return text.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
