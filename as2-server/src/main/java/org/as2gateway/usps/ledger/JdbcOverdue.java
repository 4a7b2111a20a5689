package org.as2gateway.usps.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.statement.Query;

/** Files that need a person, by partnership and mailer ID, from table {@code usps_file}. */
public final class JdbcOverdue {
  private static final String REJECTED =
      "SELECT mid, COUNT(*) AS files, MAX(id) AS newest FROM usps_file"
          + " WHERE partnership = :partnership"
          + " AND efn IS NOT NULL AND state IN ('rejected', 'partly') GROUP BY mid";
  private static final String UNCONFIRMED =
      "SELECT mid, COUNT(*) AS files, MAX(id) AS newest FROM usps_file"
          + " WHERE partnership = :partnership"
          + " AND efn IS NOT NULL AND state = 'received'"
          + " AND received_at >= :since AND received_at < :before GROUP BY mid";
  private static final String NOT_SCANNED =
      "SELECT mid, COUNT(*) AS files, MAX(id) AS newest FROM usps_file"
          + " WHERE partnership = :partnership"
          + " AND efn IS NOT NULL AND state IN ('sent', 'received', 'accepted') AND scanned = 0"
          + " AND mailing_date >= :since AND mailing_date < :before GROUP BY mid";

  private final Database database;
  private final JdbcFiles files;

  /** Those of that database. */
  public JdbcOverdue(Database database, JdbcFiles files) {
    this.database = database;
    this.files = files;
  }

  /**
   * Files of one partnership and mailer ID.
   *
   * @param mailerId of their headers
   * @param count how many
   * @param newest id of the newest of them
   */
  public record Overdue(String mailerId, int count, long newest) {}

  /** The file of that id, if its number is still its own. */
  public Optional<UspsFile> file(long id) {
    return database.read(handle -> files.find(id));
  }

  /** Files that were rejected, or accepted but for some pieces. */
  public List<Overdue> rejected(String partnership) {
    return find(REJECTED, query -> query.bind("partnership", partnership));
  }

  /** Files received in that time that nobody says anything of. */
  public List<Overdue> unconfirmed(String partnership, Instant since, Instant before) {
    return find(
        UNCONFIRMED,
        query ->
            query
                .bind("partnership", partnership)
                .bind("since", Times.column(since))
                .bind("before", Times.column(before)));
  }

  /** Files with a mailing date in that time of which no piece was scanned. */
  public List<Overdue> notScanned(String partnership, LocalDate since, LocalDate before) {
    return find(
        NOT_SCANNED,
        query ->
            query
                .bind("partnership", partnership)
                .bind("since", since.format(DateTimeFormatter.BASIC_ISO_DATE))
                .bind("before", before.format(DateTimeFormatter.BASIC_ISO_DATE)));
  }

  private List<Overdue> find(String sql, UnaryOperator<Query> binder) {
    return database.read(
        handle ->
            binder
                .apply(handle.createQuery(sql))
                .map(
                    (row, context) ->
                        new Overdue(
                            row.getString("mid"), row.getInt("files"), row.getLong("newest")))
                .list());
  }
}
