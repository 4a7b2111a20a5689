package org.as2gateway.store.log;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.as2gateway.store.db.Times;
import org.as2gateway.store.log.MessageQuery.Field;
import org.as2gateway.store.log.MessageQuery.Has;
import org.as2gateway.store.log.MessageQuery.Match;
import org.as2gateway.store.log.MessageQuery.Order;
import org.jdbi.v3.core.Handle;

/** A query for a list of messages: what of it an index answers, and the rest. */
final class JdbcSearch {
  /** How long before its creation time a message may have got its id. */
  static final Duration ID_LEAD = Duration.ofHours(1);

  private static final String HAS_SIZE =
      "EXISTS (SELECT 1 FROM payload p WHERE p.message = m.id AND p.bytes BETWEEN ? AND ?)";

  /** More ways than this cost more than looking at what lies between. */
  private static final int MAX_WALKS = 24;

  /** Counting may take a quarter of the time that searching may. */
  private static final int COUNTING_SHARE = 4;

  /** Conditions that an index answers, and the others. */
  private final JdbcConditions indexed = new JdbcConditions();

  private final JdbcConditions others = new JdbcConditions();
  private final MessageQuery query;
  private final boolean isByPartnership;
  private final String beyond;
  private final String within;
  private final String way;

  /** What is earlier in the list is less. */
  private final Comparator<String> along;

  private JdbcSearch(MessageQuery query) {
    this.query = query;
    int walks = Math.max(1, query.statuses().size()) * query.partnerships().size();
    isByPartnership = walks > 0 && walks <= MAX_WALKS;
    boolean isNewestFirst = query.order() == Order.NEWEST_FIRST;
    beyond = isNewestFirst ? "m.id < ?" : "m.id > ?";
    within = isNewestFirst ? "m.id >= ?" : "m.id <= ?";
    way = isNewestFirst ? " DESC" : " ASC";
    along = isNewestFirst ? Comparator.reverseOrder() : Comparator.naturalOrder();
  }

  static JdbcSearch of(MessageQuery query) {
    JdbcSearch search = new JdbcSearch(query);
    search.addIndexed();
    search.addOthers();
    return search;
  }

  private void addIndexed() {
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
    if (query.cursor() != null) {
      indexed.add(beyond, query.cursor());
    }
  }

  private void addOthers() {
    if (query.direction() != null) {
      others.add("m.direction = ?", query.direction().text());
    }
    if (!query.partnerships().isEmpty() && !isByPartnership) {
      others.add(
          new Match(
              query.partnerships().stream().map(name -> new Has(Field.PARTNERSHIP, name)).toList(),
              false));
    }
    query.matches().forEach(others::add);
    if (query.sizes() != null) {
      others.add(HAS_SIZE, query.sizes().least(), query.sizes().greatest());
    }
  }

  MessagePage run(Handle handle) throws SQLException {
    int limit = query.limit();
    List<JdbcWalk> walks = walks();
    int step = query.effort().step() / walks.size();
    long start = System.nanoTime();
    for (JdbcWalk walk : walks) {
      walk.go(handle, Math.max(1, step), limit);
    }
    Optional<JdbcWalk> behind = behind(walks);
    while (behind.isPresent()
        && found(walks, behind.get().reached).size() <= limit
        && isPatient(start, 1)) {
      behind.get().go(handle, query.effort().step(), limit);
      behind = behind(walks);
    }
    String reached = behind.map(walk -> walk.reached).orElse("");
    List<MessageRecord> found = found(walks, reached);
    return found.size() > limit
        ? new MessagePage(found.subList(0, limit), found.get(limit - 1).id())
        : new MessagePage(found, reached.isEmpty() ? null : reached);
  }

  /** How many there are, one more than {@code most} for more; empty if counting took too long. */
  OptionalInt count(Handle handle, int most) throws SQLException {
    long start = System.nanoTime();
    List<JdbcWalk> walks = walks();
    int step = Math.max(1, query.effort().step() / walks.size());
    int count = 0;
    for (JdbcWalk walk : walks) {
      count += walk.count(handle, step, most + 1 - count);
      while (count <= most && !walk.reached.isEmpty()) {
        if (!isPatient(start, COUNTING_SHARE)) {
          return OptionalInt.empty();
        }
        count += walk.count(handle, query.effort().step(), most + 1 - count);
      }
      if (count > most) {
        return OptionalInt.of(most + 1);
      }
    }
    return OptionalInt.of(count);
  }

