package org.as2gateway.usps.scans;

import java.time.Instant;
import java.util.List;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.ledger.JdbcLedgerTables;
import org.as2gateway.usps.ledger.Ledger;

/** Puts files into the ledger as if they had been sent. */
final class LedgerRows {
  private static final Instant SENT = Instant.parse("2026-01-15T18:30:00Z");

  private final Database database;

  LedgerRows(Database database) {
    this.database = database;
  }

  Ledger ledger() {
    return new Ledger(database, JdbcLedgerTables.in(database));
  }

  void file(int id, String efn, List<String> pics) {
    database.call(
        handle -> {
          handle.execute(
              "INSERT INTO usps_file (id, efn, partnership, state, mid, header, file_type,"
                  + " mailing_date, mailing_time, facility_type, zip, version, transaction_id,"
                  + " records, pieces, entered, accepted, rejected, scanned, delivered, returned,"
                  + " exceptions, created_at, changed_at) VALUES (?, ?, 'p', 'sent', '999999999',"
                  + " 'H1', '1', '20260115', '183000', 'D', '20260', '020', '202601150001', '1',"
                  + " ?, ?, 0, 0, 0, 0, 0, 0, ?, ?)",
              id,
              efn,
              pics.size(),
              pics.size(),
              Times.column(SENT),
              Times.column(SENT));
          for (String pic : pics) {
            handle.execute(
                "INSERT INTO usps_piece (piece, file) VALUES (?, ?)", PieceKey.of(pic).hash(), id);
          }
          return true;
        });
  }

  void message(int file, String message) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO usps_file_message (message, payload, line, file, state, correction,"
                    + " sha256, pieces, read_pieces, complete)"
                    + " VALUES (?, 0, 1, ?, 'sent', FALSE, '', 4, 4, TRUE)",
                message,
                file));
  }

  void removeFile(int id) {
    database.call(handle -> handle.execute("DELETE FROM usps_file WHERE id = ?", id));
  }

  int countScanned() {
    return database.call(
        handle ->
            handle.createQuery("SELECT COUNT(*) FROM usps_scanned").mapTo(Integer.class).one());
  }
}
