package org.as2gateway.usps.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.statement.Query;

/**
 * What the board of the USPS desk asks of the ledger. Each question reads a limited number of rows,
 * however many files there are. Safe for many threads.
 */
public final class JdbcBoard {
  /** Files of one state are counted up to that many. */
  public static final int MOST_COUNTED = 1000;

  private static final String FILES = "SELECT efn FROM usps_file WHERE efn IS NOT NULL";

  private final Database database;

  /** The board of that database. */
  public JdbcBoard(Database database) {
    this.database = database;
  }

  /**
   * Which files the board is about.
   *
   * @param mailerIds only those with one of these mailer IDs in their header; none for all
   * @param partnership only those of that partnership
   */
  public record Scope(List<String> mailerIds, Optional<String> partnership) {
    /** Copies the list. */
    public Scope {
      mailerIds = List.copyOf(mailerIds);
    }

    String conditions() {
      return (mailerIds.isEmpty() ? "" : " AND mid IN (<mids>)")
          + (partnership.isPresent() ? " AND partnership = :partnership" : "");
    }

    /**
     * An order that an index has: else PostgreSQL goes through the whole table for a rare state.
     */
    String order() {
      return mailerIds.isEmpty()
          ? partnership.isPresent()
              ? " ORDER BY partnership, state, received_at"
              : " ORDER BY state, id"
          : partnership.isPresent()
              ? " ORDER BY mid, partnership, state, id"
              : " ORDER BY mid, state, id";
    }

    private Scope of(String mailerId) {
      return new Scope(List.of(mailerId), partnership);
    }

    private Scope on(String name) {
      return new Scope(mailerIds, Optional.of(name));
    }
  }

  private static Query bind(Scope scope, Query query) {
    if (!scope.mailerIds().isEmpty()) {
      query.bindList("mids", scope.mailerIds());
    }
    scope.partnership().ifPresent(name -> query.bind("partnership", name));
    return query;
  }

  /** How many files are in a state, {@link #MOST_COUNTED} at most. */
  public int count(FileState state, Scope scope) {
    if (scope.mailerIds().size() <= 1) {
      return count(state, scope, MOST_COUNTED);
    }
    int count = 0;
    for (String mailerId : scope.mailerIds()) { // one by one an index leads to them in any database
      count += count(state, scope.of(mailerId), MOST_COUNTED - count);
    }
    return count;
  }

  private int count(FileState state, Scope scope, int most) {
    return database.read(
        handle ->
            bind(
                    scope,
                    handle.createQuery(
                        "SELECT COUNT(*) FROM (SELECT id FROM usps_file WHERE efn IS NOT NULL"
                            + " AND state = :state"
                            + scope.conditions()
                            + scope.order()
                            + " LIMIT :most) counted"))
                .bind("most", most)
                .bind("state", state.text())
                .mapTo(Integer.class)
                .one());
  }

  /** Whether there is any file. */
  public boolean isEmpty() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT id FROM usps_file WHERE efn IS NOT NULL LIMIT 1")
                .mapTo(Long.class)
                .findOne()
                .isEmpty());
  }

  /** Numbers of files on a partnership that were received in that time and not answered since. */
  public List<String> unconfirmed(
      Scope scope, String partnership, Instant since, Instant before, int limit) {
    Scope narrow = scope.on(partnership);
    return database.read(
        handle ->
            bind(
                    narrow,
                    handle.createQuery(
                        FILES
                            + " AND state = 'received' AND received_at >= :since"
                            + " AND received_at < :before"
                            + narrow.conditions()
                            + " ORDER BY received_at LIMIT :limit"))
                .bind("since", Times.column(since))
                .bind("before", Times.column(before))
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }

  /** Numbers of accepted files on a partnership that were mailed in that time and never scanned. */
  public List<String> notScanned(
      Scope scope, String partnership, LocalDate since, LocalDate before, int limit) {
    Scope narrow = scope.on(partnership);
    return database.read(
        handle ->
            bind(
                    narrow,
                    handle.createQuery(
                        FILES
                            + " AND state = 'accepted' AND scanned = 0 AND mailing_date >= :since"
                            + " AND mailing_date < :before"
                            + narrow.conditions()
                            + " ORDER BY mailing_date LIMIT :limit"))
                .bind("since", DateTimeFormatter.BASIC_ISO_DATE.format(since))
                .bind("before", DateTimeFormatter.BASIC_ISO_DATE.format(before))
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }
}
