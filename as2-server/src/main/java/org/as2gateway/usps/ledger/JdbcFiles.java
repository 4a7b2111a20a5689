package org.as2gateway.usps.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.as2gateway.usps.files.ManifestHeader;
import org.jdbi.v3.core.statement.Query;

/**
 * The files of the ledger: tables {@code usps_file}, {@code usps_step}. Each call takes part in the
 * transaction around it. Safe for many threads.
 */
public final class JdbcFiles {
  private static final int MOST_TEXT = 16;
  private static final int MOST_HEADER = 4000;

  private final Database database;

  /** Those of that database. */
  public JdbcFiles(Database database) {
    this.database = database;
  }

  /** The file of that number. */
  public Optional<UspsFile> find(String efn) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM usps_file WHERE efn = ?")
                .bind(0, efn)
                .map((row, context) -> read(row))
                .findOne());
  }

  /** The file of that id, if its number is still its own. */
  public Optional<UspsFile> find(long id) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM usps_file WHERE id = ? AND efn IS NOT NULL")
                .bind(0, id)
                .map((row, context) -> read(row))
                .findOne());
  }

  /** Numbers of the files of these ids. At most a thousand in one call. */
  public Map<Long, String> numbers(Set<Long> ids) {
    Map<Long, String> found = new HashMap<>();
    if (!ids.isEmpty()) {
      database.call(
          handle ->
              handle
                  .createQuery(
                      "SELECT id, efn FROM usps_file WHERE id IN (<ids>) AND efn IS NOT NULL")
                  .bindList("ids", ids)
                  .map((row, context) -> found.put(row.getLong("id"), row.getString("efn")))
                  .list());
    }
    return found;
  }

  /** The same of those only that were sent or are to be sent, and changed since then. */
  Map<Long, String> numbersSince(Set<Long> ids, Instant since) {
    Map<Long, String> found = new HashMap<>();
    if (!ids.isEmpty()) {
      database.call(
          handle ->
              handle
                  .createQuery(
                      "SELECT id, efn FROM usps_file WHERE id IN (<ids>) AND efn IS NOT NULL"
                          + " AND state NOT IN ('unused', 'blocked') AND changed_at > :since")
                  .bindList("ids", ids)
                  .bind("since", Times.column(since))
                  .map((row, context) -> found.put(row.getLong("id"), row.getString("efn")))
                  .list());
    }
    return found;
  }

  /** The files of a query, the newest first. */
  public List<UspsFile> list(FileQuery query) {
    return query.mailerIds().size() <= 1
        ? listOfOne(query)
        : query.mailerIds().stream() // one by one an index leads to the newest in any database
            .flatMap(mailerId -> listOfOne(query.of(mailerId)).stream())
            .sorted(Comparator.comparingLong(UspsFile::id).reversed())
            .limit(query.limit())
            .toList();
  }

  private List<UspsFile> listOfOne(FileQuery query) {
    List<String> conditions = new ArrayList<>(List.of("efn IS NOT NULL"));
    if (!query.states().isEmpty()) {
      conditions.add("state IN (<states>)");
    }
    query.efn().ifPresent(efn -> conditions.add("efn = :efn"));
    if (!query.mailerIds().isEmpty()) {
      conditions.add("mid IN (<mids>)");
    }
    query.partnership().ifPresent(name -> conditions.add("partnership = :partnership"));
    query.before().ifPresent(id -> conditions.add("id < :before"));
    return database.read(
        handle -> {
          Query select =
              handle.createQuery(
                  "SELECT * FROM usps_file WHERE "
                      + String.join(" AND ", conditions)
                      + " ORDER BY id DESC LIMIT :limit");
          bind(select, query);
          return select.map((row, context) -> read(row)).list();
        });
  }

  private static void bind(Query select, FileQuery query) {
    if (!query.states().isEmpty()) {
      select.bindList("states", query.states().stream().map(FileState::text).toList());
    }
    query.efn().ifPresent(efn -> select.bind("efn", efn));
    if (!query.mailerIds().isEmpty()) {
      select.bindList("mids", query.mailerIds());
    }
    query.partnership().ifPresent(name -> select.bind("partnership", name));
    query.before().ifPresent(id -> select.bind("before", id));
    select.bind("limit", query.limit());
  }

  /** How many files are in each state; one that none is in is missing. */
  public Map<FileState, Integer> counts() {
    Map<FileState, Integer> counts = new HashMap<>();
    database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT state, COUNT(*) AS files FROM usps_file WHERE efn IS NOT NULL"
                        + " GROUP BY state")
                .map(
                    (row, context) ->
                        counts.put(FileState.of(row.getString("state")), row.getInt("files")))
                .list());
    return counts;
  }

  private static UspsFile read(ResultSet row) throws SQLException {
    return new UspsFile(
        row.getLong("id"),
        row.getString("efn"),
        row.getString("partnership"),
        FileState.of(row.getString("state")),
        header(row),
        row.getInt("pieces"),
        new UspsFile.Answered(
            row.getInt("accepted"),
            row.getInt("rejected"),
            Times.nullableInstant(row, "answered_at"),
            row.getString("answered_by")),
        new UspsFile.Scans(
            row.getInt("scanned"),
            row.getInt("delivered"),
            row.getInt("returned"),
            row.getInt("exceptions"),
            row.getString("first_scan"),
            row.getString("last_scan")),
        new UspsFile.Times(
            Times.instant(row, "created_at"),
            Times.nullableInstant(row, "sent_at"),
            Times.nullableInstant(row, "received_at"),
            row.getString("received_by"),
            Times.instant(row, "changed_at")));
  }

  private static ManifestHeader header(ResultSet row) throws SQLException {
    return new ManifestHeader(
        1,
        row.getString("header"),
        row.getString("efn"),
        row.getString("file_type"),
        row.getString("mailing_date"),
        row.getString("mailing_time"),
        row.getString("facility_type"),
        row.getString("zip"),
        row.getString("version"),
        row.getString("transaction_id"),
        row.getString("records"),
        row.getString("mid"));
  }

  /** Adds a file that is in no state but the one it begins with; its number is not known yet. */
  void insert(ManifestHeader header, String partnership, FileState state, Instant now) {
    database.call(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO usps_file (efn, partnership, state, mid, header, file_type,"
                        + " mailing_date, mailing_time, facility_type, zip, version,"
                        + " transaction_id, records, pieces, entered, accepted, rejected, scanned,"
                        + " delivered, returned, exceptions, created_at, changed_at) VALUES (:efn,"
                        + " :partnership, :state, :mid, :header, :type, :date, :time, :facility,"
                        + " :zip, :version, :transaction, :records, 0, 0, 0, 0, 0, 0, 0, 0, :now,"
                        + " :now)")
                .bind("efn", header.efn())
                .bind("partnership", partnership)
                .bind("state", state.text())
                .bindMap(columns(header))
                .bind("now", Times.column(now))
                .execute());
  }

  /** Another header takes the place of that of a file of which nothing was sent. */
  void putHeader(long file, ManifestHeader header, String partnership, int pieces) {
    database.call(
        handle ->
            handle
                .createUpdate(
                    "UPDATE usps_file SET partnership = :partnership, mid = :mid, header = :header,"
                        + " file_type = :type, mailing_date = :date, mailing_time = :time,"
                        + " facility_type = :facility, zip = :zip, version = :version,"
                        + " transaction_id = :transaction, records = :records, pieces = :pieces"
                        + " WHERE id = :id")
                .bind("partnership", partnership)
                .bindMap(columns(header))
                .bind("pieces", pieces)
                .bind("id", file)
                .execute());
  }

  private static Map<String, String> columns(ManifestHeader header) {
    return Map.of(
        "mid", cut(header.mailerId(), 9),
        "header", cut(header.raw(), MOST_HEADER),
        "type", cut(header.type(), MOST_TEXT),
        "date", cut(header.date(), MOST_TEXT),
        "time", cut(header.time(), MOST_TEXT),
        "facility", cut(header.facilityType(), MOST_TEXT),
        "zip", cut(header.zip(), MOST_TEXT),
        "version", cut(header.version(), MOST_TEXT),
        "transaction", cut(header.transaction(), MOST_TEXT),
        "records", cut(header.records(), MOST_TEXT));
  }

  /** PostgreSQL has no NUL in texts. */
  private static String cut(String text, int most) {
    return text.substring(0, Math.min(most, text.length())).replace('\0', ' ');
  }

  /** The number of a file may be used for another one; the file itself is removed later. */
  void giveUpNumber(long file) {
    database.call(handle -> handle.execute("UPDATE usps_file SET efn = NULL WHERE id = ?", file));
  }

  /** The file came to a state. */
  void putState(long file, FileState state, Instant now) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE usps_file SET state = ?, changed_at = ? WHERE id = ?",
                state.text(),
                Times.column(now),
                file));
  }

  /** It was sent then. */
  void putSent(long file, Instant at) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE usps_file SET sent_at = ? WHERE id = ?", Times.column(at), file));
  }

  /** Its receipt came then. */
  void putReceived(long file, Instant at, String by) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE usps_file SET received_at = ?, received_by = ?,"
                    + " sent_at = COALESCE(sent_at, ?) WHERE id = ?",
                Times.column(at),
                by,
                Times.column(at),
                file));
  }

  /** What answers said up to now. */
  void putAnswered(long file, UspsFile.Answered answered) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE usps_file SET accepted = ?, rejected = ?, answered_at = ?, answered_by = ?"
                    + " WHERE id = ?",
                answered.accepted(),
                answered.rejected(),
                Times.nullableColumn(answered.at()),
                answered.by(),
                file));
  }

  /** What scans said up to now. */
  void putScans(long file, UspsFile.Scans scans) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE usps_file SET scanned = ?, delivered = ?, returned = ?, exceptions = ?,"
                    + " first_scan = ?, last_scan = ? WHERE id = ?",
                scans.scanned(),
                scans.delivered(),
                scans.returned(),
                scans.exceptions(),
                scans.first(),
                scans.last(),
                file));
  }

  /** More of its pieces are entered. */
  void addEntered(long file, int count) {
    database.call(
        handle ->
            handle.execute("UPDATE usps_file SET entered = entered + ? WHERE id = ?", count, file));
  }

  /** All its pieces are entered: it has as many as those. */
  void countEntered(long file) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE usps_file SET pieces = entered WHERE id = ? AND entered > 0", file));
  }

  /** Adds a step. */
  public void addStep(long file, FileStep step) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO usps_step (file, at, kind, message, actor, detail)"
                    + " VALUES (?, ?, ?, ?, ?, ?)",
                file,
                Times.column(step.at()),
                step.kind(),
                step.message(),
                step.actor(),
                step.detail()));
  }

  /** Whether the last that was said of a file, as such, was said by a user. */
  public boolean isMarkedByUser(long file) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT CASE WHEN actor IS NULL THEN 0 ELSE 1 END FROM usps_step"
                        + " WHERE file = ? AND kind IN ('accepted', 'partly', 'rejected')"
                        + " ORDER BY id DESC LIMIT 1")
                .bind(0, file)
                .mapTo(Integer.class)
                .findOne()
                .filter(by -> by == 1)
                .isPresent());
  }

  /** What happened to a file, the oldest first; the newest thousand. */
  public List<FileStep> steps(long file) {
    List<FileStep> newest =
        database.call(
            handle ->
                handle
                    .createQuery(
                        "SELECT at, kind, message, actor, detail FROM usps_step WHERE file = ?"
                            + " ORDER BY id DESC LIMIT 1000")
                    .bind(0, file)
                    .map(
                        (row, context) ->
                            new FileStep(
                                Times.instant(row, "at"),
                                row.getString("kind"),
                                row.getString("message"),
                                row.getString("actor"),
                                row.getString("detail")))
                    .list());
    List<FileStep> oldestFirst = new ArrayList<>(newest);
    Collections.reverse(oldestFirst);
    return List.copyOf(oldestFirst);
  }
}
