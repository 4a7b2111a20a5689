package org.as2gateway.store.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceFilesTest {
  private static final String ID = "id1";
  private static final String P = "acme to usps";

  @TempDir private Path home;
  private HomeFolders folders;
  private PayloadStore store;
  private Path source;

  @BeforeEach
  void drop() throws IOException {
    folders = new HomeFolders(home);
    store = PayloadStore.open(folders, 0, 1000);
    Files.createDirectories(folders.outbox(P));
    source = folders.outbox(P).resolve("a.txt");
    Files.writeString(source, "content");
    store.keepSource(ID, 0, source);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void keeping_a_source_takes_no_space_and_leaves_it_where_it_is() throws IOException {
    assertThat(source).hasContent("content");
    assertThat(Files.isSameFile(KeptFiles.file(store.payload(ID, 0).orElseThrow()), source))
        .isTrue();
  }

  @Test
  void source_that_is_gone_cannot_be_kept() throws IOException {
    Files.delete(source);
    assertThatThrownBy(() -> store.keepSource("id2", 0, source))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void sent_file_moves_to_sent() throws IOException {
    Path sent = store.moveToSent(ID, 0, P, "a.txt").orElseThrow();
    assertThat(sent).isEqualTo(folders.sent(P).resolve("a.txt")).hasContent("content");
    assertThat(names(folders.outbox(P))).isEmpty();
    assertThat(names(folders.stage())).isEmpty();
  }

  @Test
  void failed_file_moves_to_failed() throws IOException {
    assertThat(store.moveToFailed(ID, 0, P, "a.txt").orElseThrow())
        .isEqualTo(folders.failed(P).resolve("a.txt"));
  }

  @Test
  void moving_again_after_a_crash_changes_nothing() throws IOException {
    store.moveToSent(ID, 0, P, "a.txt");
    // as a crash between link and removal leaves it
    Files.createLink(source, folders.sent(P).resolve("a.txt"));
    store.moveToSent(ID, 0, P, "a.txt");
    assertThat(names(folders.sent(P))).containsExactly("a.txt");
    assertThat(names(folders.outbox(P))).isEmpty();
  }

  @Test
  void other_file_of_that_name_in_sent_is_not_replaced() throws IOException {
    Files.createDirectories(folders.sent(P));
    Files.writeString(folders.sent(P).resolve("a.txt"), "yesterday");
    Path sent = store.moveToSent(ID, 0, P, "a.txt").orElseThrow();
    assertThat(sent).hasFileName("a (2).txt").hasContent("content");
    assertThat(folders.sent(P).resolve("a.txt")).hasContent("yesterday");
  }

  @Test
  void new_file_of_the_same_name_is_left_alone() throws IOException {
    Path fresh = home.resolve("fresh");
    Files.writeString(fresh, "tomorrow");
    Files.move(fresh, source, StandardCopyOption.REPLACE_EXISTING);
    Path sent = store.moveToSent(ID, 0, P, "a.txt").orElseThrow();
    assertThat(sent).hasContent("content");
    assertThat(source).hasContent("tomorrow");
  }

  @Test
  void source_taken_away_is_replaced_by_the_kept_copy() throws IOException {
    Files.delete(source);
    assertThat(store.moveToFailed(ID, 0, P, "a.txt").orElseThrow()).hasContent("content");
  }

  @Test
  void file_that_changes_at_the_last_moment_is_put_back() throws IOException {
    Path aside = folders.stage().resolve("id1-0.source");
    Files.delete(source);
    Files.writeString(source, "tomorrow");
    Folder outbox = Folder.open(folders.outbox(P), Folder.EXCHANGE);
    SourceFiles.remove(outbox, "a.txt", KeptFiles.file(store.payload(ID, 0).orElseThrow()), aside);
    assertThat(source).hasContent("tomorrow");
    assertThat(aside).doesNotExist();
  }

  @Test
  void source_that_a_crash_left_aside_is_removed_or_put_back() throws IOException {
    Path aside = folders.stage().resolve("id1-0.source");
    Files.move(source, aside);
    assertThat(store.moveToSent(ID, 0, P, "a.txt").orElseThrow()).hasContent("content");
    assertThat(aside).doesNotExist();
    assertThat(source).doesNotExist();

    Files.writeString(aside, "tomorrow");
    Files.writeString(source, "the day after");
    assertThat(store.moveToSent(ID, 0, P, "a.txt").orElseThrow()).hasContent("content");
    assertThat(aside).doesNotExist();
    assertThat(source).hasContent("the day after");
    assertThat(source.resolveSibling("a (2).txt")).hasContent("tomorrow");
  }

  @Test
  void file_of_no_message_is_cleared_unless_it_is_young_or_in_hand() throws IOException {
    Files.writeString(folders.payloads().resolve("id0-0"), "orphan");
    Files.writeString(folders.wire().resolve("id0"), "orphan");
    Files.writeString(folders.payloads().resolve("id00-0"), "being received");
    Files.writeString(folders.stage().resolve("id00-0"), "being received");
    Files.writeString(folders.payloads().resolve("id2-0"), "young");
    assertThat(store.cleaning().clearOrphans("id2", ids -> Set.of(ID))).isEqualTo(2);
    assertThat(folders.payloads().toFile().list())
        .containsExactlyInAnyOrder("id00-0", ID + "-0", "id2-0");
    assertThat(folders.wire()).isEmptyDirectory();
  }

  @Test
  void copy_is_recognised_by_size_time_and_content() throws IOException {
    Path kept = folders.payloads().resolve("id2-0");
    Files.copy(source, kept, StandardCopyOption.COPY_ATTRIBUTES);
    assertThat(SourceFiles.isSame(source, kept)).isTrue();
    FileTime time = Files.getLastModifiedTime(source);
    Files.writeString(source, "CONTENT");
    Files.setLastModifiedTime(source, time);
    assertThat(SourceFiles.isSame(source, kept)).isFalse();
    Files.writeString(source, "changed since");
    assertThat(SourceFiles.isSame(source, kept)).isFalse();
  }

  @Test
  void names_that_leave_the_folder_are_refused() {
    for (String name : List.of("..", "", "../x", "a/b")) {
      assertThatThrownBy(() -> store.moveToSent(ID, 0, P, name))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
