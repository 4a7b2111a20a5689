package org.as2gateway.transport.sftp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/**
 * What must not happen twice, for SFTP has no receipts. Tables {@code sftp_taken}, {@code
 * sftp_upload} and {@code sftp_offer}. Safe for many threads.
 */
public final class JdbcTransfers {
  private static final Duration KEPT = Duration.ofDays(90);
  private final Database database;

  /** Kept in that database. */
  public JdbcTransfers(Database database) {
    this.database = database;
  }

  /** One key for all that a file is known by. */
  static String key(String... parts) {
    return Sha256.hex(String.join("\n", parts));
  }

  /** Takes a file, in the transaction that stores its message; false if it is taken already. */
  boolean take(String partnership, String key, String message, Instant now) {
    return database.call(
        handle -> {
          handle.execute(
              "DELETE FROM sftp_taken WHERE taken_at < ?", Times.column(now.minus(KEPT)));
          return handle.execute(
                  "INSERT INTO sftp_taken (partnership, file_key, message, taken_at)"
                      + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                  partnership,
                  key,
                  message,
                  Times.column(now))
              == 1;
        });
  }

  /** The file is gone at the server: another one may be as it was. */
  void forget(String partnership, String key) {
    database.call(
        handle ->
            handle.execute(
                "DELETE FROM sftp_taken WHERE partnership = ? AND file_key = ?", partnership, key));
  }

  /** A file of a message is complete at the other end: renamed from here on, or collected. */
  void done(String message, int index, Instant now) {
    database.durably(
        () ->
            database.call(
                handle ->
                    handle.execute(
                        "INSERT INTO sftp_upload (message, payload_index, renamed_at)"
                            + " VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        message,
                        index,
                        Times.column(now))));
  }

  /** The files of the message for which {@link #done} was called. */
  List<Integer> done(String message) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT payload_index FROM sftp_upload WHERE message = ?")
                .bind(0, message)
                .mapTo(Integer.class)
                .list());
  }

  /** The message waits for the partner from now on. */
  void offer(String message, String partner, Instant now) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO sftp_offer (message, partner, offered_at) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING",
                message,
                partner,
                Times.column(now)));
  }

  /** The messages that wait for the partner, oldest first. */
  List<String> offered(String partner) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT message FROM sftp_offer WHERE partner = ? ORDER BY offered_at, message")
                .bind(0, partner)
                .mapTo(String.class)
                .list());
  }

  /** The message waits no longer. */
  void withdraw(String message) {
    database.call(handle -> handle.execute("DELETE FROM sftp_offer WHERE message = ?", message));
  }
}
