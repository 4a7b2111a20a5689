package org.as2gateway.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.as2gateway.testkit.FakeClock;
import org.junit.jupiter.api.Test;

final class MessageIdsTest {
  private final FakeClock clock = FakeClock.standing();

  @Test
  void ids_are_26_characters_that_sort_by_time() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      ids.add(MessageIds.next(clock));
      if (i % 10 == 0) {
        clock.advance(Duration.ofMillis(1));
      }
    }
    assertThat(ids).allMatch(MessageIds::isId).doesNotHaveDuplicates();
    assertThat(ids).isSortedAccordingTo(String::compareTo);
  }

  @Test
  void ids_grow_when_the_clock_goes_back() {
    String before = MessageIds.next(clock);
    clock.advance(Duration.ofHours(-5));
    assertThat(MessageIds.next(clock)).isGreaterThan(before);
  }

  @Test
  void threads_never_get_the_same_id() throws InterruptedException {
    Set<String> ids = Collections.newSetFromMap(new ConcurrentHashMap<>());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 5000; i++) {
                  ids.add(MessageIds.next(clock));
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(ids).hasSize(20_000);
  }

  @Test
  void first_ten_characters_are_the_milliseconds_of_a_ulid() {
    // 1469918176385 ms is the example of the ULID specification
    assertThat(MessageIds.floor(Instant.ofEpochMilli(1_469_918_176_385L))).startsWith("01ARYZ6S41");
  }

  @Test
  void text_of_a_partner_is_no_id() {
    assertThat(MessageIds.isId("../../../../etc/passwd-123")).isFalse();
    assertThat(MessageIds.isId("01ARYZ6S41")).isFalse();
  }
}
