package org.as2gateway.store.evidence;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.db.Times;
import org.as2gateway.store.log.EvidenceLine;
import org.jdbi.v3.core.Handle;

/** The tables of the evidence chain. */
public final class JdbcEvidenceChain {
  /** What a text column of H2 takes, with room to spare. */
  private static final int BLOCK_CHARACTERS = 400_000;

  private static final int BATCH = 2000;
  private static final int PAGE = 100;

  private final Database database;

  /** The tables in that database. */
  public JdbcEvidenceChain(Database database) {
    this.database = database;
  }

  private record Unsealed(long id, String lines) {}

  /**
   * Seals what waits into one block.
   *
   * @return empty if nothing waits
   */
  Optional<Block> seal(String node, String at) {
    return database.call(
        handle -> {
          List<Unsealed> waiting = takeable(handle);
          if (waiting.isEmpty()) {
            return Optional.empty();
          }
          StringBuilder lines = new StringBuilder();
          waiting.forEach(unsealed -> lines.append(unsealed.lines()));
          Optional<Block> last = last(handle, node);
          Block block =
              Block.sealed(
                  node,
                  last.map(Block::number).orElse(0L) + 1,
                  at,
                  last.map(Block::hash).orElse(Block.NOTHING),
                  lines.toString());
          insert(handle, block);
          remove(handle, waiting);
          return Optional.of(block);
        });
  }

  private static List<Unsealed> takeable(Handle handle) {
    List<Unsealed> all =
        handle
            .createQuery("SELECT id, lines FROM evidence_sealing ORDER BY id LIMIT " + BATCH)
            .map((row, context) -> new Unsealed(row.getLong("id"), row.getString("lines")))
            .list();
    int count = 0;
    int characters = 0;
    while (count < all.size()
        && (count == 0 || characters + all.get(count).lines().length() <= BLOCK_CHARACTERS)) {
      characters += all.get(count++).lines().length();
    }
    return all.subList(0, count);
  }

  private static void insert(Handle handle, Block block) {
    handle.execute(
        "INSERT INTO evidence_block (node, number, at, previous, lines, hash)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        block.node(),
        block.number(),
        block.at(),
        block.previous(),
        block.lines(),
        block.hash());
  }

  private static void remove(Handle handle, List<Unsealed> sealed) throws SQLException {
    try (PreparedStatement delete =
        handle.getConnection().prepareStatement("DELETE FROM evidence_sealing WHERE id = ?")) {
      for (Unsealed unsealed : sealed) {
        delete.setLong(1, unsealed.id());
        delete.addBatch();
      }
      for (int removed : delete.executeBatch()) {
        if (removed != 1) {
          throw new DatabaseException("another node has sealed the same evidence");
        }
      }
    }
  }

  /** Puts a line up for sealing. */
  void addLines(String lines) {
    database.call(
        handle -> handle.execute("INSERT INTO evidence_sealing (lines) VALUES (?)", lines));
  }

  /**
   * Takes in evidence from before there was a chain, some messages at a time.
   *
   * @return how many
   */
  int takeInOlder() {
    return database.call(
        handle -> {
          List<String> messages =
              handle
                  .createQuery(
                      "SELECT message FROM evidence_before_chain ORDER BY message LIMIT " + PAGE)
                  .mapTo(String.class)
                  .list();
          for (String message : messages) {
            for (EvidenceRow row : rows(handle, message)) {
              addLines(row.line());
            }
            handle.execute("DELETE FROM evidence_before_chain WHERE message = ?", message);
          }
          return messages.size();
        });
  }

  Optional<Block> last(String node) {
    return database.call(handle -> last(handle, node));
  }

  private static Optional<Block> last(Handle handle, String node) {
    return handle
        .createQuery("SELECT * FROM evidence_block WHERE node = ? ORDER BY number DESC LIMIT 1")
        .bind(0, node)
        .map((row, context) -> block(row))
        .findFirst();
  }

