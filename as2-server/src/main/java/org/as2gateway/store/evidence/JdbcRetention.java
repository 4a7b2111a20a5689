package org.as2gateway.store.evidence;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.as2gateway.store.log.EvidenceLine;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageStatus;
import org.jdbi.v3.core.Handle;

/** What retention removes from the tables, a bounded number of rows at a time. */
public final class JdbcRetention {
  private static final String ENDED =
      Arrays.stream(MessageStatus.values())
          .filter(MessageStatus::isEnd)
          .map(status -> "'" + status.text() + "'")
          .collect(Collectors.joining(", ", "(", ")"));
  private static final String IS_OLD =
      "id < ? AND status IN " + ENDED + " AND updated_at < ? ORDER BY id LIMIT ?";
  private static final List<String> REMOVALS =
      List.of(
          "DELETE FROM evidence WHERE message = ANY(?)",
          "DELETE FROM refused_evidence WHERE message = ANY(?)",
          "DELETE FROM refused_message WHERE message = ANY(?)",
          "DELETE FROM event WHERE message = ANY(?)",
          "DELETE FROM payload WHERE message = ANY(?)",
          "DELETE FROM flagged_receipt WHERE message = ANY(?)",
          "DELETE FROM partner_answer WHERE message = ANY(?)",
          "DELETE FROM handled_message WHERE message = ANY(?)",
          "DELETE FROM resent_message WHERE message = ANY(?)",
          "DELETE FROM other_way WHERE message = ANY(?)",
          "DELETE FROM outbox WHERE id = ANY(?)",
          "DELETE FROM inspection WHERE message = ANY(?)",
          "DELETE FROM finding WHERE message = ANY(?)",
          "DELETE FROM repeated_message WHERE message = ANY(?)",
          "DELETE FROM sftp_upload WHERE message = ANY(?)",
          "DELETE FROM sftp_name WHERE message = ANY(?)",
          "DELETE FROM sftp_offer WHERE message = ANY(?)",
          "DELETE FROM pdx_upload WHERE message = ANY(?)",
          "DELETE FROM message WHERE id = ANY(?)");

  private final Database database;

  /** Retention in that database. */
  public JdbcRetention(Database database) {
    this.database = database;
  }

  /**
   * Moves the time that retention goes by towards that of the clock, by a step at most.
   *
   * @return where it is now; the clock's time at the first call, or if the clock has gone back
   */
  Instant follow(Instant now, Duration mostStep) {
    return database.call(
        handle -> {
          Optional<Instant> before =
              handle
                  .createQuery("SELECT at FROM retention_clock")
                  .map((row, context) -> Times.instant(row, "at"))
                  .findFirst();
          Instant limit = before.map(at -> at.plus(mostStep)).orElse(now);
          Instant next = now.isBefore(limit) ? now : limit;
          handle.execute("DELETE FROM retention_clock");
          handle.execute("INSERT INTO retention_clock (at) VALUES (?)", Times.column(next));
          return next;
        });
  }

  /**
   * Removes messages that ended before that time, with all evidence, and says so in the chain.
   *
   * @return how many
   */
  int removeMessages(Instant before, Instant now, int limit) {
    return database.call(
        handle -> {
          List<String> old =
              handle
                  .createQuery("SELECT id FROM message WHERE " + IS_OLD)
                  .bind(0, MessageIds.floor(before))
                  .bind(1, Times.column(before))
                  .bind(2, limit)
                  .mapTo(String.class)
                  .list();
          if (!old.isEmpty()) {
            remove(handle, old, now);
          }
          return old.size();
        });
  }

  private static void remove(Handle handle, List<String> ids, Instant now) throws SQLException {
    Array array = handle.getConnection().createArrayOf("varchar", ids.toArray());
    for (String removal : REMOVALS) {
      try (PreparedStatement delete = handle.getConnection().prepareStatement(removal)) {
        delete.setArray(1, array);
        delete.executeUpdate();
      }
    }
    String lines =
        ids.stream().map(id -> EvidenceLine.expired(id, now)).collect(Collectors.joining());
    handle.execute("INSERT INTO evidence_sealing (lines) VALUES (?)", lines);
  }

  /** Whether any of these messages is still there. */
  boolean anyLeft(Set<String> ids) {
    return database.call(
        handle -> {
          Array array = handle.getConnection().createArrayOf("varchar", ids.toArray());
          try (PreparedStatement select =
              handle
                  .getConnection()
                  .prepareStatement("SELECT 1 FROM message WHERE id = ANY(?) LIMIT 1")) {
            select.setArray(1, array);
            try (var rows = select.executeQuery()) {
              return rows.next();
            }
          }
        });
  }

  /** Removes a block, and the checkpoints before its own. */
  void removeBlock(Block block) {
    database.call(
        handle -> {
          handle.execute(
              "DELETE FROM evidence_checkpoint WHERE node = ? AND number < ?",
              block.node(),
              block.number());
          return handle.execute(
              "DELETE FROM evidence_block WHERE node = ? AND number = ?",
              block.node(),
              block.number());
        });
  }

  /** Tables of keys by which an accepted message is recognised, kept equally long. */
  enum KeyTable {
    DUPLICATE(
        "SELECT digest, message FROM duplicate_key WHERE digest > ? ORDER BY digest LIMIT ?",
        "DELETE FROM duplicate_key WHERE digest = ?"),
    REPLAY(
        "SELECT digest, message FROM replay_key WHERE digest > ? ORDER BY digest LIMIT ?",
        "DELETE FROM replay_key WHERE digest = ?");

    private final String selection;
    private final String removal;

    KeyTable(String selection, String removal) {
      this.selection = selection;
      this.removal = removal;
    }
  }

  /**
   * A look at some duplicate keys.
   *
   * @param removed how many of them were removed
   * @param last the last one; empty at the end
   */
  record KeyPage(int removed, Octets last) {}

  private record Key(Octets digest, String message) {}

  /** Looks at a page of keys and removes those of messages received before that time. */
  KeyPage removeKeys(KeyTable table, Octets after, Instant before, int limit) {
    return database.call(
        handle -> {
          List<Key> keys =
              handle
                  .createQuery(table.selection)
                  .bind(0, after.toBytes())
                  .bind(1, limit)
                  .map((row, context) -> new Key(Octets.of(row.getBytes(1)), row.getString(2)))
                  .list();
          String floor = MessageIds.floor(before);
          List<Key> old = keys.stream().filter(key -> key.message().compareTo(floor) < 0).toList();
          old.forEach(key -> handle.execute(table.removal, key.digest().toBytes()));
          Octets last =
              keys.isEmpty() ? Octets.of(new byte[0]) : keys.get(keys.size() - 1).digest();
          return new KeyPage(old.size(), last);
        });
  }
}
