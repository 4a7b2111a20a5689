package org.as2gateway.registry.cem;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.as2gateway.registry.cem.Handout.Note;
import org.as2gateway.registry.cem.Handout.Way;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jspecify.annotations.Nullable;

/** Table {@code certificate_handout}. Safe for many threads. */
public final class JdbcHandouts {
  private final Database database;

  /** Kept in that database. */
  public JdbcHandouts(Database database) {
    this.database = database;
  }

  /** Those of a certificate, by partner. */
  public List<Handout> of(String fingerprint) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM certificate_handout WHERE fingerprint = :fingerprint"
                        + " ORDER BY partner")
                .bind("fingerprint", fingerprint)
                .map((row, context) -> handout(row))
                .list());
  }

  /** Keeps one in place of what was known of its certificate and partner. */
  public void put(Handout handout) {
    @Nullable Note confirmed = handout.confirmed().orElse(null);
    database.inTransaction(
        () ->
            database.call(
                handle -> {
                  handle
                      .createUpdate(
                          "DELETE FROM certificate_handout WHERE fingerprint = :fingerprint AND"
                              + " partner = :partner")
                      .bind("fingerprint", handout.fingerprint())
                      .bind("partner", handout.partner())
                      .execute();
                  return handle
                      .createUpdate(
                          "INSERT INTO certificate_handout (fingerprint, partner, way, told_at,"
                              + " told_by, confirmed_at, confirmed_by) VALUES (:fingerprint,"
                              + " :partner, :way, :toldAt, :toldBy, :confirmedAt, :confirmedBy)")
                      .bind("fingerprint", handout.fingerprint())
                      .bind("partner", handout.partner())
                      .bind("way", handout.way().name())
                      .bind("toldAt", Times.column(handout.told().at()))
                      .bind("toldBy", handout.told().by())
                      .bind("confirmedAt", confirmed == null ? null : Times.column(confirmed.at()))
                      .bind("confirmedBy", confirmed == null ? null : confirmed.by())
                      .execute();
                }));
  }

  private static Handout handout(ResultSet row) throws SQLException {
    @Nullable String confirmedBy = row.getString("confirmed_by");
    return new Handout(
        row.getString("fingerprint"),
        row.getString("partner"),
        Way.valueOf(row.getString("way")),
        new Note(row.getString("told_by"), Times.instant(row, "told_at")),
        confirmedBy == null
            ? Optional.empty()
            : Optional.of(new Note(confirmedBy, Times.instant(row, "confirmed_at"))));
  }
}
