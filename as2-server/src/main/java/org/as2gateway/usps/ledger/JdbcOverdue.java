package org.as2gateway.usps.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.statement.Query;

/** Files that need a person, by partnership, from table {@code usps_file}. */
public final class JdbcOverdue {
  private static final String REJECTED =
      "SELECT COUNT(*) AS files, MAX(id) AS newest FROM usps_file WHERE partnership = :partnership"
          + " AND efn IS NOT NULL AND state IN ('rejected', 'partly')";
  private static final String UNCONFIRMED =
      "SELECT COUNT(*) AS files, MAX(id) AS newest FROM usps_file WHERE partnership = :partnership"
          + " AND efn IS NOT NULL AND state = 'received'"
          + " AND received_at >= :since AND received_at < :before";
  private static final String NOT_SCANNED =
      "SELECT COUNT(*) AS files, MAX(id) AS newest FROM usps_file WHERE partnership = :partnership"
          + " AND efn IS NOT NULL AND state IN ('sent', 'received', 'accepted') AND scanned = 0"
          + " AND mailing_date >= :since AND mailing_date < :before";

  private final Database database;
  private final JdbcFiles files;

  /** Those of that database. */
  public JdbcOverdue(Database database, JdbcFiles files) {
    this.database = database;
    this.files = files;
  }

  /**
   * Files of one partnership.
   *
   * @param count how many
   * @param newest the newest of them
   */
  public record Overdue(int count, UspsFile newest) {}

  /** Files that were rejected, or accepted but for some pieces. */
  public Optional<Overdue> rejected(String partnership) {
    return find(REJECTED, query -> query.bind("partnership", partnership));
  }

  /** Files received in that time that nobody says anything of. */
  public Optional<Overdue> unconfirmed(String partnership, Instant since, Instant before) {
    return find(
        UNCONFIRMED,
        query ->
            query
                .bind("partnership", partnership)
                .bind("since", Times.column(since))
                .bind("before", Times.column(before)));
  }

  /** Files with a mailing date in that time of which no piece was scanned. */
  public Optional<Overdue> notScanned(String partnership, LocalDate since, LocalDate before) {
    return find(
        NOT_SCANNED,
        query ->
            query
                .bind("partnership", partnership)
                .bind("since", since.format(DateTimeFormatter.BASIC_ISO_DATE))
                .bind("before", before.format(DateTimeFormatter.BASIC_ISO_DATE)));
  }

  private Optional<Overdue> find(String sql, UnaryOperator<Query> binder) {
    return database.read(
        handle ->
            binder
                .apply(handle.createQuery(sql))
                .map((row, context) -> overdue(row.getInt("files"), row.getLong("newest")))
                .one());
  }

  private Optional<Overdue> overdue(int count, long newest) {
    return files.find(newest).map(file -> new Overdue(count, file));
  }
}
