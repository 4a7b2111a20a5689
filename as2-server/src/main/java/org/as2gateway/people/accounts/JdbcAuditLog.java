package org.as2gateway.people.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What operators did, in a chain of hashes: nothing in it can be changed or left out unnoticed. A
 * call takes part in the transaction around it. Safe for many threads. Table {@code audit_entry}.
 */
public final class JdbcAuditLog {
  /** What is known of the log elsewhere, where whoever changes it does not reach. */
  @FunctionalInterface
  public interface Anchors {
    /** Hashes by the numbers of their entries. */
    Map<Long, String> hashes();
  }

  /**
   * What was done.
   *
   * @param action see {@link AuditEntry}
   * @param subject see {@link AuditEntry}
   * @param before see {@link AuditEntry}
   * @param after see {@link AuditEntry}
   */
  public record Change(
      String action, String subject, @Nullable String before, @Nullable String after) {
    /** Something that leaves its subject as it is. */
    public static Change of(String action, String subject) {
      return new Change(action, subject, null, null);
    }
  }

  private static final int MAX_CHARS = 4000;
  private static final int MAX_TRIES = 100;
  private static final int PAGE = 1000;
  private static final String FIRST_HASH = "0".repeat(64);

  private final Database database;

  private final Anchors anchors;

  JdbcAuditLog(Database database, Anchors anchors) {
    this.database = database;
    this.anchors = anchors;
  }

  /** Adds an entry; texts are cut at 4000 characters. */
  public void add(Instant at, Actor actor, Change change) {
    database.call(
        handle -> {
          for (int i = 0; i < MAX_TRIES; i++) {
            if (tryAdd(handle, at, actor, change)) {
              return true;
            }
          }
          throw new SQLException("another process keeps writing the next entry of the audit log");
        });
  }

  /** Two at a time get the same number: one of them waits for the other, and then tries again. */
  private static boolean tryAdd(Handle handle, Instant at, Actor actor, Change change) {
    Optional<AuditEntry> last = last(handle);
    AuditEntry bare =
        new AuditEntry(
            last.map(AuditEntry::number).orElse(0L) + 1,
            Times.column(at).toInstant(),
            actor,
            change.action(),
            cut(change.subject()),
            change.before() == null ? null : cut(change.before()),
            change.after() == null ? null : cut(change.after()),
            "");
    String hash = hash(last.map(AuditEntry::hash).orElse(FIRST_HASH), bare);
    return handle.execute(
            "INSERT INTO audit_entry (number, at, who, address, action, subject, before_text,"
                + " after_text, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            bare.number(),
            Times.column(at),
            actor.name(),
            actor.address(),
            bare.action(),
            bare.subject(),
            bare.before(),
            bare.after(),
            hash)
        == 1;
  }

  private static Optional<AuditEntry> last(Handle handle) {
    return handle
        .createQuery("SELECT * FROM audit_entry ORDER BY number DESC LIMIT 1")
        .map((row, context) -> read(row))
        .findOne();
  }

  /** The newest entry; empty if there is none. */
  public Optional<AuditEntry> last() {
    return database.call(JdbcAuditLog::last);
  }

