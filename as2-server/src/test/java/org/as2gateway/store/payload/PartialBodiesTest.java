package org.as2gateway.store.payload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.store.payload.PartialBodies.Room;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialBodiesTest {
  private static final long ROOMY = 1000;
  private final Instant now = Instant.now();

  @TempDir private Path home;
  private PartialBodies bodies;

  @BeforeEach
  void open() throws IOException {
    bodies = PayloadStore.open(new HomeFolders(home), 0, 0).partial();
  }

  private static TransferId id(String tag) {
    return TransferId.of("a", "b", tag);
  }

  private static Room room(long pairBytes) {
    return Room.of(pairBytes, "192.0.2.1");
  }

  private static Room elsewhere(long pairBytes) {
    return Room.of(pairBytes, "203.0.113.9");
  }

  private void keep(TransferId id, String content, long maxBytes) throws IOException {
    keep(id, content, room(maxBytes));
  }

  private void keep(TransferId id, String content, Room room) throws IOException {
    try (PartialBody body = bodies.take(id, room).orElseThrow()) {
      body.begin("m", 0);
      write(body, content);
    }
  }

  private void answer(TransferId id) throws IOException {
    try (PartialBody body = bodies.take(id, room(ROOMY)).orElseThrow()) {
      body.answered(now, Duration.ofDays(1));
    }
  }

  private static void write(PartialBody body, String content) {
    body.write(content.getBytes(US_ASCII), 0, content.length());
  }

  private void touch(TransferId id, Instant at) throws IOException {
    try (Stream<Path> files = Files.walk(new HomeFolders(home).partial())) {
      Path file =
          files.filter(f -> f.getFileName().toString().startsWith(id.tag())).findAny().get();
      Files.setLastModifiedTime(file, FileTime.from(at));
    }
  }

  @Test
  void goes_on_behind_what_is_held_and_after_a_new_start() throws IOException {
    keep(id("t"), "hello", ROOMY);
    open();
    assertThat(bodies.heldBytes(id("t"))).isEqualTo(5);
    try (PartialBody body = bodies.take(id("t"), room(ROOMY)).orElseThrow()) {
      assertThat(body.heldBytes("m")).isEqualTo(5);
      assertThat(body.heldBytes("other")).isZero();
      assertThat(body.isOfTotal(4)).isFalse();
      body.resume(4);
      write(body, "o world");
      try (InputStream whole = body.read()) {
        assertThat(whole).hasBinaryContent("hello world".getBytes(US_ASCII));
      }
    }
  }

  @Test
  void is_in_one_hand_only() throws IOException {
    try (PartialBody body = bodies.take(id("t"), room(ROOMY)).orElseThrow()) {
      assertThat(body.isKept()).isFalse();
      assertThat(bodies.take(id("t"), room(ROOMY))).isEmpty();
      assertThat(bodies.take(id("u"), room(ROOMY)).map(PartialBody::isKept)).contains(false);
    }
    assertThat(bodies.take(id("t"), room(ROOMY))).isPresent();
  }

  @Test
  void pairs_and_tags_are_apart() throws IOException {
    keep(TransferId.of("a", "b", "t"), "hello", ROOMY);
    assertThat(bodies.heldBytes(TransferId.of("b", "a", "t"))).isZero();
    assertThat(bodies.heldBytes(TransferId.of("ab", "", "t"))).isZero();
    assertThat(bodies.heldBytes(TransferId.of("a", "b", "T"))).isZero();
  }

  @Test
  void the_oldest_answered_make_room_for_a_new_one_and_no_other() throws IOException {
    keep(id("waiting"), "12345", ROOMY);
    keep(id("old"), "12345", ROOMY);
    keep(id("older"), "12345", ROOMY);
    answer(id("old"));
    answer(id("older"));
    touch(id("waiting"), now.minusSeconds(1000));
    touch(id("older"), now.minusSeconds(100));
    touch(id("old"), now.minusSeconds(50));
    keep(id("new"), "1234567", 28);
    assertThat(bodies.heldBytes(id("older"))).isZero();
    assertThat(bodies.heldBytes(id("old"))).isEqualTo(5);
    assertThat(bodies.heldBytes(id("new"))).isEqualTo(7);
    keep(id("newer"), "12345678901234", 28);
    assertThat(bodies.heldBytes(id("newer"))).as("no room beside the others").isZero();
    assertThat(bodies.heldBytes(id("waiting"))).isEqualTo(5);
    assertThat(bodies.heldBytes(id("new"))).isEqualTo(7);
  }

  @Test
  void junk_of_a_stranger_drives_no_half_received_body_out() throws IOException {
    keep(id("half"), "half of it", ROOMY);
    for (int i = 0; i < 50; i++) {
      keep(id("junk" + i), "x", elsewhere(ROOMY));
      keep(id("same address" + i), "x", ROOMY);
      keep(id("large" + i), "x".repeat(700), elsewhere(ROOMY));
    }
    assertThat(bodies.heldBytes(id("half"))).isEqualTo(10);
  }

  @Test
  void a_source_never_has_all_of_the_room_of_a_pair() throws IOException {
    for (int i = 0; i < 50; i++) {
      keep(id("junk" + i), "x", elsewhere(ROOMY));
    }
    keep(id("huge"), "x".repeat(900), elsewhere(ROOMY));
    keep(id("partner"), "y".repeat(200), ROOMY);
    assertThat(bodies.heldBytes(id("junk7"))).isEqualTo(1);
    assertThat(bodies.heldBytes(id("junk8"))).isZero();
    assertThat(bodies.heldBytes(id("huge"))).isZero();
    assertThat(bodies.heldBytes(id("partner"))).isEqualTo(200);
  }

  @Test
  void a_guessed_tag_overwrites_nothing_of_another_source() throws IOException {
    keep(id("1"), "half of it", ROOMY);
    try (PartialBody body = bodies.take(id("1"), elsewhere(ROOMY)).orElseThrow()) {
      body.begin("junk", 0);
      write(body, "junk");
      assertThat(body.isKept()).isFalse();
      body.drop();
    }
    assertThat(bodies.heldBytes(id("1"))).isEqualTo(10);
    keep(id("1"), "anew", ROOMY);
    assertThat(bodies.heldBytes(id("1"))).isEqualTo(4);
  }

  @Test
  void what_an_older_gateway_kept_is_found() throws IOException {
    keep(id("t"), "hello", ROOMY);
    try (Stream<Path> files = Files.walk(new HomeFolders(home).partial())) {
      Path file = files.filter(Files::isRegularFile).findAny().orElseThrow();
      String name = file.getFileName().toString();
      Files.move(file, file.resolveSibling(name.substring(0, name.lastIndexOf('-'))));
    }
    assertThat(bodies.heldBytes(id("t"))).isEqualTo(5);
  }

  @Test
  void what_is_too_large_is_not_kept_and_drives_nobody_out() throws IOException {
    keep(id("small"), "12345", ROOMY);
    try (PartialBody body = bodies.take(id("large"), room(10)).orElseThrow()) {
      body.begin("m", 11);
      write(body, "1");
      assertThat(body.isKept()).isFalse();
    }
    assertThat(bodies.heldBytes(id("small"))).isEqualTo(5);
  }

  @Test
  void a_pair_has_only_so_many_transfers() throws IOException {
    for (int i = 0; i < 2 * PartialBodies.MOST_OF_A_PAIR; i++) {
      keep(id("t" + i), "x", Room.of(ROOMY, "192.0.2." + i));
    }
    try (Stream<Path> files = Files.walk(new HomeFolders(home).partial())) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(PartialBodies.MOST_OF_A_PAIR);
    }
  }

  @Test
  void all_addresses_of_an_ipv6_network_are_one_source() throws IOException {
    for (int i = 0; i < 2 * PartialBodies.MOST_OF_A_SOURCE; i++) {
      keep(id("t" + i), "x", Room.of(ROOMY, "2001:db8:0:1::" + i));
    }
    try (Stream<Path> files = Files.walk(new HomeFolders(home).partial())) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(PartialBodies.MOST_OF_A_SOURCE);
    }
  }

  @Test
  void age_ends_them_and_an_answer_nearly() throws IOException {
    Duration day = Duration.ofDays(1);
    keep(id("old"), "x", ROOMY);
    keep(id("new"), "x", ROOMY);
    touch(id("old"), now.minus(day).minusSeconds(1));
    try (PartialBody body = bodies.take(id("answered"), room(ROOMY)).orElseThrow()) {
      body.begin("m", 0);
      write(body, "x");
      body.answered(now, day);
    }
    bodies.dropAged(now, pair -> Optional.of(day));
    assertThat(bodies.heldBytes(id("old"))).isZero();
    assertThat(bodies.heldBytes(id("answered"))).isEqualTo(1);
    bodies.dropAged(now.plusSeconds(700), pair -> Optional.of(day));
    assertThat(bodies.heldBytes(id("answered"))).isZero();
    assertThat(bodies.heldBytes(id("new"))).isEqualTo(1);
    bodies.dropAged(now, pair -> Optional.empty());
    assertThat(new HomeFolders(home).partial()).as("nothing for who has none").isEmptyDirectory();
  }

  @Test
  void nothing_is_kept_without_the_reserve_and_what_is_kept_makes_room() throws IOException {
    keep(id("t"), "x", ROOMY);
    PartialBodies full = PayloadStore.open(new HomeFolders(home), Long.MAX_VALUE, 0).partial();
    try (PartialBody body = full.take(id("u"), room(ROOMY)).orElseThrow()) {
      body.begin("m", 0);
      assertThat(body.isKept()).isFalse();
    }
    full.dropAged(now, pair -> Optional.of(Duration.ofDays(1)));
    assertThat(full.heldBytes(id("t"))).isZero();
  }
}
