package org.as2gateway.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.store.db.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a replay memory promises, whichever the database. */
abstract class ReplayMemoryContract {
  private Database database;
  private ReplayMemory memory;

  abstract Database open();

  @BeforeEach
  final void openDatabase() {
    database = open();
    memory = new JdbcReplayMemory(database);
  }

  @AfterEach
  final void closeDatabase() {
    database.close();
  }

  private static ReplayMemory.Key key(int digest, int content, boolean isProven) {
    return new ReplayMemory.Key(octets(digest), octets(content), isProven);
  }

  private static Octets octets(int first) {
    byte[] octets = new byte[32];
    octets[0] = (byte) first;
    return Octets.of(octets);
  }

  @Test
  void a_key_belongs_to_the_first_message_that_takes_it() {
    assertThat(memory.find(octets(1))).isEmpty();
    assertThat(memory.take(List.of(key(1, 11, true), key(2, 12, true)), "01A")).isTrue();
    assertThat(memory.take(List.of(key(1, 13, true), key(3, 13, true)), "01B")).isFalse();
    assertThat(memory.find(octets(1))).contains(new ReplayMemory.Taken(key(1, 11, true), "01A"));
    assertThat(memory.find(octets(3))).contains(new ReplayMemory.Taken(key(3, 13, true), "01B"));
  }

  @Test
  void a_key_taken_without_proof_goes_to_a_message_with_proof_and_to_no_other() {
    assertThat(memory.take(List.of(key(1, 11, false)), "01A")).isTrue();
    assertThat(memory.take(List.of(key(1, 12, false)), "01B")).isFalse();
    assertThat(memory.find(octets(1)).orElseThrow().message()).isEqualTo("01A");
    assertThat(memory.take(List.of(key(1, 13, true)), "01C")).isTrue();
    assertThat(memory.find(octets(1))).contains(new ReplayMemory.Taken(key(1, 13, true), "01C"));
  }

  @Test
  void a_signature_has_no_content() {
    ReplayMemory.Key signature = new ReplayMemory.Key(octets(4), Octets.of(new byte[0]), true);
    assertThat(memory.take(List.of(signature), "01A")).isTrue();
    assertThat(memory.find(octets(4))).contains(new ReplayMemory.Taken(signature, "01A"));
  }

  @Test
  void repeats_are_found_among_others() {
    memory.addRepeat("01B", "01A");
    memory.addRepeat("01D", "01A");
    assertThat(memory.repeats(Set.of("01A", "01B", "01C"))).isEqualTo(Map.of("01B", "01A"));
    assertThat(memory.repeats(Set.of())).isEmpty();
  }
}
