package org.as2gateway.messagelog;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  private static final String HAS_SIZE =
      "EXISTS (SELECT 1 FROM payload p WHERE p.message = m.id AND p.bytes BETWEEN ? AND ?)";

  /** Conditions that an index answers, and the others. */
  private final Conditions indexed = new Conditions();

  private final Conditions others = new Conditions();
  private final MessageQuery query;

  private JdbcSearch(MessageQuery query) {
    this.query = query;
  }

  static JdbcSearch of(MessageQuery query) {
    JdbcSearch search = new JdbcSearch(query);
    search.addIndexed();
    search.addOthers();
    search.addFine(query.fine());
    return search;
  }

  private void addIndexed() {
    MessageStatus status = query.status();
    indexed.equal("m.status = ?", status == null ? null : status.text());
    indexed.equal("m.partnership = ?", query.partnership());
    if (query.since() != null) {
      // Ids never run behind the clock: their range spares a walk over all that is older.
      indexed.add("m.id >= ?", MessageIds.floor(query.since().minus(ID_LEAD)));
      others.add("m.created_at >= ?", Times.column(query.since()));
    }
    if (query.until() != null) {
      // Behind a clock that was set back they may run ahead of it.
      indexed.add("m.id < ?", MessageIds.floor(query.until().plus(ID_LEAD)));
      others.add("m.created_at < ?", Times.column(query.until()));
    }
    indexed.equal("m.id < ?", query.cursor());
  }

  private void addOthers() {
    Direction direction = query.direction();
    others.equal("m.direction = ?", direction == null ? null : direction.text());
    others.equal("m.as2_from = ?", query.from());
    others.equal("m.as2_to = ?", query.to());
    if (query.partnerId() != null) {
      others.add("(m.as2_from = ? OR m.as2_to = ?)", query.partnerId(), query.partnerId());
    }
    if (query.filename() != null) {
      others.add(HAS_FILENAME, pattern(query.filename()));
    }
    if (query.text() != null) {
      String pattern = pattern(query.text());
      others.add(HAS_TEXT, pattern, pattern, pattern, pattern);
    }
  }

  private void addFine(MessageQuery.Fine fine) {
    MdnState mdn = fine.mdn();
    others.equal("m.mdn = ?", mdn == null ? null : mdn.text());
    if (fine.disposition() != null) {
      others.add("LOWER(m.disposition) LIKE ? ESCAPE '!'", pattern(fine.disposition()));
    }
    if (fine.minBytes() != null || fine.maxBytes() != null) {
      Long least = fine.minBytes();
      Long greatest = fine.maxBytes();
      others.add(
          HAS_SIZE, least == null ? 0L : least, greatest == null ? Long.MAX_VALUE : greatest);
    }
  }

  MessagePage run(Handle handle, int limit) throws SQLException {
    List<String> partnerships = query.fine().partnerships();
    if (partnerships.isEmpty()) {
      return run(handle, limit, indexed, query.partnership() != null);
    }
    // One at a time: an index leads to each, none to all of them in order.
    List<MessageRecord> found = new ArrayList<>();
    @Nullable String reached = null;
    for (String partnership : partnerships) {
      Conditions one = indexed.and("m.partnership = ?", partnership);
      MessagePage page = run(handle, limit, one, true);
      found.addAll(page.messages());
      reached = later(reached, page.next());
    }
    @Nullable String bound = reached;
    found.removeIf(message -> bound != null && message.id().compareTo(bound) < 0);
    found.sort(Comparator.comparing(MessageRecord::id).reversed());
    return found.size() > limit ? cut(found, limit) : new MessagePage(found, reached);
  }

  /** No page is complete before the cursor of the one that got least far. */
  private static @Nullable String later(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) > 0 ? one : other;
  }

  private MessagePage run(Handle handle, int limit, Conditions index, boolean isOfPartnership)
      throws SQLException {
    String order = order(isOfPartnership);
    Optional<String> bound = others.isEmpty() ? Optional.empty() : bound(handle, index, order);
    Conditions all = index.and(others);
    Conditions bounded = bound.isPresent() ? all.and("m.id >= ?", bound.get()) : all;
    List<Object> values = new ArrayList<>(bounded.values);
    values.add(limit + 1);
    List<MessageRecord> found =
        JdbcMessages.select(handle, bounded.where() + order + " LIMIT ?", values.toArray());
    return found.size() > limit ? cut(found, limit) : new MessagePage(found, bound.orElse(null));
  }

  private static MessagePage cut(List<MessageRecord> found, int limit) {
    return new MessagePage(found.subList(0, limit), found.get(limit - 1).id());
  }

  /**
   * Newest first. The column that is the same in all of them is named too: H2 takes an index for
   * the order only if its first column leads it, and sorts a million otherwise.
   */
  private String order(boolean isOfPartnership) {
    if (query.status() != null) {
      return " ORDER BY m.status DESC, m.id DESC";
    }
    return isOfPartnership ? " ORDER BY m.partnership DESC, m.id DESC" : " ORDER BY m.id DESC";
  }

  /** The last id that is looked at, if there are more than that. */
  private Optional<String> bound(Handle handle, Conditions index, String order)
      throws SQLException {
    int scan = query.fine().scan();
    if (scan == Integer.MAX_VALUE) {
      return Optional.empty();
    }
    String sql = "SELECT m.id FROM message m " + index.where() + order + " LIMIT 1 OFFSET ?";
    try (PreparedStatement select = handle.getConnection().prepareStatement(sql)) {
      for (int i = 0; i < index.values.size(); i++) {
        select.setObject(i + 1, index.values.get(i));
      }
      select.setInt(index.values.size() + 1, scan - 1);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  private static String pattern(String part) {
    String escaped =
        part.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_");
    return "%" + escaped + "%";
  }

  /** Conditions as SQL text of ours, their values bound. */
  private static final class Conditions {
    private final List<String> texts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    void equal(String condition, @Nullable String value) {
      if (value != null) {
        add(condition, value);
      }
    }

    void add(String condition, Object... bound) {
      texts.add(condition);
      values.addAll(List.of(bound));
    }

    Conditions and(String condition, Object value) {
      Conditions both = and(new Conditions());
      both.add(condition, value);
      return both;
    }

    Conditions and(Conditions other) {
      Conditions both = new Conditions();
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
  }
}