  /** The first block after that number, whichever number it has. */
  Optional<Block> after(String node, long number) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM evidence_block WHERE node = ? AND number > ?"
                        + " ORDER BY number LIMIT 1")
                .bind(0, node)
                .bind(1, number)
                .map((row, context) -> block(row))
                .findFirst());
  }

  /** The last block before that number. */
  Optional<Block> before(String node, long number) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM evidence_block WHERE node = ? AND number < ?"
                        + " ORDER BY number DESC LIMIT 1")
                .bind(0, node)
                .bind(1, number)
                .map((row, context) -> block(row))
                .findFirst());
  }

  private static Block block(ResultSet row) throws SQLException {
    return new Block(
        row.getString("node"),
        row.getLong("number"),
        row.getString("at"),
        row.getString("previous"),
        row.getString("lines"),
        row.getString("hash"));
  }

  /** All chains, by name. */
  List<String> nodes() {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT node FROM evidence_block UNION SELECT node FROM evidence_checkpoint"
                        + " ORDER BY node")
                .mapTo(String.class)
                .list());
  }

  void add(Checkpoint checkpoint, Octets certificate) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO evidence_checkpoint (node, number, at, hash, signature, certificate)"
                    + " VALUES (?, ?, ?, ?, ?, ?)",
                checkpoint.node(),
                checkpoint.number(),
                checkpoint.at(),
                checkpoint.hash(),
                checkpoint.signature().toBytes(),
                certificate.toBytes()));
  }

  /** The checkpoints of a chain, oldest first. */
  void forEachCheckpoint(String node, Consumer<Checkpoint> consumer) {
    long after = 0;
    List<Checkpoint> page;
    do {
      page = checkpoints(node, after, "number > ? ORDER BY number LIMIT " + PAGE);
      page.forEach(consumer);
      after = page.isEmpty() ? after : page.get(page.size() - 1).number();
    } while (page.size() == PAGE);
  }

  Optional<Checkpoint> checkpoint(String node, long number) {
    return checkpoints(node, number, "number = ?").stream().findFirst();
  }

  Optional<Checkpoint> lastCheckpoint(String node) {
    return checkpoints(node, 0, "number > ? ORDER BY number DESC LIMIT 1").stream().findFirst();
  }

  private List<Checkpoint> checkpoints(String node, long number, String rest) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM evidence_checkpoint WHERE node = ? AND " + rest)
                .bind(0, node)
                .bind(1, number)
                .map(
                    (row, context) ->
                        new Checkpoint(
                            row.getString("node"),
                            row.getLong("number"),
                            row.getString("at"),
                            row.getString("hash"),
                            Octets.of(row.getBytes("signature"))))
                .list());
  }

  /** The evidence of a message as it is now, in the order of the table. */
  List<EvidenceRow> rows(String message) {
    return database.call(handle -> rows(handle, message));
  }

  private static List<EvidenceRow> rows(Handle handle, String message) throws SQLException {
    String sql =
        "SELECT id, message, kind, part, at, content FROM evidence WHERE message = ? ORDER BY id";
    List<EvidenceRow> rows = new ArrayList<>();
    try (PreparedStatement select = handle.getConnection().prepareStatement(sql)) {
      select.setString(1, message);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(
              new EvidenceRow(
                  row.getLong("id"),
                  EvidenceLine.of(
                      row.getString("message"),
                      row.getString("kind"),
                      row.getInt("part"),
                      Times.instant(row, "at"),
                      row.getBytes("content"))));
        }
      }
    }
    return rows;
  }

  /** Messages that have evidence, by id, a page at a time. */
  List<String> messagesAfter(String message, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT DISTINCT message FROM evidence WHERE message > ?"
                        + " ORDER BY message LIMIT ?")
                .bind(0, message)
                .bind(1, limit)
                .mapTo(String.class)
                .list());
  }

  int countEvidenceMessages() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT COUNT(DISTINCT message) FROM evidence")
                .mapTo(Integer.class)
                .one());
  }
}
