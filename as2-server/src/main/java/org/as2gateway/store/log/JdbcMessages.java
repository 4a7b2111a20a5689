package org.as2gateway.store.log;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.db.Times;
import org.as2gateway.transport.TransportKind;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of table {@code message} and {@code open_message}. */
final class JdbcMessages {
  private static final String INSERT =
      "INSERT INTO message (status, partnership, message_id, bare_message_id, subject, signed,"
          + " encrypted, compressed, mic, mic_algorithm, disposition, mdn, error, reason, attempts,"
          + " updated_at, next_attempt_at, source_file, id, direction, as2_from, as2_to,"
          + " transport, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
          + " ?, ?)";
  private static final String UPDATE =
      "UPDATE message SET status = ?, partnership = ?, message_id = ?, bare_message_id = ?,"
          + " subject = ?, signed = ?, encrypted = ?, compressed = ?, mic = ?, mic_algorithm = ?,"
          + " disposition = ?, mdn = ?, error = ?, reason = ?, attempts = ?, updated_at = ?,"
          + " next_attempt_at = ?, source_file = ? WHERE id = ? AND status = ? AND mdn = ?"
          + " AND attempts = ? AND updated_at = ? AND source_file IS NOT DISTINCT FROM ?";

  private JdbcMessages() {}

  static void insert(Handle handle, MessageRecord message) throws SQLException {
    try (PreparedStatement insert = handle.getConnection().prepareStatement(INSERT)) {
      int next = bindChanging(insert, message);
      insert.setString(next++, message.id());
      insert.setString(next++, message.direction().text());
      insert.setString(next++, message.facts().from());
      insert.setString(next++, message.facts().to());
      insert.setString(next++, message.transport().text());
      insert.setObject(next, Times.column(message.state().createdAt()));
      insert.executeUpdate();
    }
  }

  static boolean update(Handle handle, MessageRecord after, MessageRecord before)
      throws SQLException {
    try (PreparedStatement update = handle.getConnection().prepareStatement(UPDATE)) {
      int next = bindChanging(update, after);
      update.setString(next++, before.id());
      update.setString(next++, before.status().text());
      update.setString(next++, before.mdn().text());
      update.setInt(next++, before.state().attempts());
      update.setObject(next++, Times.column(before.state().updatedAt()));
      update.setString(next, before.state().sourceFile());
      return update.executeUpdate() == 1;
    }
  }

  /** Binds what an update may change; returns the next parameter's number. */
  private static int bindChanging(PreparedStatement statement, MessageRecord message)
      throws SQLException {
    TransferState state = message.state();
    Optional<As2Facts> as2 = message.findAs2();
    Optional<Mic> mic = as2.map(As2Facts::mic);
    String messageId = as2.map(As2Facts::messageId).orElse("");
    Object[] values = {
      state.status().text(),
      message.partnership(),
      messageId,
      bare(messageId),
      as2.map(As2Facts::subject).orElse(null),
      message.facts().isSigned(),
      message.facts().isEncrypted(),
      as2.filter(As2Facts::isCompressed).isPresent(),
      mic.map(Mic::base64).orElse(null),
      mic.map(known -> known.algorithm().name()).orElse(null),
      as2.map(As2Facts::disposition).orElse(null),
      message.mdn().text(),
      message.error(),
      code(message.reason()),
      state.attempts(),
      Times.column(state.updatedAt()),
      Times.nullableColumn(state.nextAttemptAt()),
      state.sourceFile()
    };
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return values.length + 1;
  }

  private static String bare(String messageId) {
    return MessageId.parse(messageId).map(MessageId::bare).orElse(messageId);
  }

  /** Whether a message in that status has a row in {@code open_message}. */
  static boolean isOpen(Direction direction, MessageStatus status) {
    return direction == Direction.OUT && !status.isEnd();
  }

  static void open(Handle handle, MessageRecord message) {
    handle.execute(
        "INSERT INTO open_message (id, partnership, source_file) VALUES (?, ?, ?)",
        message.id(),
        message.partnership(),
        message.state().sourceFile());
  }

  /** The messages of these ids with their payloads, in no order. */
  static List<MessageRecord> find(Handle handle, List<String> ids) throws SQLException {
    Array array = handle.getConnection().createArrayOf("varchar", ids.toArray());
    return select(handle, "WHERE m.id = ANY(?)", array);
  }

