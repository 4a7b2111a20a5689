package org.as2gateway.admin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.registry.Registry;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.FileFacts;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestDatabase;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.TransportKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that a partner has not fetched yet is not a queue that stalls. */
class MessageConditionsIT {
  private static final Instant NOW = Instant.parse("2026-01-20T12:00:00Z");
  private static final Map<String, String> OUR_SERVER = Map.of("gw.transport", "sftp");

  @TempDir private Path folder;
  private Database database;
  private JdbcMessageLog log;
  private Registry registry;

  @BeforeEach
  void open() throws Exception {
    database = TestDatabase.h2(folder);
    log = new JdbcMessageLog(database);
    partnership(OUR_SERVER);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void partnership(Map<String, String> attributes) throws Exception {
    TestHome home =
        new TestHome(folder.resolve("home"))
            .station("us", TestPki.rsa("us"))
            .partner("them", TestPki.rsa("them").certificate())
            .partnership("us", "them", attributes);
    registry = HomeRegistry.read(home.path(), Map.of(), FakeClock.standing());
  }

  private MessageRecord queued() {
    return new MessageRecord(
        MessageIds.floor(NOW),
        Direction.OUT,
        "us-to-them",
        List.of(),
        TransferState.queued(NOW, null),
        new FileFacts(TransportKind.SFTP, "us", "them", false, false));
  }

  private List<AlertKind> after(Duration time) {
    return new MessageConditions(registry, log, List.of(), NOW.plus(time))
        .all().stream().map(Condition::kind).toList();
  }

  @Test
  void files_may_wait_a_day_on_our_server() {
    log.insert(queued());
    assertThat(after(Duration.ofMinutes(16))).isEmpty();
    assertThat(after(Duration.ofHours(25))).containsExactly(AlertKind.QUEUE_STUCK);
  }

  @Test
  void files_that_cannot_be_offered_are_told_at_once() {
    MessageRecord queued = queued();
    Failure why = new Failure(Reason.PARTNERSHIP_INCOMPLETE, "a key is missing");
    log.insert(queued.withState(queued.state().withFailure(why)));
    assertThat(after(Duration.ofMinutes(16))).containsExactly(AlertKind.QUEUE_STUCK);
  }

  @Test
  void files_for_a_server_of_the_partner_do_not_wait() throws Exception {
    partnership(Map.of("gw.transport", "sftp", "gw.sftp_url", "sftp://us@localhost/in"));
    log.insert(queued());
    assertThat(after(Duration.ofMinutes(16))).containsExactly(AlertKind.QUEUE_STUCK);
  }
}
