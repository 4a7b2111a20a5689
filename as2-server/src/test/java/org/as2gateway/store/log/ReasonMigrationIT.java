package org.as2gateway.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.locator.ClasspathSqlLocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReasonMigrationIT {
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final String MIGRATION = "db/migration/V21__reason.sql";
  private static final String ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

  @TempDir Path folder;

  private static MessageRecord failed() {
    return new MessageRecord(
        ID,
        Direction.OUT,
        "us-to-them",
        List.of(),
        new TransferState(
            MessageStatus.FAILED,
            new Failure(Reason.HTTP_NOT_FOUND, "partner answered HTTP 404"),
            1,
            NOW,
            NOW,
            null,
            null),
        new As2Facts("us", "them", "<1@us>", null, true, true, false, null, null, MdnState.NONE));
  }

  /** Takes the columns back and runs the migration again, whatever came after it. */
  private static int migrateAgain(Handle handle) {
    handle.execute("ALTER TABLE message DROP COLUMN reason");
    handle.execute("ALTER TABLE event DROP COLUMN reason");
    return handle
        .createScript(ClasspathSqlLocator.removingComments().getResource(MIGRATION))
        .execute()
        .length;
  }

  @Test
  void what_an_older_version_recorded_keeps_its_words_and_has_no_reason() {
    try (Database database = TestDatabase.h2(folder)) {
      JdbcMessageLog log = new JdbcMessageLog(database);
      log.insert(failed());
      log.addEvent(
          ID, new MessageEvent(NOW, EventKind.FAILED, 404, Reason.HTTP_NOT_FOUND, "HTTP 404"));
      assertThat(database.call(ReasonMigrationIT::migrateAgain)).isEqualTo(2);

      MessageRecord old = log.find(ID).orElseThrow();
      assertThat(old.error()).isEqualTo("partner answered HTTP 404");
      assertThat(old.reason()).isNull();
      assertThat(log.events(ID)).extracting(MessageEvent::reason).containsOnlyNulls();
    }
  }

  @Test
  void a_code_of_a_later_version_is_read_as_none() {
    try (Database database = TestDatabase.h2(folder)) {
      JdbcMessageLog log = new JdbcMessageLog(database);
      log.insert(failed());
      assertThat(log.find(ID).orElseThrow().reason()).isEqualTo(Reason.HTTP_NOT_FOUND);
      database.call(handle -> handle.execute("UPDATE message SET reason = 'of-tomorrow'"));

      assertThat(log.find(ID).orElseThrow().reason()).isNull();
    }
  }
}