  /** Messages by the rest of a statement, with their payloads. */
  static List<MessageRecord> select(Handle handle, String rest, Object... arguments)
      throws SQLException {
    List<MessageRecord> messages = selectBare(handle, rest, arguments);
    Map<String, List<PayloadRecord>> payloads =
        JdbcPayloads.find(handle, messages.stream().map(MessageRecord::id).toList());
    messages.replaceAll(m -> m.withPayloads(payloads.getOrDefault(m.id(), List.of())));
    return messages;
  }

  /** The same without their payloads. */
  static List<MessageRecord> selectBare(Handle handle, String rest, Object... arguments)
      throws SQLException {
    List<MessageRecord> messages = new ArrayList<>();
    try (PreparedStatement select =
        handle.getConnection().prepareStatement("SELECT m.* FROM message m " + rest)) {
      for (int i = 0; i < arguments.length; i++) {
        select.setObject(i + 1, arguments[i]);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          messages.add(read(rows));
        }
      }
    }
    return messages;
  }

  private static MessageRecord read(ResultSet row) throws SQLException {
    return new MessageRecord(
        row.getString("id"),
        direction(row.getString("direction")),
        row.getString("partnership"),
        List.of(),
        state(row),
        facts(row));
  }

  private static TransferState state(ResultSet row) throws SQLException {
    return new TransferState(
        status(row.getString("status")),
        failure(row.getString("error"), row.getString("reason")),
        row.getInt("attempts"),
        Times.instant(row, "created_at"),
        Times.instant(row, "updated_at"),
        Times.nullableInstant(row, "next_attempt_at"),
        row.getString("source_file"));
  }

  private static TransportFacts facts(ResultSet row) throws SQLException {
    TransportKind transport = transport(row.getString("transport"));
    return transport == TransportKind.AS2
        ? as2(row)
        : new FileFacts(
            transport,
            row.getString("as2_from"),
            row.getString("as2_to"),
            row.getBoolean("signed"),
            row.getBoolean("encrypted"));
  }

  private static TransportKind transport(String text) {
    return TransportKind.parse(text)
        .orElseThrow(() -> new IllegalStateException("unknown transport '" + text + "'"));
  }

  private static As2Facts as2(ResultSet row) throws SQLException {
    return new As2Facts(
        row.getString("as2_from"),
        row.getString("as2_to"),
        row.getString("message_id"),
        row.getString("subject"),
        row.getBoolean("signed"),
        row.getBoolean("encrypted"),
        row.getBoolean("compressed"),
        mic(row.getString("mic"), row.getString("mic_algorithm")),
        row.getString("disposition"),
        mdn(row.getString("mdn")));
  }

  private static @Nullable Mic mic(@Nullable String base64, @Nullable String algorithm) {
    return base64 == null || algorithm == null
        ? null
        : new Mic(base64, MicAlgorithm.valueOf(algorithm));
  }

  private static @Nullable Failure failure(@Nullable String detail, @Nullable String code) {
    return detail == null ? null : new Failure(reason(code), detail);
  }

  static @Nullable String code(@Nullable Reason reason) {
    return reason == null ? null : reason.code();
  }

  /** A code of a later version is none that this one can say anything of. */
  static @Nullable Reason reason(@Nullable String code) {
    return code == null ? null : Reason.find(code).orElse(null);
  }

  private static Direction direction(String text) {
    return text.equals(Direction.IN.text()) ? Direction.IN : Direction.OUT;
  }

  static Map<MessageStatus, Integer> countNewest(
      Handle handle, String partnership, Instant since, int most) {
    Map<MessageStatus, Integer> counts = new EnumMap<>(MessageStatus.class);
    handle
        .createQuery(
            "SELECT status, COUNT(*) AS n FROM (SELECT m.status FROM message m"
                + " WHERE m.partnership = ? AND m.id >= ?"
                + " ORDER BY m.partnership DESC, m.id DESC LIMIT ?) newest GROUP BY status")
        .bind(0, partnership)
        .bind(1, MessageIds.floor(since))
        .bind(2, most)
        .map((row, context) -> counts.put(status(row.getString("status")), row.getInt("n")))
        .list();
    return counts;
  }

  static MessageStatus status(String text) {
    return MessageStatus.parse(text)
        .orElseThrow(() -> new IllegalStateException("unknown message status '" + text + "'"));
  }

  private static MdnState mdn(String text) {
    for (MdnState state : MdnState.values()) {
      if (state.text().equals(text)) {
        return state;
      }
    }
    throw new IllegalStateException("unknown MDN state '" + text + "'");
  }
}
