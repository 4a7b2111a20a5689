package org.as2gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.store.payload.SubmittedFiles.SubmittedFile;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.ledger.FileMessage;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.FileStep;
import org.as2gateway.usps.ledger.UspsFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests between two gateways: what is stopped, what the ledger knows of what was sent. */
@Tag("slow")
class UspsLedgerIT {
  private static final String ROUTE = "us-to-them";
  private static final String EFN = Samples.efn(1);

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
            .partnership("us", "them", manifests(them.url()));
    us = TestGateway.start(home);
  }

  private static Map<String, String> manifests(URI url) {
    Map<String, String> attributes = new LinkedHashMap<>(TestHome.sending(url));
    attributes.put("gw.usps", "manifests");
    return attributes;
  }

  @AfterEach
  void stop() {
    us.close();
    them.close();
  }

  private String submit(String manifest) throws Exception {
    return us.submit(ROUTE, "tonight.manifest", manifest.getBytes(ISO_8859_1)).id();
  }

  private MessageRecord blocked(String id) {
    return us.await(id, message -> message.status() == MessageStatus.BLOCKED);
  }

  private void sent(String id) {
    assertThat(us.awaitEnd(id).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
  }

  private String correction(String manifest) throws Exception {
    return us.gateway()
        .submitCorrection(ROUTE, Optional.empty(), SubmittedFiles.of(file(manifest)))
        .id();
  }

  private static SubmittedFile file(String manifest) {
    return new SubmittedFile(
        "fixed.manifest",
        Optional.empty(),
        new ByteArrayInputStream(manifest.getBytes(ISO_8859_1)));
  }

  private List<String> rules(String id) {
    return us.gateway().inspection(id).orElseThrow().findings().stream()
        .map(Finding::rule)
        .toList();
  }

  private UspsFile file() {
    return us.gateway().usps().ledger().files().find(EFN).orElseThrow();
  }

  private UspsFile await(FileState state) {
    return Awaitility.await()
        .until(
            () -> us.gateway().usps().ledger().files().find(EFN).orElse(null),
            file -> file != null && file.state() == state);
  }

  private void awaitPieces(int count) {
    Awaitility.await().until(() -> knownPieces(count) == count);
  }

  private int knownPieces(int count) {
    List<Long> hashes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hashes.add(PieceKey.of(Samples.pic(100 + i)).hash());
    }
    return us.gateway().usps().ledger().pieces().filesOf(hashes).size();
  }

  @Test
  void sent_manifest_is_received_and_its_pieces_are_known() throws Exception {
    String id = submit(Samples.manifest(EFN, 100, 3));
    sent(id);
    UspsFile file = await(FileState.RECEIVED);
    awaitPieces(3);

    assertThat(file.pieces()).isEqualTo(3);
    assertThat(file.partnership()).isEqualTo(ROUTE);
    assertThat(file.header().raw())
        .isEqualTo(Samples.manifest(EFN, 100, 3).lines().findFirst().orElseThrow());
    assertThat(file.times().receivedBy()).isEqualTo("mdn");
    assertThat(file.times().sent()).isBeforeOrEqualTo(file.times().received());
    assertThat(us.gateway().usps().ledger().messages().ofFile(file.id()))
        .extracting(FileMessage::message)
        .containsExactly(id);
    assertThat(us.gateway().usps().ledger().files().steps(file.id()))
        .extracting(FileStep::kind)
        .startsWith("queued")
        .endsWith("received");
  }

  @Test
  void bad_manifest_is_blocked_and_its_number_is_free_once_it_is_discarded() throws Exception {
    String bad = Samples.with(Samples.manifest(EFN, 100, 2), 1, 17, "000000009");
    String id = submit(bad);
    blocked(id);

    assertThat(rules(id)).containsExactly("record-count");
    assertThat(file().state()).isEqualTo(FileState.BLOCKED);
    us.gateway().discard(id);
    String good = submit(Samples.manifest(EFN, 100, 2));
    sent(good);
    UspsFile file = await(FileState.RECEIVED);
    assertThat(file.header().records()).isEqualTo("000000003");
    assertThat(us.gateway().usps().ledger().messages().ofFile(file.id()))
        .extracting(FileMessage::message)
        .containsExactly(id, good);
  }

  @Test
  void mended_manifest_is_sent_while_the_blocked_one_waits() throws Exception {
    blocked(submit(Samples.with(Samples.manifest(EFN, 100, 2), 1, 17, "000000009")));
    sent(submit(Samples.manifest(EFN, 100, 2)));

    assertThat(await(FileState.RECEIVED).pieces()).isEqualTo(2);
  }

  @Test
  void known_number_stops_a_new_message_and_no_resend() throws Exception {
    String first = submit(Samples.manifest(EFN, 100, 2));
    sent(first);
    String again = submit(Samples.manifest(EFN, 200, 2));
    blocked(again);
    assertThat(rules(again)).containsExactly("efn-reuse");

    String resent = us.gateway().resend(first).id();
    assertThat(resent).isNotEqualTo(first);
    sent(resent);
    String twice = us.gateway().resend(resent).id();
    sent(twice);
    assertThat(await(FileState.RECEIVED).pieces()).isEqualTo(2);
  }

  @Test
  void pieces_of_an_earlier_file_stop_a_new_one() throws Exception {
    sent(submit(Samples.manifest(EFN, 100, 2)));
    awaitPieces(2);
    String other = submit(Samples.manifest(Samples.efn(2), 101, 2));
    blocked(other);

    assertThat(rules(other)).containsExactly("pic-reuse");
    assertThat(us.gateway().inspection(other).orElseThrow().findings().get(0).found())
        .contains(EFN);
  }

  @Test
  void correction_is_sent_under_the_known_number_and_an_unknown_one_is_stopped() throws Exception {
    String early = correction(Samples.manifest(EFN, 100, 1));
    blocked(early);
    assertThat(rules(early)).containsExactly("correction-unknown");

    sent(submit(Samples.manifest(EFN, 100, 3)));
    await(FileState.RECEIVED);
    String fix = correction(Samples.manifest(EFN, 100, 1));
    sent(fix);
    Awaitility.await()
        .until(
            () ->
                us.gateway().usps().ledger().messages().ofMessage(fix).get(0).state()
                    == FileMessage.State.RECEIVED);
    assertThat(file().pieces()).isEqualTo(3);
    assertThat(us.gateway().usps().ledger().messages().ofMessage(fix).get(0).isCorrection())
        .isTrue();
    sent(us.gateway().resend(fix).id());

    String changed = Samples.with(Samples.manifest(EFN, 100, 1), 1, 5, "183001");
    String wrong = correction(changed);
    blocked(wrong);
    assertThat(rules(wrong)).containsExactly("correction-header");
  }

  @Test
  void of_two_messages_with_one_number_only_one_is_sent() throws Exception {
    us.gateway().hold(ROUTE);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(submit(Samples.manifest(EFN, 100 + 10 * i, 2)));
    }
    us.gateway().release(ROUTE);

    List<MessageStatus> ends = new ArrayList<>();
    for (String id : ids) {
      ends.add(
          us.await(id, m -> m.status() == MessageStatus.BLOCKED || m.status().isEnd()).status());
    }
    assertThat(ends)
        .containsExactlyInAnyOrder(
            MessageStatus.ACKNOWLEDGED,
            MessageStatus.BLOCKED,
            MessageStatus.BLOCKED,
            MessageStatus.BLOCKED);
  }

  @Test
  void manifest_sent_anyway_has_the_number_from_then_on() throws Exception {
    String id = submit(Samples.with(Samples.manifest(EFN, 100, 2), 1, 17, "000000009"));
    blocked(id);
    us.gateway().sendAnyway(id, "boss", "counted by hand");
    sent(id);

    assertThat(await(FileState.RECEIVED).header().records()).isEqualTo("000000009");
    String again = submit(Samples.manifest(EFN, 300, 2));
    blocked(again);
    assertThat(rules(again)).containsExactly("efn-reuse");
  }

  @Test
  void file_that_is_no_manifest_is_stopped_and_not_in_the_ledger() throws Exception {
    String id = submit("an order\r\n");
    blocked(id);

    assertThat(rules(id)).containsExactly("not-a-manifest");
    assertThat(us.gateway().usps().ledger().messages().ofMessage(id)).isEmpty();
  }

  @Test
  void several_blocks_are_several_files() throws Exception {
    String two =
        Samples.manifest(EFN, 100, 2)
            + Samples.with(Samples.manifest(Samples.efn(2), 200, 1), 1, 14, "202601150002");
    String id = submit(two);
    sent(id);
    await(FileState.RECEIVED);
    awaitPieces(2);

    assertThat(us.gateway().usps().ledger().messages().ofMessage(id))
        .extracting(FileMessage::line)
        .containsExactly(1L, 4L);
    Awaitility.await()
        .until(
            () ->
                us.gateway()
                        .usps()
                        .ledger()
                        .pieces()
                        .filesOf(List.of(PieceKey.of(Samples.pic(200)).hash()))
                        .size()
                    == 1);
  }

  @Test
  void failed_message_that_is_sent_again_is_stopped_if_another_has_its_number() throws Exception {
    them.close();
    String failed = submit(Samples.manifest(EFN, 100, 2));
    us.await(failed, message -> message.state().attempts() > 0);
    us.gateway().cancel(failed);
    them = TestGateway.start(them.home());
    repoint();
    sent(submit(Samples.manifest(EFN, 200, 2)));
    us.gateway().resend(failed);
    blocked(failed);

    assertThat(rules(failed)).containsExactly("efn-reuse");
  }

  @Test
  void number_of_a_file_that_usps_has_stays_taken_although_its_receipt_was_lost() throws Exception {
    them.close();
    String lost = submit(Samples.manifest(EFN, 100, 2));
    us.await(lost, message -> message.state().attempts() > 0);
    var ledger = us.gateway().usps().ledger();
    ledger.accept(EFN, "boss", "USPS has it", Instant.now());
    assertThat(file().state()).isEqualTo(FileState.ACCEPTED);
    us.gateway().cancel(lost);
    Awaitility.await()
        .until(() -> ledger.messages().ofMessage(lost).get(0).state() == FileMessage.State.UNUSED);

    assertThat(file().state()).isEqualTo(FileState.ACCEPTED);
    them = TestGateway.start(them.home());
    repoint();
    String other = submit(Samples.manifest(EFN, 200, 2));
    blocked(other);
    assertThat(rules(other)).containsExactly("efn-reuse");
    assertThat(file().state()).isEqualTo(FileState.ACCEPTED);
    us.gateway().resend(lost);
    sent(lost);
    assertThat(file().state()).isEqualTo(FileState.ACCEPTED);
  }

  /** The other gateway has another port now. */
  private void repoint() throws Exception {
    Path file = home.path().resolve("partnerships.xml");
    String text = Files.readString(file).replaceAll("http://127[^\"]*", them.url().toString());
    Files.writeString(file, text);
    Awaitility.await()
        .until(
            () ->
                us.gateway()
                    .registry()
                    .partnerships()
                    .partnership(ROUTE)
                    .flatMap(partnership -> partnership.transport().url())
                    .filter(url -> url.equals(them.url()))
                    .isPresent());
  }

  @Test
  void user_marks_a_file_as_accepted() throws Exception {
    sent(submit(Samples.manifest(EFN, 100, 2)));
    await(FileState.RECEIVED);
    var ledger = us.gateway().usps().ledger();

    UspsFile accepted =
        ledger.accept(EFN, "boss", "USPS said so by phone", Instant.now()).orElseThrow();
    assertThat(accepted.state()).isEqualTo(FileState.ACCEPTED);
    assertThat(accepted.answered().accepted()).isEqualTo(2);
    assertThat(ledger.files().steps(accepted.id()))
        .last()
        .satisfies(step -> assertThat(step.actor()).isEqualTo("boss"));
  }

  @Test
  void correction_needs_a_partnership_for_manifests() {
    assertThatThrownBy(
            () ->
                us.gateway()
                    .submitCorrection("nobody", Optional.empty(), SubmittedFiles.of(file("x"))))
        .hasMessageContaining("nobody");
  }
}
