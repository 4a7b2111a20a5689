package org.as2gateway.usps.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.delivery.gate.Inspection;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipXml;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.InboxNames;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.StageFile;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.PieceKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gate makes of manifests that share pieces. */
abstract class GateContract {
  private static final Instant NOW = Instant.parse("2026-01-16T12:00:00Z");
  private static final int MANY = 70_000;

  @TempDir private Path home;
  private final FakeClock clock = new FakeClock(NOW);
  private Database database;
  private JdbcMessageLog log;
  private PayloadStore payloads;
  private Ledger ledger;
  private UspsGate gate;

  abstract Database open();

  @BeforeEach
  void openGate() throws IOException {
    database = open();
    log = new JdbcMessageLog(database);
    payloads = PayloadStore.open(new HomeFolders(home), 0, 1 << 20, InboxNames.of(false));
    openLedger();
  }

  /** As after a start of the gateway. */
  private void openLedger() {
    ledger = new Ledger(database, JdbcLedgerTables.in(database));
    ManifestChecks.Settings settings =
        new ManifestChecks.Settings(Samples::tables, Set::of, Long.MAX_VALUE);
    gate = new UspsGate(new ManifestChecks(settings, ledger, clock), ledger, log, payloads, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Partnership partnership(String preflight) {
    String xml =
        """
        <partnerships>
          <partner name="us" as2_id="US" x509_alias="us"/>
          <partner name="usps" as2_id="USPS" x509_alias="usps"/>
          <partnership name="us-to-usps">
            <sender name="us"/>
            <receiver name="usps"/>
            <attribute name="gw.usps" value="manifests"/>
            <attribute name="gw.usps_preflight" value="%s"/>
          </partnership>
        </partnerships>
        """
            .formatted(preflight);
    return ((PartnershipXml.Reading.Accepted) PartnershipXml.read(xml.getBytes(UTF_8)))
        .registry()
        .partnerships()
        .get(0);
  }

  private static MessageRecord record(String id, MessageStatus status) {
    return new MessageRecord(
        id,
        Direction.OUT,
        "us-to-usps",
        List.of(new PayloadRecord("tonight.manifest", "text/plain", 1, "ab", null)),
        new TransferState(status, null, 0, NOW, NOW, null, null),
        new As2Facts(
            "US",
            "USPS",
            "<" + id + "@us>",
            null,
            true,
            true,
            false,
            null,
            null,
            MdnState.PENDING));
  }

  private MessageRecord queue(String manifest) throws IOException {
    MessageRecord message = record(MessageIds.next(clock), MessageStatus.QUEUED);
    try (StageFile stage = payloads.stage(message.id(), 0)) {
      stage.output().write(manifest.getBytes(ISO_8859_1));
      payloads.keep(List.of(stage));
      stage.handOver();
    }
    database.inTransaction(
        () -> {
          log.insert(message);
          return true;
        });
    return message;
  }

  private void end(MessageRecord message, MessageStatus status) {
    MessageRecord after =
        message.withState(message.state().concluded(status, null, clock.instant()));
    assertThat(database.inTransaction(() -> log.update(after, message))).isTrue();
  }

  private Inspection inspect(MessageRecord message) throws IOException {
    return gate.inspect(message, partnership("hold"));
  }

  private static List<String> rules(Inspection inspection) {
    return inspection.findings().stream().map(Finding::rule).distinct().toList();
  }

  @Test
  void of_two_files_with_the_same_pieces_that_are_looked_at_at_once_one_passes() throws Exception {
    List<MessageRecord> both =
        List.of(
            queue(Samples.manifest(Samples.efn(1), 100, 30)),
            queue(Samples.manifest(Samples.efn(2), 129, 30)));
    CyclicBarrier atOnce = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Inspection>> running = new ArrayList<>();
      for (MessageRecord message : both) {
        running.add(
            threads.submit(
                () -> {
                  atOnce.await(30, TimeUnit.SECONDS);
                  return inspect(message);
                }));
      }
      List<Inspection> seen = new ArrayList<>();
      for (Future<Inspection> inspection : running) {
        seen.add(inspection.get(60, TimeUnit.SECONDS));
      }
      Inspection stopped = seen.stream().filter(Inspection::isStopped).findFirst().orElseThrow();
      assertThat(seen).filteredOn(inspection -> !inspection.isStopped()).hasSize(1);
      assertThat(stopped.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.rule()).isEqualTo("pic-reuse");
                assertThat(finding.line()).isEqualTo(seen.indexOf(stopped) == 0 ? 31L : 2L);
                assertThat(finding.found()).contains(Samples.pic(129), "9275");
              });
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void pieces_that_wait_to_be_sent_stop_another_file_even_after_a_restart() throws Exception {
    assertThat(inspect(queue(Samples.manifest(Samples.efn(1), 0, MANY))).isStopped()).isFalse();
    openLedger();
    Inspection other = inspect(queue(Samples.manifest(Samples.efn(2), MANY - 1, 2)));

    assertThat(other.isStopped()).isTrue();
    assertThat(rules(other)).containsExactly("pic-reuse");
    assertThat(inspect(queue(Samples.manifest(Samples.efn(3), MANY + 5, 2))).isStopped()).isFalse();
  }

  @Test
  void pieces_of_a_message_that_is_stopped_or_ended_are_free() throws Exception {
    String bad = Samples.with(Samples.manifest(Samples.efn(1), 100, 2), 1, 17, "000000009");
    MessageRecord stopped = queue(bad);
    assertThat(inspect(stopped).isStopped()).isTrue();
    end(stopped, MessageStatus.BLOCKED);
    MessageRecord cancelled = queue(Samples.manifest(Samples.efn(2), 100, 2));
    assertThat(inspect(cancelled).isStopped()).isFalse();
    end(cancelled, MessageStatus.CANCELLED);

    assertThat(inspect(queue(Samples.manifest(Samples.efn(3), 100, 2))).isStopped()).isFalse();
  }

  @Test
  void correction_shares_pieces_with_its_own_file() throws Exception {
    inspect(queue(Samples.manifest(Samples.efn(1), 100, 2)));
    MessageRecord correction = queue(Samples.manifest(Samples.efn(1), 100, 1));
    database.inTransaction(
        () -> {
          ledger.messages().addCorrection(correction.id());
          return true;
        });

    assertThat(inspect(correction).isStopped()).isFalse();
  }

  @Test
  void shared_pieces_are_told_and_not_stopped_if_so_configured() throws Exception {
    inspect(queue(Samples.manifest(Samples.efn(1), 100, 2)));
    MessageRecord second = queue(Samples.manifest(Samples.efn(2), 100, 2));

    Inspection told = gate.inspect(second, partnership("warn"));
    assertThat(told.isStopped()).isFalse();
    assertThat(rules(told)).containsExactly("pic-reuse");
    MessageRecord third = queue(Samples.manifest(Samples.efn(3), 100, 2));
    assertThat(gate.inspect(third, partnership("off")).findings()).isEmpty();
  }

  @Test
  void claims_go_once_pieces_are_entered() throws Exception {
    MessageRecord message = queue(Samples.manifest(Samples.efn(1), 100, 2));
    inspect(message);
    PieceEntry entry = new PieceEntry(ledger, database, payloads, Samples::tables, clock);
    entry.run();
    assertThat(ledger.claims().has(message.id())).isTrue();

    UspsFile file = ledger.files().find(Samples.efn(1)).orElseThrow();
    database.inTransaction(
        () -> {
          ledger
              .messages()
              .putState(ledger.messages().ofFile(file.id()).get(0), FileMessage.State.SENT);
          return true;
        });
    entry.run();
    assertThat(ledger.claims().has(message.id())).isFalse();
    assertThat(ledger.pieces().filesOf(List.of(PieceKey.of(Samples.pic(100)).hash()))).hasSize(1);
    assertThat(rules(inspect(queue(Samples.manifest(Samples.efn(2), 101, 2)))))
        .containsExactly("pic-reuse");
  }

  @Test
  void message_that_ended_is_looked_at_again_before_it_is_sent_again() throws Exception {
    MessageRecord message = queue(Samples.manifest(Samples.efn(1), 100, 2));
    inspect(message);
    assertThat(gate.mustLookAgain(message)).isFalse();
    clock.advance(Duration.ofSeconds(1));
    ledger.claims().remove(message.id()); // as the follower does

    assertThat(gate.mustLookAgain(message)).isTrue();
  }
}