  /** The entry of that number. */
  public Optional<AuditEntry> find(long number) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM audit_entry WHERE number = ?")
                .bind(0, number)
                .map((row, context) -> read(row))
                .findOne());
  }

  /**
   * What a list is asked for.
   *
   * @param text part of actor, action or subject, without case; empty for all
   * @param user name of the actor, without case; empty for all
   * @param first no entry of a smaller number is looked at
   * @param before only entries of smaller numbers; {@link Long#MAX_VALUE} for the newest
   */
  public record Filter(String text, String user, long first, long before) {
    /** Everything. */
    public static final Filter ALL = new Filter("", "", 1, Long.MAX_VALUE);

    /** The same, but only entries of numbers from the first to less than that. */
    public Filter within(long first, long before) {
      return new Filter(text, user, Math.max(first, this.first), Math.min(before, this.before));
    }
  }

  /** Entries newest first. */
  public List<AuditEntry> newest(Filter filter, int limit) {
    String pattern =
        "%"
            + filter
                .text()
                .toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_")
            + "%";
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM audit_entry WHERE number < :before AND number >= :first"
                        + " AND (LOWER(who) LIKE :pattern ESCAPE '!'"
                        + " OR action LIKE :pattern ESCAPE '!'"
                        + " OR LOWER(subject) LIKE :pattern ESCAPE '!')"
                        + " AND (:user = '' OR LOWER(who) = :user)"
                        + " ORDER BY number DESC LIMIT :limit")
                .bind("before", filter.before())
                .bind("first", filter.first())
                .bind("pattern", pattern)
                .bind("user", filter.user().toLowerCase(Locale.ROOT))
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
  }

  /**
   * Entries newest first.
   *
   * @param before only entries of smaller numbers; {@link Long#MAX_VALUE} for the newest
   * @param text part of actor, action or subject, without case; null for all
   */
  public List<AuditEntry> newest(long before, @Nullable String text, int limit) {
    return newest(new Filter(text == null ? "" : text, "", 1, before), limit);
  }

  /** Number of the first entry from then on, or the next number; found by halves, not by a walk. */
  public long firstSince(Instant since) {
    long low = 1;
    long high = last().map(AuditEntry::number).orElse(0L) + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      boolean isBefore = find(middle).filter(entry -> entry.at().isBefore(since)).isPresent();
      low = isBefore ? middle + 1 : low;
      high = isBefore ? high : middle;
    }
    return low;
  }

  /**
   * Number of the first entry that is missing or whose hash does not hold; empty if there is none.
   * Entries that were cut off the end are missed where {@link Anchors} know of them.
   */
  public Optional<Long> firstBroken() {
    Map<Long, String> known = anchors.hashes(); // first: entries are added meanwhile
    long mostKnown = known.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    String previous = FIRST_HASH;
    long number = 0;
    List<AuditEntry> page;
    do {
      long after = number;
      page = database.call(handle -> page(handle, after));
      for (AuditEntry entry : page) {
        number++;
        if (entry.number() != number
            || !entry.hash().equals(hash(previous, entry))
            || !entry.hash().equals(known.getOrDefault(number, entry.hash()))) {
          return Optional.of(number);
        }
        previous = entry.hash();
      }
    } while (page.size() == PAGE);
    return number < mostKnown ? Optional.of(number + 1) : Optional.empty();
  }

  private static List<AuditEntry> page(Handle handle, long after) {
    return handle
        .createQuery("SELECT * FROM audit_entry WHERE number > ? ORDER BY number LIMIT ?")
        .bind(0, after)
        .bind(1, PAGE)
        .map((row, context) -> read(row))
        .list();
  }

  /** Each field with its length before it, so that no two entries run together. */
  private static String hash(String previous, AuditEntry entry) {
    List<String> fields = new ArrayList<>();
    fields.add(previous);
    fields.add(Long.toString(entry.number()));
    fields.add(entry.at().toString());
    fields.add(entry.actor().name());
    fields.add(entry.actor().address());
    fields.add(entry.action());
    fields.add(entry.subject());
    StringBuilder text = new StringBuilder();
    fields.forEach(field -> text.append(field.length()).append(':').append(field));
    for (String nullable : new @Nullable String[] {entry.before(), entry.after()}) {
      text.append(nullable == null ? "-" : nullable.length() + ":" + nullable);
    }
    return Secret.digest(text.toString());
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
  }

  private static AuditEntry read(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("number"),
        Times.instant(row, "at"),
        new Actor(row.getString("who"), row.getString("address")),
        row.getString("action"),
        row.getString("subject"),
        row.getString("before_text"),
        row.getString("after_text"),
        row.getString("hash"));
  }
}
