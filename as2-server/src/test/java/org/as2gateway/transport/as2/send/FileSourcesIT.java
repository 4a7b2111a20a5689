package org.as2gateway.transport.as2.send;

import static org.as2gateway.transport.as2.send.SendingGateway.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.delivery.folders.OutboxFolders;
import org.as2gateway.registry.partnerships.QueuePolicy;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.payload.KeptFiles;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.as2.receive.ReceiveAsyncMdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After any end of a message its file is in sent/ or failed/, and in nothing else. */
class FileSourcesIT {
  private static final Duration SETTLE = Duration.ofSeconds(2);
  private static final Path OTHER_DISK = Path.of("/dev/shm");
  private static final OwnKey NEW_KEY = TestPki.rsa("them", 2);

  @TempDir Path home;
  private SendingGateway gateway;
  private OutboxFolders intake;
  private ReceiveAsyncMdn receiver;

  @BeforeEach
  void open() throws IOException {
    gateway = new SendingGateway(home);
    gateway.recover();
    gateway.change(SendingGateway::asynchronous);
    intake = gateway.intake(SETTLE);
    receiver =
        new ReceiveAsyncMdn(
            gateway.messages, gateway::registry, gateway.recorder, java.time.Clock.systemUTC());
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void a_file_whose_receipt_is_posted_goes_to_sent_and_its_name_is_free_again() throws Exception {
    post(Mdns.positive(awaiting("first")));
    gateway.filing.run();
    assertFiled("sent/" + NAME + "/a.txt");
    post(Mdns.positive(awaiting("second")));
    gateway.filing.run();
    assertFiled("sent/" + NAME + "/a.txt", "sent/" + NAME + "/a (2).txt");
    assertThat(gateway.folders.sent(NAME).resolve("a (2).txt")).hasContent("second");
  }

  @Test
  void a_file_that_is_refused_by_a_posted_receipt_goes_to_failed() throws Exception {
    MessageRecord message = awaiting("order");
    post(
        Mdns.signed(
            message, Disposition.error(ErrorWord.AUTHENTICATION_FAILED), "", SendingGateway.THEM));
    gateway.filing.run();
    assertFiled("failed/" + NAME + "/a.txt");
  }

  @Test
  void a_file_whose_receipt_never_comes_goes_to_failed_and_to_sent_once_one_is_judged_again()
      throws Exception {
    MessageRecord message = awaiting("order");
    post(Mdns.signed(message, Disposition.processed(), message.as2().mic().fieldValue(), NEW_KEY));
    gateway.clock.advance(SendingGateway.BUDGET.plus(SendingGateway.MDN_TIMEOUT));
    gateway.deliverDue();
    assertFiled("failed/" + NAME + "/a.txt");
    gateway.register(NEW_KEY.certificate());
    assertThat(gateway.receipts.judge(message.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    gateway.filing.run();
    assertFiled("sent/" + NAME + "/a.txt");
  }

  @Test
  void a_file_of_a_cancelled_message_goes_to_failed_and_to_sent_after_a_resend() throws Exception {
    MessageRecord message = awaiting("order");
    gateway.outbound.cancel().cancel(message.id());
    gateway.filing.run();
    assertFiled("failed/" + NAME + "/a.txt");
    gateway.script(Mdns.status(202));
    gateway.outbound.resend().resend(message.id());
    gateway.deliverDue();
    post(Mdns.positive(gateway.message(message.id())));
    gateway.filing.run();
    assertFiled("sent/" + NAME + "/a.txt");
  }

  @Test
  void a_file_goes_with_the_new_message_if_it_is_sent_again_before_it_was_filed() throws Exception {
    gateway.change(
        p -> SendingGateway.with(SendingGateway.asynchronous(p), new QueuePolicy(false, 1, true)));
    MessageRecord first = awaiting("order");
    gateway.outbound.cancel().cancel(first.id());
    gateway.script(Mdns.status(202));
    MessageRecord second = gateway.outbound.resend().resend(first.id());
    assertThat(second.id()).isNotEqualTo(first.id());
    gateway.deliverDue();
    post(Mdns.positive(gateway.message(second.id())));
    gateway.filing.run();
    assertFiled("sent/" + NAME + "/a.txt");
  }

  @Test
  void a_file_of_a_message_that_is_judged_after_its_resend_goes_by_the_new_message_alone()
      throws Exception {
    gateway.change(
        p -> SendingGateway.with(SendingGateway.asynchronous(p), new QueuePolicy(false, 1, true)));
    MessageRecord first = failedWithReceipt("order");
    MessageRecord second = gateway.outbound.resend().resend(first.id());
    gateway.register(NEW_KEY.certificate());
    assertThat(gateway.receipts.judge(first.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    gateway.filing.run();
    gateway.outbound.cancel().cancel(second.id());
    gateway.filing.run();
    assertFiled("failed/" + NAME + "/a.txt");
  }

  @Test
  void a_file_whose_kept_copy_has_expired_goes_from_failed_to_sent_if_it_is_what_was_sent()
      throws Exception {
    MessageRecord message = failedWithReceipt("order");
    Files.delete(KeptFiles.file(gateway.payloads.payload(message.id(), 0).orElseThrow()));
    gateway.register(NEW_KEY.certificate());
    gateway.receipts.judge(message.id());
    gateway.filing.run();
    assertFiled("sent/" + NAME + "/a.txt");
    gateway.messages.addUnfiledSource(gateway.message(message.id())); // as after a crash
    gateway.clock.advance(Duration.ofSeconds(1));
    gateway.filing.run();
    assertFiled("sent/" + NAME + "/a.txt");
    assertThat(gateway.eventKinds(message.id())).contains("filed").doesNotContain("not-filed");
  }

  @Test
  void a_file_whose_kept_copy_has_expired_and_that_was_changed_stays_and_an_event_says_so()
      throws Exception {
    MessageRecord message = failedWithReceipt("order");
    Files.delete(KeptFiles.file(gateway.payloads.payload(message.id(), 0).orElseThrow()));
    Files.writeString(gateway.folders.failed(NAME).resolve("a.txt"), "ORDER");
    gateway.register(NEW_KEY.certificate());
    gateway.receipts.judge(message.id());
    gateway.filing.run();
    assertFiled("failed/" + NAME + "/a.txt");
    assertThat(gateway.messages.events(message.id()))
        .filteredOn(event -> event.kind() == EventKind.NOT_FILED)
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).contains("failed/" + NAME, "a.txt"));
  }

  @Test
  void a_file_whose_end_was_recorded_before_a_crash_is_filed_by_the_next_life() throws Exception {
    MessageRecord message = awaiting("order");
    post(Mdns.positive(message));
    restart();
    intake.scan();
    gateway.clock.advance(SETTLE);
    intake.scan();
    assertThat(all()).hasSize(1);
    gateway.filing.run();
    assertFiled("sent/" + NAME + "/a.txt");
  }

  /** Older versions forgot the file of a message that ended by a posted receipt. */
  @Test
  void a_file_that_an_older_version_forgot_is_filed() throws Exception {
    MessageRecord message = awaiting("order");
    post(Mdns.positive(message));
    gateway.messages.forgetUnfiledSource(message.id());
    Files.createFile(gateway.folders.data().resolve("intake").resolve(message.id()));
    restart();
    gateway.filing.run();
    assertFiled("sent/" + NAME + "/a.txt");
  }

  @Test
  void a_file_that_cannot_be_moved_now_is_moved_later_and_keeps_no_other_waiting()
      throws Exception {
    Files.createDirectories(gateway.folders.sent());
    Path obstacle = Files.writeString(gateway.folders.sent().resolve(NAME), "in the way");
    MessageRecord sent = awaiting("order");
    post(Mdns.positive(sent));
    gateway.filing.run();
    MessageRecord cancelled = awaiting("b.txt", "other");
    gateway.outbound.cancel().cancel(cancelled.id());
    gateway.filing.run();
    assertThat(gateway.folders.failed(NAME).resolve("b.txt")).exists();
    assertThat(gateway.folders.outbox(NAME).resolve("a.txt")).exists();
    Files.delete(obstacle);
    gateway.clock.advance(Duration.ofSeconds(5));
    gateway.filing.run();
    assertFiled("failed/" + NAME + "/b.txt", "sent/" + NAME + "/a.txt");
  }

  /** As {@code cp -p} and {@code rsync -t} leave it. */
  @Test
  void a_new_file_of_the_same_name_size_and_time_is_not_taken_for_the_old_one() throws Exception {
    MessageRecord message = awaiting("first!");
    Path file = gateway.folders.outbox(NAME).resolve("a.txt");
    FileTime time = Files.getLastModifiedTime(file);
    Path next = Files.writeString(home.resolve("next"), "second");
    Files.setLastModifiedTime(next, time);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    post(Mdns.positive(message));
    gateway.filing.run();
    assertThat(file).hasContent("second");
    assertThat(gateway.folders.sent(NAME).resolve("a.txt")).hasContent("first!");
    settle();
    assertThat(all()).hasSize(2);
  }

  @Test
  void a_file_goes_to_a_folder_on_another_disk_as_a_copy() throws Exception {
    assumeThat(OTHER_DISK).isDirectory();
    assumeThat(Files.getFileStore(OTHER_DISK)).isNotEqualTo(Files.getFileStore(home));
    Path elsewhere = Files.createTempDirectory(OTHER_DISK, "sent");
    try {
      Files.createDirectories(gateway.folders.sent());
      Path sent = Files.createSymbolicLink(gateway.folders.sent(NAME), elsewhere);
      Files.writeString(elsewhere.resolve("a.txt"), "another");
      MessageRecord message = awaiting("order");
      post(Mdns.positive(message));
      gateway.filing.run();
      gateway.messages.addUnfiledSource(gateway.message(message.id())); // as after a crash
      gateway.clock.advance(Duration.ofSeconds(1));
      gateway.filing.run();
      try (Stream<Path> files = Files.list(elsewhere)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("a.txt", "a (2).txt");
      }
      assertThat(sent.resolve("a (2).txt")).hasContent("order");
      assertThat(gateway.folders.outbox(NAME)).isEmptyDirectory();
      assertThat(gateway.messages.heldSources(NAME)).isEmpty();
    } finally {
      for (String name : List.of("a.txt", "a (2).txt")) {
        Files.deleteIfExists(elsewhere.resolve(name));
      }
      Files.delete(elsewhere);
    }
  }

  @Test
  void a_payload_that_came_over_the_api_has_no_file_to_move() throws Exception {
    gateway.script(Mdns.status(202));
    MessageRecord message = gateway.submit("order");
    gateway.deliverDue();
    post(Mdns.positive(gateway.message(message.id())));
    gateway.filing.run();
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertFiled();
  }

  /** Failed by its time limit, with a receipt kept that a certificate to come verifies. */
  private MessageRecord failedWithReceipt(String content) throws Exception {
    MessageRecord message = awaiting(content);
    post(Mdns.signed(message, Disposition.processed(), message.as2().mic().fieldValue(), NEW_KEY));
    gateway.clock.advance(SendingGateway.BUDGET.plus(SendingGateway.MDN_TIMEOUT));
    gateway.deliverDue();
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.FAILED);
    return gateway.message(message.id());
  }

  private MessageRecord awaiting(String content) {
    return awaiting("a.txt", content);
  }

  private MessageRecord awaiting(String name, String content) {
    gateway.drop(name, content);
    gateway.script(Mdns.status(202));
    settle();
    gateway.deliverDue();
    return all().get(0);
  }

  private void settle() {
    intake.scan();
    gateway.clock.advance(SETTLE);
    intake.scan();
  }

  private void restart() throws IOException {
    gateway.close();
    gateway = new SendingGateway(home);
    gateway.recover();
    intake = gateway.intake(SETTLE);
  }

  private List<MessageRecord> all() {
    return gateway.messages.search(MessageQuery.newest(1000)).messages();
  }

  private void post(MimeEntity mdn) throws IOException {
    receiver.receive(mdn.headers(), new ByteArrayInputStream(mdn.body()));
  }

  /** These files and no other; nothing is left in the outbox or the intake. */
  private void assertFiled(String... files) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      assertThat(
              all.filter(Files::isRegularFile)
                  .map(file -> home.relativize(file).toString())
                  .filter(file -> file.matches("(outbox|sent|failed|data/intake|data/stage)/.*")))
          .containsExactlyInAnyOrder(files);
    }
    assertThat(gateway.messages.heldSources(NAME)).isEmpty();
  }
}
