package org.as2gateway.usps.answers;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.as2gateway.usps.files.PieceKey;

/** A file in the ledger that was sent and received. */
final class SentFile {
  static final String MESSAGE = "01AAAAAAAAAAAAAAAAAAAAAAA1";
  private static final String EFN = "9275099999999900000019";
  private static final String HEADER =
      "H1|9275099999999900000019|1|20260115|183000|D|20260||||000000||020|202601150001|||"
          + "000000003|999999999";

  private SentFile() {}

  static String manifest() {
    return HEADER
        + "\r\n"
        + piece("9205599999999900001012", "C04")
        + piece("92612999999999000000001024", "C10");
  }

  private static String piece(String number, String construct) {
    List<String> fields =
        Arrays.asList(String.join("|", Collections.nCopies(86, "")).split("\\|", -1));
    fields.set(0, "D1");
    fields.set(1, number);
    fields.set(4, construct);
    return String.join("|", fields) + "\r\n";
  }

  static void put(Database database, String efn, Instant at, String... pics) {
    database.inTransaction(
        () -> {
          long file = insert(database, efn, at, pics.length);
          for (String pic : pics) {
            long hash = PieceKey.of(pic).hash();
            database.call(
                handle -> handle.execute("INSERT INTO usps_piece VALUES (?, ?)", hash, file));
          }
          return database.call(
              handle ->
                  handle.execute(
                      "INSERT INTO usps_file_message (message, payload, line, file, state,"
                          + " correction, sha256, pieces, read_pieces, complete)"
                          + " VALUES (?, 0, 1, ?, 'received', FALSE, '', 2, 2, TRUE)",
                      MESSAGE,
                      file));
        });
  }

  private static long insert(Database database, String efn, Instant at, int pieces) {
    return database.call(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO usps_file (efn, partnership, state, mid, header, file_type,"
                        + " mailing_date, mailing_time, facility_type, zip, version,"
                        + " transaction_id, records, pieces, entered, accepted, rejected,"
                        + " scanned, delivered, returned, exceptions, created_at, sent_at,"
                        + " received_at, received_by, changed_at) VALUES (:efn, 'us to usps',"
                        + " 'received', '999999999', :header, '1', '20260115', '183000', 'D',"
                        + " '20260', '020', '1', '3', :pieces, :pieces, 0, 0, 0, 0, 0, 0, :at,"
                        + " :at, :at, 'mdn', :at)")
                .bind("efn", efn)
                .bind("header", HEADER)
                .bind("pieces", pieces)
                .bind("at", Times.column(at))
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
  }

  static int unsend(Database database) {
    return database.call(
        handle ->
            handle.execute("UPDATE usps_file_message SET state = 'queued'")
                + handle.execute("UPDATE usps_file SET state = 'queued' WHERE efn = ?", EFN));
  }
}
