package org.as2gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.delivery.gate.Inspection;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that are looked at before they are sent: partner, queue, folders, restarts. */
@Tag("slow")
class BlockedMessagesIT {
  private static final String ROUTE = "us-to-them";
  private static final String NAMES = "gw.send_names";

  @TempDir private Path folder;

  private TestHome home;
  private TestGateway them;
  private TestGateway us;

  @BeforeEach
  void start() throws Exception {
    var ours = TestPki.rsa("CN=us");
    var theirs = TestPki.rsa("CN=them");
    them =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("them", theirs)
                .partner("us", ours.certificate())
                .partnership("us", "them", Map.of()));
    home =
        new TestHome(folder.resolve("us"))
            .station("us", ours)
            .partner("them", theirs.certificate())
            .partnership("us", "them", guarded(them.url()));
    us = TestGateway.start(home);
  }

  private static Map<String, String> guarded(URI url) {
    Map<String, String> attributes = new LinkedHashMap<>(TestHome.sending(url));
    attributes.put(NAMES, "*.manifest, Test-??.txt");
    attributes.put("gw.send_min_bytes", "1");
    attributes.put("gw.ordered", "true");
    return attributes;
  }

  @AfterEach
  void stop() {
    us.close();
    them.close();
  }

  private MessageRecord blocked(String filename, String content) throws Exception {
    String id = us.submit(ROUTE, filename, content.getBytes(US_ASCII)).id();
    return us.await(id, message -> message.status() == MessageStatus.BLOCKED);
  }

  @Test
  void file_that_is_not_allowed_is_blocked_with_findings_and_others_pass() throws Exception {
    MessageRecord blocked = blocked("payroll.xlsx", "");

    assertThat(blocked.reason()).isEqualTo(Reason.STOPPED_BEFORE_SENDING);
    assertThat(blocked.error()).contains("payroll.xlsx");
    Inspection inspection = us.gateway().inspection(blocked.id()).orElseThrow();
    assertThat(inspection.findings())
        .extracting(Finding::rule)
        .containsExactly("file-name", "file-size");
    assertThat(inspection.findings().get(0).expected()).isEqualTo("*.manifest, Test-??.txt");

    MessageRecord passed =
        us.awaitEnd(us.submit(ROUTE, "test-01.TXT", "x".getBytes(US_ASCII)).id());
    assertThat(passed.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(them.inbox("us")).hasSize(1);
    assertThat(us.gateway().held()).isEmpty();
  }

  @Test
  void message_sent_anyway_is_not_looked_at_again_and_says_who_and_why() throws Exception {
    MessageRecord blocked = blocked("odd.txt", "x");
    us.gateway().sendAnyway(blocked.id(), "boss", "the partner asked for it");
    MessageRecord sent = us.awaitEnd(blocked.id());

    assertThat(sent.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(sent.error()).isNull();
    assertThat(us.gateway().inspection(sent.id()).orElseThrow().approval())
        .isNotNull()
        .satisfies(approval -> assertThat(approval.by()).isEqualTo("boss"));
    assertThat(us.gateway().messages().events(sent.id()))
        .extracting(MessageEvent::kind)
        .containsSubsequence(
            EventKind.QUEUED, EventKind.BLOCKED, EventKind.SENT_ANYWAY, EventKind.ATTEMPT);
    assertThatThrownBy(() -> us.gateway().sendAnyway(sent.id(), "boss", "again"))
        .hasMessageContaining("acknowledged, not blocked");
    assertThatThrownBy(() -> us.gateway().discard(sent.id()))
        .hasMessageContaining("acknowledged, not blocked");
  }

  @Test
  void blocked_message_stays_blocked_over_a_restart_and_is_looked_at_again_by_resend()
      throws Exception {
    MessageRecord blocked = blocked("odd.txt", "x");
    us.close();
    us = TestGateway.start(home);
    String marker = us.submit(ROUTE, "after.manifest", "x".getBytes(US_ASCII)).id();
    us.awaitEnd(marker); // the queue is ordered: whatever was in it went first

    assertThat(us.gateway().messages().find(blocked.id()).orElseThrow().status())
        .isEqualTo(MessageStatus.BLOCKED);
    us.gateway().resend(blocked.id());
    us.await(blocked.id(), message -> message.status() == MessageStatus.BLOCKED);
    assertThat(us.gateway().messages().events(blocked.id()))
        .filteredOn(event -> event.kind() == EventKind.BLOCKED)
        .hasSize(2);
    assertThat(received()).isEqualTo(1);
  }

  @Test
  void rules_hold_for_a_queued_message_whose_partnership_was_renamed() throws Exception {
    us.gateway().hold(ROUTE);
    String id = us.submit(ROUTE, "odd.txt", "x".getBytes(US_ASCII)).id();
    Path file = home.path().resolve("partnerships.xml");
    Files.writeString(file, Files.readString(file).replace("\"" + ROUTE + "\"", "\"to-them\""));
    us.awaitPartnership("to-them");
    us.gateway().release(ROUTE);

    us.await(id, message -> message.status() == MessageStatus.BLOCKED);
    assertThat(received()).isZero();
  }

  @Test
  void dropped_file_stays_until_a_person_decides() throws Exception {
    Path outbox = home.path().resolve("outbox").resolve(ROUTE);
    MessageRecord discarded = awaitBlocked(drop(outbox, "bad.txt"));
    assertThat(outbox.resolve("bad.txt")).exists();

    us.gateway().discard(discarded.id());
    MessageRecord ended = us.awaitEnd(discarded.id());
    assertThat(ended.status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(ended.reason()).isEqualTo(Reason.DISCARDED);
    awaitFiled("failed", "bad.txt");

    MessageRecord sent = awaitBlocked(drop(outbox, "sent.txt"));
    us.gateway().sendAnyway(sent.id(), "boss", "right all the same");
    awaitFiled("sent", "sent.txt");
    assertThat(received()).isEqualTo(1);
  }

  private static String drop(Path outbox, String name) throws IOException {
    Files.createDirectories(outbox);
    Path writing = Files.writeString(outbox.resolve(name + ".tmp"), "content");
    Files.move(writing, outbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    return name;
  }

  private MessageRecord awaitBlocked(String filename) {
    return Awaitility.await()
        .until(
            () ->
                us.messages().stream()
                    .filter(message -> filename.equals(message.state().sourceFile()))
                    .filter(message -> message.status() == MessageStatus.BLOCKED)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private void awaitFiled(String end, String name) {
    Awaitility.await()
        .untilAsserted(
            () -> {
              assertThat(home.path().resolve("outbox").resolve(ROUTE).resolve(name)).doesNotExist();
              assertThat(home.path().resolve(end).resolve(ROUTE).resolve(name)).exists();
            });
  }

  private long received() {
    return them.messages().stream().filter(m -> m.direction() == Direction.IN).count();
  }
}
