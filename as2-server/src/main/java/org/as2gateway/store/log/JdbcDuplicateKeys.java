package org.as2gateway.store.log;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.Sha256;
import org.jdbi.v3.core.Handle;

/** Which messages were accepted, by a digest of AS2-From, AS2-To and Message-ID. */
final class JdbcDuplicateKeys {
  private JdbcDuplicateKeys() {}

  /** False if that message was accepted before. */
  static boolean take(Handle handle, As2Id from, As2Id to, MessageId messageId, String id)
      throws SQLException {
    try (PreparedStatement insert =
        handle
            .getConnection()
            .prepareStatement(
                "INSERT INTO duplicate_key (digest, message) VALUES (?, ?)"
                    + " ON CONFLICT DO NOTHING")) {
      insert.setBytes(1, digest(from, to, messageId));
      insert.setString(2, id);
      return insert.executeUpdate() == 1;
    }
  }

  /** Our id of the accepted message; empty if there is none. */
  static Optional<String> find(Handle handle, As2Id from, As2Id to, MessageId messageId) {
    return handle
        .createQuery("SELECT message FROM duplicate_key WHERE digest = ?")
        .bind(0, digest(from, to, messageId))
        .mapTo(String.class)
        .findOne();
  }

  /** NUL cannot stand in an AS2 id, so that no two keys run together. */
  private static byte[] digest(As2Id from, As2Id to, MessageId messageId) {
    return Sha256.of(from.value() + '\0' + to.value() + '\0' + messageId.bare());
  }
}
