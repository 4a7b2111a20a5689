package org.as2gateway.store.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;

/**
 * Keys that senders give to submissions which must not be repeated, for 24 hours. Safe for many
 * threads and after a crash: a submission of unknown outcome keeps its key. Table {@code
 * idempotency_key}.
 */
public final class JdbcSubmissionKeys {
  private static final Duration KEPT = Duration.ofHours(24);

  private final Database database;

  /** Kept in that database. */
  public JdbcSubmissionKeys(Database database) {
    this.database = database;
  }

  /**
   * What a key stands for.
   *
   * @param isNew whether nobody has used it; whoever claimed it says how it ends
   * @param message id of the message that was queued; empty while that is not known
   */
  public record Claim(boolean isNew, Optional<String> message) {}

  /** Takes a key, unless it is taken; forgets those that are older than 24 hours. */
  public Claim claim(String digest, Instant now) {
    return database.call(
        handle -> {
          handle.execute("DELETE FROM idempotency_key WHERE at < ?", Times.column(now.minus(KEPT)));
          int taken =
              handle.execute(
                  "INSERT INTO idempotency_key (digest, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                  digest,
                  Times.column(now));
          return taken == 1
              ? new Claim(true, Optional.empty())
              : new Claim(false, message(handle, digest));
        });
  }

  private static Optional<String> message(Handle handle, String digest) {
    return handle
        .createQuery("SELECT message FROM idempotency_key WHERE digest = ? AND message IS NOT NULL")
        .bind(0, digest)
        .mapTo(String.class)
        .findOne();
  }

  /** The submission was queued as that message. */
  public void queued(String digest, String message) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE idempotency_key SET message = ? WHERE digest = ?", message, digest));
  }

  /** Nothing was queued: the key may be used again. */
  public void release(String digest) {
    database.call(
        handle ->
            handle.execute(
                "DELETE FROM idempotency_key WHERE digest = ? AND message IS NULL", digest));
  }
}
