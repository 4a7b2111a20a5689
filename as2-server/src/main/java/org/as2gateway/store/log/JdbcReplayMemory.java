package org.as2gateway.store.log;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.store.db.Database;
import org.jdbi.v3.core.Handle;

/** The memory in tables {@code replay_key} and {@code repeated_message}. */
public final class JdbcReplayMemory implements ReplayMemory {
  private static final String INSERT =
      "INSERT INTO replay_key (digest, content, proven, message) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT DO NOTHING";

  private final Database database;

  /** A memory in that database. */
  public JdbcReplayMemory(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Taken> find(Octets digest) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT content, proven, message FROM replay_key WHERE digest = ?")
                .bind(0, digest.toBytes())
                .map(
                    (row, context) ->
                        new Taken(
                            new Key(
                                digest,
                                Octets.of(row.getBytes("content")),
                                row.getBoolean("proven")),
                            row.getString("message")))
                .findOne());
  }

  @Override
  public boolean take(List<Key> keys, String message) {
    return database.call(
        handle -> {
          boolean isAllFree = true;
          for (Key key : keys) {
            isAllFree &= insert(handle, key, message) || takeOver(handle, key, message);
          }
          return isAllFree;
        });
  }

  private static boolean insert(Handle handle, Key key, String message) throws SQLException {
    try (PreparedStatement insert = handle.getConnection().prepareStatement(INSERT)) {
      insert.setBytes(1, key.digest().toBytes());
      insert.setBytes(2, key.content().toBytes());
      insert.setBoolean(3, key.isProven());
      insert.setString(4, message);
      return insert.executeUpdate() == 1;
    }
  }

  private static boolean takeOver(Handle handle, Key key, String message) {
    return key.isProven()
        && handle.execute(
                "UPDATE replay_key SET content = ?, proven = TRUE, message = ?"
                    + " WHERE digest = ? AND proven = FALSE",
                key.content().toBytes(),
                message,
                key.digest().toBytes())
            == 1;
  }

  @Override
  public void addRepeat(String message, String repeatOf) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO repeated_message (message, repeat_of) VALUES (?, ?)",
                message,
                repeatOf));
  }

  @Override
  public Map<String, String> repeats(Set<String> messages) {
    if (messages.isEmpty()) {
      return Map.of();
    }
    Map<String, String> found = new LinkedHashMap<>();
    database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT message, repeat_of FROM repeated_message WHERE message IN (<ids>)")
                .bindList("ids", messages)
                .map(
                    (row, context) ->
                        found.put(row.getString("message"), row.getString("repeat_of")))
                .list());
    return found;
  }
}
