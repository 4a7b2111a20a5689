package org.as2gateway.transport.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.as2gateway.transport.sftp.JdbcTransfers.MessageFile;
import org.as2gateway.transport.sftp.JdbcTransfers.Note;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JdbcTransfersTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final MessageFile FILE = new MessageFile("m1", 0);

  @TempDir private Path folder;
  private Database database;
  private JdbcTransfers transfers;

  @BeforeEach
  void open() {
    database = TestDatabase.h2(folder);
    transfers = new JdbcTransfers(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_file_that_stays_at_the_server_stays_known() {
    assertThat(transfers.take("p", "stays", "m1", BEGIN)).isTrue();
    assertThat(transfers.take("p", "gone", "m2", BEGIN)).isTrue();
    Instant later = BEGIN.plus(Duration.ofDays(80));
    assertThat(transfers.take("p", "stays", "m3", later)).isFalse();
    Instant latest = later.plus(Duration.ofDays(80));
    transfers.forgetOld("other", latest);
    assertThat(transfers.take("p", "gone", "m4", latest)).as("another partnership").isFalse();
    transfers.forget("p", "gone");
    assertThat(transfers.take("p", "gone", "m4", BEGIN)).isTrue();
    transfers.forgetOld("p", latest);
    assertThat(transfers.take("p", "gone", "m5", latest)).as("forgotten").isTrue();
    assertThat(transfers.take("p", "stays", "m5", latest)).isFalse();
  }

  @Test
  void files_that_stayed_while_nobody_looked_are_all_known_at_the_next_look() {
    assertThat(transfers.take("p", "one", "m1", BEGIN)).isTrue();
    assertThat(transfers.take("p", "two", "m2", BEGIN)).isTrue();
    Instant muchLater = BEGIN.plus(Duration.ofDays(400));
    assertThat(transfers.take("p", "one", "m3", muchLater)).isFalse();
    assertThat(transfers.take("p", "two", "m4", muchLater)).isFalse();
    transfers.forgetOld("p", muchLater);
    assertThat(transfers.take("p", "one", "m5", muchLater)).isFalse();
  }

  @Test
  void notes_are_of_one_target_and_end_with_the_message() {
    transfers.note(FILE, "there", false, BEGIN);
    assertThat(transfers.notes("m1")).containsExactly(new Note(0, "there", false));
    assertThat(transfers.collected("m1")).isEmpty();
    transfers.note(FILE, JdbcTransfers.COLLECTED, true, BEGIN);
    assertThat(transfers.collected("m1")).containsExactly(0);
    transfers.takeBack(FILE);
    assertThat(transfers.notes("m1")).isEmpty();
    transfers.note(FILE, "there", true, BEGIN);
    transfers.offer("m1", "ACME", BEGIN);
    transfers.end("m1");
    assertThat(transfers.notes("m1")).isEmpty();
    assertThat(transfers.offered("ACME")).isEmpty();
  }
}
