package org.as2gateway.transport.as2.send;

import static org.as2gateway.transport.as2.send.SendingGateway.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.delivery.folders.OutboxFolders;
import org.as2gateway.registry.partnerships.QueuePolicy;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Intake of files, and where they go, on a real file system (reliability.md §3.1, §3.4, §3.7). */
class OutboxFoldersIT {
  private static final Duration SETTLE = Duration.ofSeconds(2);

  @TempDir Path home;
  private SendingGateway gateway;
  private OutboxFolders intake;

  @BeforeEach
  void open() throws IOException {
    gateway = new SendingGateway(home);
    gateway.recover();
    intake = gateway.intake(SETTLE);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void makes_the_folder_of_an_outbound_partnership() {
    intake.scan();
    assertThat(gateway.folders.outbox(NAME)).isDirectory();
  }

  @Test
  void takes_a_file_once_it_stood_unchanged() throws IOException {
    Path file = gateway.drop("a.txt", "half");
    intake.scan();
    gateway.clock.advance(Duration.ofSeconds(1));
    Files.writeString(file, "half and half");
    intake.scan();
    gateway.clock.advance(Duration.ofSeconds(1));
    intake.scan();
    assertThat(all()).isEmpty();
    gateway.clock.advance(Duration.ofSeconds(1));
    intake.scan();
    assertThat(all()).hasSize(1);
    assertThat(all().get(0).status()).isEqualTo(MessageStatus.QUEUED);
    assertThat(all().get(0).bytes()).isEqualTo(13);
    assertThat(file).exists();
  }

  @Test
  void an_acknowledged_file_goes_to_sent_and_is_never_sent_twice() {
    Path file = gateway.drop("a.txt", "order");
    gateway.script(r -> SendingGateway.acknowledge(gateway, r));
    settle();
    gateway.deliverDue();
    assertThat(file).doesNotExist();
    assertThat(gateway.folders.sent(NAME).resolve("a.txt")).hasContent("order");
    assertThat(all().get(0).payloads().get(0).sha256()).hasSize(64);
    settle();
    assertThat(all()).hasSize(1);
  }

  @Test
  void a_failed_file_goes_to_failed_and_to_sent_after_a_resend_that_is_acknowledged()
      throws Exception {
    Path file = gateway.drop("a.txt", "order");
    gateway.script(Mdns.status(404), r -> SendingGateway.acknowledge(gateway, r));
    settle();
    gateway.deliverDue();
    Path failed = gateway.folders.failed(NAME).resolve("a.txt");
    assertThat(file).doesNotExist();
    assertThat(failed).hasContent("order");
    MessageRecord again = gateway.outbound.resend().resend(all().get(0).id());
    assertThat(again.id()).isEqualTo(all().get(0).id());
    gateway.deliverDue();
    assertThat(gateway.folders.sent(NAME).resolve("a.txt")).hasContent("order");
    assertThat(failed).doesNotExist();
    assertThat(gateway.requests.get(0).body()).isEqualTo(gateway.requests.get(1).body());
    assertThat(gateway.message(again.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
  }

  @Test
  void a_cancelled_file_goes_to_failed_and_an_ended_message_cannot_be_cancelled()
      throws RefusedOperation {
    gateway.drop("a.txt", "order");
    settle();
    String id = all().get(0).id();
    assertThat(gateway.outbound.cancel().cancel(id).status()).isEqualTo(MessageStatus.CANCELLED);
    gateway.filing.run();
    assertThat(gateway.folders.failed(NAME).resolve("a.txt")).hasContent("order");
    assertThatThrownBy(() -> gateway.outbound.cancel().cancel(id))
        .isInstanceOfSatisfying(
            RefusedOperation.class,
            e -> assertThat(e.reason()).isEqualTo(RefusedOperation.Reason.CONFLICT));
    gateway.deliverDue();
    assertThat(gateway.requests).isEmpty();
  }

  @Test
  void nothing_in_sent_is_overwritten() throws IOException {
    Files.createDirectories(gateway.folders.sent(NAME));
    Path old = Files.writeString(gateway.folders.sent(NAME).resolve("a.txt"), "old");
    gateway.drop("a.txt", "new");
    gateway.script(r -> SendingGateway.acknowledge(gateway, r));
    settle();
    gateway.deliverDue();
    assertThat(old).hasContent("old");
    try (var files = Files.list(gateway.folders.sent(NAME))) {
      assertThat(files.filter(f -> !f.equals(old)).toList())
          .singleElement()
          .satisfies(f -> assertThat(f).hasContent("new"));
    }
  }

  @Test
  void a_name_of_full_length_that_is_taken_in_sent_gets_a_suffix_and_is_cut() throws IOException {
    String name = "n".repeat(251) + ".txt";
    for (String content : List.of("first", "second")) {
      gateway.drop(name, content);
      gateway.script(r -> SendingGateway.acknowledge(gateway, r));
      settle();
      gateway.deliverDue();
    }
    assertThat(gateway.folders.outbox(NAME)).isEmptyDirectory();
    assertThat(gateway.folders.sent(NAME).resolve(name)).hasContent("first");
    assertThat(gateway.folders.sent(NAME).resolve("n".repeat(247) + " (2).txt"))
        .hasContent("second");
  }

  @Test
  void a_name_that_java_cannot_write_keeps_no_other_waiting() throws Exception {
    gateway.drop("good.txt", "order");
    Process shell =
        new ProcessBuilder("sh", "-c", "echo x > \"$(printf 'gr\\374n.txt')\"")
            .directory(gateway.folders.outbox(NAME).toFile())
            .start();
    assertThat(shell.waitFor()).isZero();
    settle();
    assertThat(all().stream().map(message -> message.state().sourceFile()))
        .containsExactly("good.txt");
  }

  @Test
  void a_file_that_cannot_be_read_keeps_no_other_waiting() throws IOException {
    Path closed = gateway.drop("a.txt", "secret");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(closed)).as("may read all").isFalse();
    gateway.drop("b.txt", "order");
    settle();
    assertThat(all().stream().map(message -> message.state().sourceFile())).contains("b.txt");
  }

  /** Whoever writes slowly into the outbox folder itself, instead of moving a file in. */
  @Test
  void a_file_that_grows_after_it_was_sent_is_told_of() throws IOException {
    Path file = gateway.drop("a.txt", "half");
    gateway.script(
        r -> {
          Files.writeString(file, " and half", StandardOpenOption.APPEND);
          return SendingGateway.acknowledge(gateway, r);
        });
    settle();
    gateway.deliverDue();
    MessageRecord message = all().get(0);
    assertThat(message.bytes()).isEqualTo(4);
    assertThat(gateway.messages.events(message.id()))
        .anySatisfy(
            event -> {
              assertThat(event.kind()).isEqualTo(EventKind.SOURCE_CHANGED);
              assertThat(event.detail()).contains("4 octets were sent", "it has 13 now");
            });
  }

  @Test
  void a_file_that_is_written_to_while_it_is_read_is_not_sent_until_it_stands_still()
      throws Exception {
    Path file = gateway.drop("big.bin", "x".repeat(1 << 20));
    settle();
    AtomicBoolean isOver = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              while (!isOver.get()) {
                append(file);
              }
            });
    writer.start();
    await().until(() -> Files.size(file) > 1 << 20); // it runs
    gateway.deliverDue();
    isOver.set(true);
    writer.join();
    assertThat(gateway.requests).isEmpty();
    assertThat(all().get(0).error()).contains("was written to while it was read");
    gateway.script(r -> SendingGateway.acknowledge(gateway, r));
    gateway.clock.advance(Duration.ofMinutes(1));
    gateway.deliverDue();
    assertThat(all().get(0).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(all().get(0).bytes())
        .isEqualTo(Files.size(gateway.folders.sent(NAME).resolve("big.bin")));
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, "more", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void leaves_unfinished_names_links_and_folders_alone() throws IOException {
    for (String name : List.of(".hidden", "a.tmp", "a.part", "a.filepart", "A.TMP")) {
      gateway.drop(name, "x");
    }
    Path secret = Files.writeString(home.resolve("secret"), "x");
    Files.createSymbolicLink(gateway.folders.outbox(NAME).resolve("link"), secret);
    Files.createDirectory(gateway.folders.outbox(NAME).resolve("folder"));
    settle();
    assertThat(all()).isEmpty();
    assertThat(gateway.folders.outbox(NAME).resolve("link")).isSymbolicLink();
  }

  @Test
  void an_empty_file_is_sent() {
    gateway.drop("empty", "");
    gateway.script(r -> SendingGateway.acknowledge(gateway, r));
    settle();
    gateway.deliverDue();
    assertThat(all().get(0).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(gateway.folders.sent(NAME).resolve("empty")).isEmptyFile();
  }

  @Test
  void a_file_that_vanishes_before_it_is_taken_is_fine() throws IOException {
    Path file = gateway.drop("a.txt", "x");
    intake.scan();
    Files.delete(file);
    settle();
    assertThat(all()).isEmpty();
  }

  @Test
  void a_file_that_vanishes_after_it_is_taken_is_sent_all_the_same() throws IOException {
    Path file = gateway.drop("a.txt", "order");
    gateway.script(r -> SendingGateway.acknowledge(gateway, r));
    settle();
    Files.delete(file);
    gateway.deliverDue();
    assertThat(gateway.folders.sent(NAME).resolve("a.txt")).hasContent("order");
  }

  @Test
  void the_same_name_dropped_again_waits_until_the_first_has_ended() throws IOException {
    Path file = gateway.drop("a.txt", "first");
    settle();
    Path other = Files.writeString(home.resolve("other"), "second");
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    settle();
    assertThat(all()).hasSize(1);
    gateway.script(
        r -> SendingGateway.acknowledge(gateway, r), r -> SendingGateway.acknowledge(gateway, r));
    gateway.deliverDue();
    assertThat(gateway.folders.sent(NAME).resolve("a.txt")).hasContent("first");
    assertThat(file).hasContent("second");
    settle();
    assertThat(all()).hasSize(2);
    gateway.deliverDue();
    assertThat(file).doesNotExist();
  }

  @Test
  void a_file_waits_while_its_partnership_is_incomplete() {
    gateway.change(p -> SendingGateway.withUrl(p, Optional.empty()));
    Path file = gateway.drop("a.txt", "order");
    settle();
    assertThat(all()).isEmpty();
    assertThat(file).exists();
    gateway.change(p -> SendingGateway.withUrl(p, Optional.of(URI.create("http://localhost/as2"))));
    intake.scan();
    assertThat(all()).hasSize(1);
  }

  @Test
  void an_ordered_partnership_takes_by_time_stamp_and_then_by_name() throws IOException {
    gateway.change(p -> SendingGateway.with(p, new QueuePolicy(true, 1, false)));
    for (String name : List.of("c", "b", "a", "z")) {
      Path file = gateway.drop(name, name);
      long second = name.equals("z") ? 1 : 2;
      Files.setLastModifiedTime(file, FileTime.from(second, TimeUnit.SECONDS));
    }
    settle();
    assertThat(all().stream().map(message -> message.state().sourceFile()))
        .containsExactly("c", "b", "a", "z");
  }

  @Test
  void open_messages_are_bounded_and_the_rest_follows() {
    int count = OutboxFolders.WINDOW + 50;
    for (int i = 0; i < count; i++) {
      gateway.drop("f" + i, "x");
    }
    settle();
    settle();
    assertThat(gateway.messages.countOpen(NAME)).isEqualTo(OutboxFolders.WINDOW);
    for (MessageRecord message : all().subList(0, 60)) {
      cancel(message.id());
    }
    settle();
    assertThat(gateway.messages.countOpen(NAME)).isEqualTo(count - 60);
  }

  @Test
  void a_file_whose_move_was_interrupted_is_moved_after_a_restart_and_not_sent_again()
      throws IOException {
    Path file = gateway.drop("a.txt", "order");
    gateway.script(r -> SendingGateway.acknowledge(gateway, r));
    settle();
    String id = all().get(0).id();
    // Something that is no folder stands where sent/ belongs: the move fails, as by a crash.
    Path obstacle = gateway.folders.sent().resolve(NAME);
    Files.createDirectories(obstacle.getParent());
    Files.writeString(obstacle, "in the way");
    gateway.deliverDue();
    assertThat(gateway.message(id).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(file).exists();
    settle();
    assertThat(all()).hasSize(1);
    Files.delete(obstacle);
    gateway.close();
    gateway = new SendingGateway(home);
    gateway.recover();
    gateway.filing.run();
    assertThat(file).doesNotExist();
    assertThat(gateway.folders.sent(NAME).resolve("a.txt")).hasContent("order");
  }

  @Test
  void a_taken_file_is_not_taken_again_after_a_restart() throws IOException {
    gateway.drop("a.txt", "order");
    settle();
    gateway.close();
    gateway = new SendingGateway(home);
    gateway.recover();
    intake = gateway.intake(SETTLE);
    settle();
    assertThat(all()).hasSize(1);
  }

  @Test
  void a_file_brought_back_from_sent_is_a_new_message() throws IOException {
    Path file = gateway.drop("a.txt", "order");
    gateway.script(r -> SendingGateway.acknowledge(gateway, r));
    settle();
    gateway.deliverDue();
    Files.move(gateway.folders.sent(NAME).resolve("a.txt"), file);
    settle();
    assertThat(all()).hasSize(2);
    assertThat(all().get(0).as2().messageId()).isNotEqualTo(all().get(1).as2().messageId());
  }

  @Test
  void a_resend_of_an_acknowledged_message_is_a_new_one() throws Exception {
    gateway.script(r -> SendingGateway.acknowledge(gateway, r));
    MessageRecord first = gateway.submit("order");
    gateway.deliverDue();
    MessageRecord second = gateway.outbound.resend().resend(first.id());
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.as2().messageId()).isNotEqualTo(first.as2().messageId());
    gateway.script(r -> SendingGateway.acknowledge(gateway, r));
    gateway.deliverDue();
    assertThat(gateway.message(second.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
  }

  @Test
  void a_resend_makes_a_new_message_id_where_the_partnership_wants_one() throws Exception {
    gateway.change(p -> SendingGateway.with(p, new QueuePolicy(false, 1, true)));
    gateway.drop("a.txt", "order");
    gateway.script(Mdns.status(404), r -> SendingGateway.acknowledge(gateway, r));
    settle();
    gateway.deliverDue();
    MessageRecord second = gateway.outbound.resend().resend(all().get(0).id());
    gateway.deliverDue();
    assertThat(gateway.message(second.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(gateway.requests.get(1).header("Message-ID"))
        .isNotEqualTo(gateway.requests.get(0).header("Message-ID"));
    assertThat(gateway.folders.sent(NAME).resolve("a.txt")).exists();
    assertThat(gateway.folders.failed(NAME).resolve("a.txt")).doesNotExist();
  }

  private void cancel(String id) {
    try {
      gateway.outbound.cancel().cancel(id);
    } catch (RefusedOperation e) {
      throw new AssertionError(e);
    }
  }

  private void settle() {
    intake.scan();
    gateway.clock.advance(SETTLE);
    intake.scan();
  }

  private List<MessageRecord> all() {
    return gateway.messages.search(MessageQuery.newest(1000)).messages();
  }
}
