package org.as2gateway.store.log;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.store.db.Times;
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
    List<JdbcWalk> walks = walks();
    int step = query.fine().effort().step() / walks.size();
    long start = System.nanoTime();
    for (JdbcWalk walk : walks) {
      walk.go(handle, Math.max(1, step), limit);
    }
    Optional<JdbcWalk> behind = behind(walks);
    while (behind.isPresent()
        && found(walks, behind.get().reached).size() <= limit
        && System.nanoTime() - start < query.fine().effort().patience().toNanos()) {
      behind.get().go(handle, query.fine().effort().step(), limit);
      behind = behind(walks);
    }
    String reached = behind.map(walk -> walk.reached).orElse("");
    List<MessageRecord> found = found(walks, reached);
    return found.size() > limit
        ? new MessagePage(found.subList(0, limit), found.get(limit - 1).id())
        : new MessagePage(found, reached.isEmpty() ? null : reached);
  }

  /** An index leads to each partnership, none to all of them in order. */
  private List<JdbcWalk> walks() {
    List<String> partnerships = query.fine().partnerships();
    return partnerships.isEmpty()
        ? List.of(new JdbcWalk(indexed, query.partnership() != null))
        : partnerships.stream()
            .map(name -> new JdbcWalk(indexed.and("m.partnership = ?", name), true))
            .toList();
  }

  /** The one that got least far and has further to go: no page is complete beyond it. */
  private static Optional<JdbcWalk> behind(List<JdbcWalk> walks) {
    return walks.stream()
        .filter(walk -> !walk.reached.isEmpty())
        .max(Comparator.comparing(walk -> walk.reached));
  }

  private static List<MessageRecord> found(List<JdbcWalk> walks, String reached) {
    return walks.stream()
        .flatMap(walk -> walk.found.stream())
        .filter(message -> message.id().compareTo(reached) >= 0)
        .sorted(Comparator.comparing(MessageRecord::id).reversed())
        .toList();
  }

  /** One way through the messages, newest first, in steps. */
  private final class JdbcWalk {
    private final Conditions index;
    private final String order;
    private final List<MessageRecord> found = new ArrayList<>();

    /** The last id looked at; empty at the end. */
    private String reached = "";

    JdbcWalk(Conditions index, boolean isOfPartnership) {
      this.index = index;
      this.order = order(isOfPartnership);
    }

    void go(Handle handle, int step, int limit) throws SQLException {
      Conditions left = reached.isEmpty() ? index : index.and("m.id < ?", reached);
      boolean isBounded = !others.isEmpty() && step < Integer.MAX_VALUE;
      Optional<String> bound = isBounded ? bound(handle, left, step) : Optional.empty();
      Conditions all = left.and(others);
      Conditions bounded = bound.isPresent() ? all.and("m.id >= ?", bound.get()) : all;
      List<Object> values = new ArrayList<>(bounded.values);
      values.add(limit + 1);
      List<MessageRecord> more =
          JdbcMessages.select(handle, bounded.where() + order + " LIMIT ?", values.toArray());
      found.addAll(more);
      reached = more.size() > limit ? more.get(limit).id() : bound.orElse("");
    }

    /** The last id of a step, if there are as many. */
    private Optional<String> bound(Handle handle, Conditions left, int step) throws SQLException {
      String sql = "SELECT m.id FROM message m " + left.where() + order + " LIMIT 1 OFFSET ?";
      try (PreparedStatement select = handle.getConnection().prepareStatement(sql)) {
        for (int i = 0; i < left.values.size(); i++) {
          select.setObject(i + 1, left.values.get(i));
        }
        select.setInt(left.values.size() + 1, step - 1);
        try (ResultSet rows = select.executeQuery()) {
          return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
      }
    }
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
