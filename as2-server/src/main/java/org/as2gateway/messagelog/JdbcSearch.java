package org.as2gateway.messagelog;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.as2gateway.db.Times;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A query for a list of messages: its conditions as SQL text of ours, its values bound. */
final class JdbcSearch {
  private static final String HAS_FILENAME =
      "EXISTS (SELECT 1 FROM payload p WHERE p.message = m.id"
          + " AND LOWER(p.filename) LIKE ? ESCAPE '!')";
  private static final String HAS_TEXT =
      "("
          + HAS_FILENAME
          + " OR LOWER(m.message_id) LIKE ? ESCAPE '!' OR LOWER(m.subject) LIKE ? ESCAPE '!'"
          + " OR LOWER(m.error) LIKE ? ESCAPE '!')";

  /** How long before its creation time a message may have got its id. */
  static final Duration ID_LEAD = Duration.ofHours(1);

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  private JdbcSearch() {}

  static JdbcSearch of(MessageQuery query) {
    JdbcSearch search = new JdbcSearch();
    Direction direction = query.direction();
    MessageStatus status = query.status();
    search.equal("m.direction = ?", direction == null ? null : direction.text());
    search.equal("m.status = ?", status == null ? null : status.text());
    search.equal("m.partnership = ?", query.partnership());
    search.equal("m.as2_from = ?", query.from());
    search.equal("m.as2_to = ?", query.to());
    if (query.partnerId() != null) {
      search.add("(m.as2_from = ? OR m.as2_to = ?)", query.partnerId(), query.partnerId());
    }
    if (query.filename() != null) {
      search.add(HAS_FILENAME, pattern(query.filename()));
    }
    if (query.text() != null) {
      String pattern = pattern(query.text());
      search.add(HAS_TEXT, pattern, pattern, pattern, pattern);
    }
    if (query.since() != null) {
      // Ids never run behind the clock: their range spares a walk over all that is older.
      search.add(
          "m.id >= ? AND m.created_at >= ?",
          MessageIds.floor(query.since().minus(ID_LEAD)),
          Times.column(query.since()));
    }
    if (query.until() != null) {
      search.add("m.created_at < ?", Times.column(query.until()));
    }
    search.equal("m.id < ?", query.cursor());
    return search;
  }

  MessagePage run(Handle handle, int limit) throws SQLException {
    String where = conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
    values.add(limit + 1);
    List<MessageRecord> found =
        JdbcMessages.select(handle, where + " ORDER BY m.id DESC LIMIT ?", values.toArray());
    boolean hasMore = found.size() > limit;
    List<MessageRecord> page = hasMore ? found.subList(0, limit) : found;
    return new MessagePage(page, hasMore ? page.get(limit - 1).id() : null);
  }

  private void equal(String condition, @Nullable String value) {
    if (value != null) {
      add(condition, value);
    }
  }

  private void add(String condition, Object... bound) {
    conditions.add(condition);
    values.addAll(List.of(bound));
  }

  private static String pattern(String part) {
    String escaped =
        part.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_");
    return "%" + escaped + "%";
  }
}
