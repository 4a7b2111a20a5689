package org.as2gateway.bench.pages;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Random;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.MessageIds;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Fills a database with the traffic of ninety days, straight into its tables: both ways with every
 * partner, the newest with their steps, a few in a hundred failed or refused, more of them lately.
 * The same for the same number.
 */
final class MessageMill {
  /** Partners that there is traffic with. */
  static final int PARTNERS = 20;

  /** A word that stands in few file names. */
  static final String RARE = "needle";

  private static final Duration PAST = Duration.ofDays(90);
  private static final int CHUNK = 10_000;
  private static final int RARE_EVERY = 99_991;
  private static final int WITH_EVENTS = 100_000;
  private static final int ACTS = 100_000;
  private static final String MESSAGE =
      "INSERT INTO message (id, direction, status, partnership, as2_from, as2_to, message_id,"
          + " bare_message_id, subject, signed, encrypted, compressed, mic, mic_algorithm,"
          + " disposition, mdn, error, attempts, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?,"
          + " ?, ?, ?, TRUE, TRUE, FALSE, ?, 'SHA256', ?, ?, ?, ?, ?, ?)";
  private static final String PAYLOAD =
      "INSERT INTO payload (message, position, filename, content_type, bytes, sha256) VALUES"
          + " (?, 0, ?, 'application/octet-stream', ?, ?)";
  private static final String EVENT =
      "INSERT INTO event (message, at, kind, http_status, detail) VALUES (?, ?, ?, ?, ?)";

  private static final String ACT =
      "INSERT INTO audit_entry (number, at, who, address, action, subject, hash) VALUES"
          + " (?, ?, ?, '192.0.2.7', 'message-resend', ?, ?)";

  private final int count;
  private final Instant now;
  private final Random random = new Random(1);

  MessageMill(int count, Instant now) {
    this.count = count;
    this.now = now;
  }

  /** One message as the mill makes it. */
  private record Made(
      String id, boolean isOut, String status, int partner, Instant at, @Nullable String error) {
    String partnership() {
      return isOut ? "Us-to-" + name(partner) : name(partner) + "-to-Us";
    }
  }

  /** The name of a partner. */
  static String name(int partner) {
    return String.format(Locale.ROOT, "P%02d", partner);
  }

  void fill(Database database) {
    for (int start = 0; start < count; start += CHUNK) {
      int first = start;
      int end = Math.min(count, start + CHUNK);
      database.inTransaction(() -> database.call(handle -> fill(handle, first, end)));
    }
    database.inTransaction(() -> database.call(this::fillAuditLog));
    database.inTransaction(() -> database.call(handle -> handle.execute("ANALYZE")));
  }

  /** The hashes do not hold: no page follows them. */
  private int fillAuditLog(Handle handle) throws SQLException {
    try (PreparedStatement insert = handle.getConnection().prepareStatement(ACT)) {
      for (int i = 1; i <= ACTS; i++) {
        insert.setLong(1, i);
        insert.setObject(2, now.minus(PAST).plusSeconds(i).atOffset(ZoneOffset.UTC));
        insert.setString(3, "operator" + i % 7);
        insert.setString(4, i == 1 ? RARE : MessageIds.floor(now) + i);
        insert.setString(5, "0".repeat(64));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    return ACTS;
  }

  private int fill(Handle handle, int first, int end) throws SQLException {
    try (PreparedStatement message = handle.getConnection().prepareStatement(MESSAGE);
        PreparedStatement payload = handle.getConnection().prepareStatement(PAYLOAD);
        PreparedStatement event = handle.getConnection().prepareStatement(EVENT)) {
      for (int i = first; i < end; i++) {
        Made made = make(i);
        addMessage(message, made);
        addPayload(payload, made, i);
        if (count - i <= WITH_EVENTS) {
          addEvents(event, made);
        }
      }
      message.executeBatch();
      payload.executeBatch();
      event.executeBatch();
    }
    return end - first;
  }

  private Made make(int i) {
    long millis = PAST.toMillis() * (count - i) / count;
    Instant at = now.minusMillis(millis);
    String id = MessageIds.floor(at).substring(0, 10) + String.format(Locale.ROOT, "%016d", i);
    boolean isOut = random.nextInt(3) > 0;
    int chance = random.nextInt(1000);
    // Hours of trouble are no even share of it.
    boolean isTrouble = chance < (count - i < 20_000 ? 60 : 15);
    String status =
        isTrouble ? (isOut ? "failed" : "refused") : isOut ? "acknowledged" : "delivered";
    String error = isTrouble ? "partner answered HTTP 503 without a usable receipt" : null;
    return new Made(id, isOut, status, random.nextInt(PARTNERS), at, error);
  }

  private static void addMessage(PreparedStatement insert, Made made) throws SQLException {
    String us = "Us";
    String them = name(made.partner());
    String bare = made.id() + "@bench.example";
    boolean isGood = made.error() == null;
    Object[] values = {
      made.id(),
      made.isOut() ? "out" : "in",
      made.status(),
      made.partnership(),
      made.isOut() ? us : them,
      made.isOut() ? them : us,
      "<" + bare + ">",
      bare,
      "manifest " + made.id().substring(20),
      "3q2+7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      isGood ? "automatic-action/MDN-sent-automatically; processed" : null,
      isGood ? "verified" : "none",
      made.error(),
      1,
      made.at().atOffset(ZoneOffset.UTC),
      made.at().plusSeconds(2).atOffset(ZoneOffset.UTC)
    };
    for (int i = 0; i < values.length; i++) {
      insert.setObject(i + 1, values[i]);
    }
    insert.addBatch();
  }

  private void addPayload(PreparedStatement insert, Made made, int i) throws SQLException {
    String rare = i % RARE_EVERY == RARE_EVERY / 2 ? RARE : "shipping";
    insert.setString(1, made.id());
    insert.setString(2, rare + "-services-" + i + ".ssf");
    insert.setLong(3, 1000 + random.nextInt(1 << 20));
    insert.setString(4, "0".repeat(64));
    insert.addBatch();
  }

  private static void addEvents(PreparedStatement insert, Made made) throws SQLException {
    String[] kinds = {"queued", "attempt", "answer"};
    for (int i = 0; i < kinds.length; i++) {
      insert.setString(1, made.id());
      insert.setObject(2, made.at().plusMillis(300L * i).atOffset(ZoneOffset.UTC));
      insert.setString(3, kinds[i]);
      insert.setObject(4, i == 2 ? 200 : null);
      insert.setString(5, "a line about what happened");
      insert.addBatch();
    }
  }
}
