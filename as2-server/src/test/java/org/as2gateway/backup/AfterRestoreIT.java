package org.as2gateway.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.queue.JdbcOutbox;
import org.as2gateway.delivery.queue.QueueTime;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.FileFacts;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestDatabase;
import org.as2gateway.transport.TransportKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AfterRestoreIT {
  @TempDir private Path folder;
  private final FakeClock clock = FakeClock.standing();

  @Test
  void a_file_that_may_have_been_sent_may_come_twice() throws Exception {
    HomeFolders home = new HomeFolders(folder);
    Files.createDirectories(home.database());
    Files.writeString(home.data().resolve(RestoreHome.MARK), "a backup\n");
    try (Database database = TestDatabase.h2(home.database())) {
      JdbcMessageLog log = new JdbcMessageLog(database);
      String id = MessageIds.next(clock);
      log.insert(
          new MessageRecord(
              id,
              Direction.OUT,
              "us-to-them",
              List.of(),
              TransferState.queued(clock.instant(), null),
              new FileFacts(TransportKind.SFTP, "us", "them", false, false)));
      QueueTime time = new QueueTime(clock, clock::nanoTime);
      new AfterRestore(home, database, log, new JdbcOutbox(database, time), clock).run();

      MessageRecord after = log.find(id).orElseThrow();
      assertThat(after.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(after.reason()).isEqualTo(Reason.RESTORED_FROM_BACKUP);
      assertThat(after.error())
          .endsWith(
              "run './as2 resend' to send it again; the partner gets it twice if it has it already")
          .doesNotContain("Message-ID");
      assertThat(log.events(id))
          .singleElement()
          .matches(event -> event.kind() == EventKind.RESTORED);
    }
  }
}
