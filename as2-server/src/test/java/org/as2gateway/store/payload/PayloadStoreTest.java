package org.as2gateway.store.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PayloadStoreTest {
  private static final String ID = "01ARYZ6S41TSV4RRFFQ69G5FAV";

  @TempDir private Path home;
  private HomeFolders folders;
  private PayloadStore store;

  @BeforeEach
  void open() throws IOException {
    folders = new HomeFolders(home);
    store = PayloadStore.open(folders, 0, 1000);
  }

  private StageFile staged(String id, int index, byte[] content) throws IOException {
    StageFile file = store.stage(id, index);
    file.output().write(content);
    return file;
  }

  /** A payload as it stands once its message is recorded. */
  private void accept(String id, int index, String content) throws IOException {
    try (StageFile file = staged(id, index, content.getBytes(UTF_8))) {
      store.keep(List.of(file));
      file.handOver();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void everything_under_data_is_for_the_gateway_alone() throws IOException {
    accept(ID, 0, "x");
    assertThat(mode(folders.data())).isEqualTo("rwx------");
    assertThat(mode(folders.stage())).isEqualTo("rwx------");
    assertThat(mode(folders.stage().resolve(ID + "-0"))).isEqualTo("rw-------");
    assertThat(mode(folders.refused())).isEqualTo("rwx------");
  }

  @Test
  void staged_payload_has_every_octet_whatever_the_sizes_of_its_writes() throws IOException {
    byte[] content = new byte[1_000_003];
    Random random = new Random(1);
    random.nextBytes(content);
    StageFile file = store.stage(ID, 0);
    OutputStream output = file.output();
    int at = 0;
    while (at < content.length) {
      int step = Math.min(content.length - at, random.nextInt(150_000));
      output.write(content, at, step);
      at += step;
      if (at < content.length) {
        output.write(content[at++]);
      }
    }
    store.keep(List.of(file));
    assertThat(file.bytes()).isEqualTo(content.length);
    assertThat(Files.readAllBytes(file.path())).isEqualTo(content);
    assertThat(store.payload(ID, 0).orElseThrow().open().readAllBytes()).isEqualTo(content);
  }

  @Test
  void closing_a_stage_file_removes_every_trace_of_it() throws IOException {
    try (StageFile file = staged(ID, 0, new byte[10])) {
      store.keep(List.of(file));
    }
    assertThat(names(folders.stage())).isEmpty();
    assertThat(names(folders.payloads())).isEmpty();
  }

  @Test
  void delivers_whole_files_and_keeps_a_copy() throws IOException {
    accept(ID, 0, "content");
    String reference;
    try (InboxName name = store.reserveInboxName("acme", "a.txt", n -> false)) {
      reference = name.reference();
    }
    assertThat(reference).isEqualTo("acme/a.txt");
    assertThat(names(folders.stage())).hasSize(1);
    Path delivered = store.deliver(ID, 0, reference).orElseThrow();
    assertThat(delivered).isEqualTo(folders.inbox("acme").resolve("a.txt")).hasContent("content");
    assertThat(names(folders.stage())).isEmpty();
    Files.delete(delivered);
    assertThat(KeptFiles.file(store.payload(ID, 0).orElseThrow())).hasContent("content");
  }

  @Test
  void second_delivery_of_the_same_payload_does_nothing() throws IOException {
    accept(ID, 0, "content");
    store.deliver(ID, 0, "acme/a.txt");
    Files.delete(folders.inbox("acme").resolve("a.txt"));
    assertThat(store.deliver(ID, 0, "acme/a.txt")).isEmpty();
    assertThat(names(folders.inbox("acme"))).isEmpty();
  }

  @Test
  void name_that_is_taken_gets_a_suffix_before_its_extension() throws IOException {
    Files.createDirectories(folders.inbox("acme"));
    Files.writeString(folders.inbox("acme").resolve("a.txt"), "theirs");
    InboxName second = store.reserveInboxName("acme", "a.txt", n -> n.equals("a (2).txt"));
    InboxName third = store.reserveInboxName("acme", "a.txt", n -> n.equals("a (2).txt"));
    assertThat(second.name()).isEqualTo("a (3).txt");
    assertThat(third.name()).isEqualTo("a (4).txt");
    second.close();
    third.close();
    Files.delete(folders.inbox("acme").resolve("a.txt"));
    try (InboxName first = store.reserveInboxName("acme", "a.txt", n -> false)) {
      assertThat(first.name()).isEqualTo("a.txt");
    }
  }

  @Test
  void never_writes_over_a_file_that_came_after_the_name_was_chosen() throws IOException {
    accept(ID, 0, "ours");
    InboxName name = store.reserveInboxName("acme", "a.txt", n -> false);
    Files.writeString(folders.inbox("acme").resolve("a.txt"), "theirs");
    Path delivered = store.deliver(ID, 0, name.reference()).orElseThrow();
    assertThat(folders.inbox("acme").resolve("a.txt")).hasContent("theirs");
    assertThat(delivered).hasFileName("a (2).txt").hasContent("ours");
  }

  @Test
  void many_threads_deliver_files_of_one_name_and_lose_none() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Path>> work =
          IntStream.range(0, 60)
              .mapToObj(
                  i ->
                      (Callable<Path>)
                          () -> {
                            accept("id" + i, 0, "content" + i);
                            try (InboxName name =
                                store.reserveInboxName("acme", "data.edi", n -> false)) {
                              return store.deliver("id" + i, 0, name.reference()).orElseThrow();
                            }
                          })
              .toList();
      List<String> contents = new ArrayList<>();
      for (Future<Path> delivered : threads.invokeAll(work)) {
        contents.add(Files.readString(delivered.get()));
      }
      assertThat(contents).hasSize(60).doesNotHaveDuplicates();
    } finally {
      threads.shutdown();
    }
    assertThat(names(folders.inbox("acme"))).hasSize(60);
    assertThat(names(folders.stage())).isEmpty();
  }

  @Test
  void inbox_file_can_be_read_by_whoever_can_read_the_folder() throws IOException {
    Files.createDirectories(folders.inbox("acme"));
    Files.setPosixFilePermissions(
        folders.inbox("acme"), PosixFilePermissions.fromString("rwxrwxr-x"));
    accept(ID, 0, "x");
    assertThat(mode(store.deliver(ID, 0, "acme/a").orElseThrow())).isEqualTo("rw-r--r--");
    Files.setPosixFilePermissions(
        folders.inbox("acme"), PosixFilePermissions.fromString("rwx------"));
    accept("id2", 0, "x");
    assertThat(mode(store.deliver("id2", 0, "acme/b").orElseThrow())).isEqualTo("rw-------");
  }

  @Test
  void refuses_a_reference_that_leaves_the_inbox() {
    for (String reference : List.of("../x", "a/../b", "a", "/etc/x", "a/b/c", "acme/..", "acme/")) {
      assertThatThrownBy(() -> store.deliver(ID, 0, reference))
          .as(reference)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> store.stage("../x", 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void start_clears_the_stage_except_for_accepted_messages() throws IOException {
    accept("accepted", 0, "a");
    accept("unknown", 0, "b");
    store.createWire("accepted").output().write(1);
    store.cleaning().clearStage("accepted"::equals);
    assertThat(names(folders.stage())).containsExactly("accepted-0");
  }

  @Test
  void payload_to_send_leaves_the_stage_and_stays_kept() throws IOException {
    try (StageFile file = staged(ID, 0, "out".getBytes(UTF_8))) {
      store.keep(List.of(file));
      store.unstage(file);
    }
    assertThat(names(folders.stage())).isEmpty();
    assertThat(KeptFiles.file(store.payload(ID, 0).orElseThrow())).hasContent("out");
  }

  @Test
  void wire_image_appears_only_when_committed() throws IOException {
    try (WireImage image = store.createWire(ID)) {
      image.output().write("wire".getBytes(UTF_8));
      assertThat(store.wire(ID)).isEmpty();
      assertThat(image.commit()).hasContent("wire");
    }
    assertThat(KeptFiles.file(store.wire(ID).orElseThrow())).hasContent("wire");
    assertThat(names(folders.stage())).isEmpty();
    try (WireImage image = store.createWire("broken")) {
      image.output().write(1);
    }
    assertThat(store.wire("broken")).isEmpty();
    assertThat(names(folders.stage())).isEmpty();
  }

  @Test
  void refused_bodies_are_bounded_and_the_oldest_go_first() throws IOException {
    for (int i = 1; i <= 4; i++) {
      assertThat(store.keepRefused(staged("id" + i, 0, new byte[300]))).isTrue();
    }
    assertThat(names(folders.refused())).containsExactly("id2-0", "id3-0", "id4-0");
    assertThat(store.keepRefused(staged("id5", 0, new byte[1001]))).isFalse();
    assertThat(names(folders.refused())).hasSize(3);
    assertThat(names(folders.stage())).isEmpty();
    PayloadStore.open(folders, 0, 500);
    assertThat(names(folders.refused())).containsExactly("id4-0");
  }

  @Test
  void writes_nothing_when_the_reserve_is_gone() throws IOException {
    PayloadStore full = PayloadStore.open(folders, Long.MAX_VALUE, 1000);
    assertThatThrownBy(full::requireSpace)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("less than limits.disk-reserve");
    assertThatThrownBy(() -> full.stage(ID, 0)).isInstanceOf(StorageException.class);
    assertThat(names(folders.stage())).isEmpty();
  }

  @Test
  void write_that_the_disk_refuses_is_storage_trouble() throws IOException {
    Path fullDisk = Path.of("/dev/full");
    assumeTrue(Files.exists(fullDisk));
    try (PrivateFile file = PrivateFile.resume(fullDisk, new DiskReserve(home, 0), 0)) {
      assertThatThrownBy(() -> file.write(new byte[100_000], 0, 100_000))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("/dev/full");
      assertThatThrownBy(() -> file.write(new byte[100_000], 0, 100_000))
          .isInstanceOf(StorageException.class);
    }
  }
}