  private boolean isPatient(long start, int share) {
    return System.nanoTime() - start < query.effort().patience().toNanos() / share;
  }

  /** An index leads to each status and each partnership, none to several of them in order. */
  private List<JdbcWalk> walks() {
    List<JdbcConditions> ways = List.of(indexed);
    if (!query.statuses().isEmpty()) {
      List<String> statuses = query.statuses().stream().map(MessageStatus::text).sorted().toList();
      ways = each(ways, "m.status = ?", statuses);
    }
    if (isByPartnership) {
      ways = each(ways, "m.partnership = ?", query.partnerships());
    }
    return ways.stream().map(JdbcWalk::new).toList();
  }

  private static List<JdbcConditions> each(
      List<JdbcConditions> ways, String condition, List<String> values) {
    return ways.stream()
        .flatMap(way -> values.stream().map(value -> way.and(condition, value)))
        .collect(Collectors.toList());
  }

  /** The one that got least far and has further to go: no page is complete beyond it. */
  private Optional<JdbcWalk> behind(List<JdbcWalk> walks) {
    return walks.stream()
        .filter(walk -> !walk.reached.isEmpty())
        .min(Comparator.comparing(walk -> walk.reached, along));
  }

  private List<MessageRecord> found(List<JdbcWalk> walks, String reached) {
    return walks.stream()
        .flatMap(walk -> walk.found.stream())
        .filter(message -> reached.isEmpty() || along.compare(message.id(), reached) <= 0)
        .sorted(Comparator.comparing(MessageRecord::id, along))
        .toList();
  }

  /** One way through the messages, in the order of the list, in steps. */
  private final class JdbcWalk {
    private final JdbcConditions index;
    private final List<MessageRecord> found = new ArrayList<>();

    /** The last id looked at; empty at the end. */
    private String reached = "";

    JdbcWalk(JdbcConditions index) {
      this.index = index;
    }

    void go(Handle handle, int step, int limit) throws SQLException {
      Optional<String> bound = bound(handle, step);
      JdbcConditions all = all(bound);
      List<Object> values = new ArrayList<>(all.values());
      values.add(limit + 1);
      List<MessageRecord> more =
          JdbcMessages.select(handle, all.where() + order() + " LIMIT ?", values.toArray());
      found.addAll(more);
      reached = more.size() > limit ? more.get(limit).id() : bound.orElse("");
    }

    int count(Handle handle, int step, int most) throws SQLException {
      Optional<String> bound = bound(handle, step);
      JdbcConditions all = all(bound);
      String sql =
          "SELECT COUNT(*) FROM (SELECT m.id FROM message m "
              + all.where()
              + order()
              + " LIMIT ?) counted";
      reached = bound.orElse("");
      return Integer.parseInt(first(handle, sql, all, most).orElse("0"));
    }

    private JdbcConditions left() {
      return reached.isEmpty() ? index : index.and(beyond, reached);
    }

    private JdbcConditions all(Optional<String> bound) {
      JdbcConditions all = left().and(others);
      return bound.isPresent() ? all.and(within, bound.get()) : all;
    }

    /** The last id of a step, if there are as many and not all of them match. */
    private Optional<String> bound(Handle handle, int step) throws SQLException {
      if (others.isEmpty() || step == Integer.MAX_VALUE) {
        return Optional.empty();
      }
      JdbcConditions left = left();
      String sql = "SELECT m.id FROM message m " + left.where() + order() + " LIMIT 1 OFFSET ?";
      return first(handle, sql, left, step - 1);
    }
  }

  private static Optional<String> first(
      Handle handle, String sql, JdbcConditions conditions, int last) throws SQLException {
    try (PreparedStatement select = handle.getConnection().prepareStatement(sql)) {
      List<Object> values = conditions.values();
      for (int i = 0; i < values.size(); i++) {
        select.setObject(i + 1, values.get(i));
      }
      select.setInt(values.size() + 1, last);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  /**
   * The column that is the same in all of them is named too: H2 takes an index for the order only
   * if its first column leads it, and sorts a million otherwise.
   */
  private String order() {
    String leading =
        query.statuses().isEmpty()
            ? isByPartnership ? "m.partnership" + way + ", " : ""
            : "m.status" + way + ", ";
    return " ORDER BY " + leading + "m.id" + way;
  }
}
