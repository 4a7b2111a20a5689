package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InFlightTest {
  private static final List<String> KEY = List.of("a", "b", "1");
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void one_at_a_time_gets_the_turn_and_all_get_it() throws Exception {
    InFlight inFlight = new InFlight(LONG);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(
          threads.submit(
              () -> {
                boolean isEntered = inFlight.enter(KEY);
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                inside.decrementAndGet();
                inFlight.leave(KEY);
                return isEntered;
              }));
    }
    for (Future<Boolean> one : all) {
      assertThat(one.get()).isTrue();
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void another_message_does_not_wait() {
    InFlight inFlight = new InFlight(LONG);
    assertThat(inFlight.enter(KEY)).isTrue();
    assertThat(inFlight.enter(List.of("a", "b", "2"))).isTrue();
  }

  @Test
  void waiting_has_an_end_and_does_not_spoil_the_turn() throws Exception {
    InFlight inFlight = new InFlight(Duration.ofMillis(20));
    assertThat(inFlight.enter(KEY)).isTrue();
    assertThat(threads.submit(() -> inFlight.enter(KEY)).get()).isFalse();
    inFlight.leave(KEY);
    assertThat(threads.submit(() -> inFlight.enter(KEY)).get()).isTrue();
    assertThat(inFlight.enter(KEY)).isFalse();
  }

  @Test
  void an_interrupted_wait_ends_without_the_turn_and_keeps_the_interrupt() throws Exception {
    InFlight inFlight = new InFlight(LONG);
    assertThat(inFlight.enter(KEY)).isTrue();
    Future<Boolean> interrupted =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              return !inFlight.enter(KEY) && Thread.interrupted();
            });
    assertThat(interrupted.get()).isTrue();
    inFlight.leave(KEY);
    assertThat(inFlight.enter(KEY)).isTrue();
  }

  @Test
  void leaving_what_nobody_holds_changes_nothing() {
    InFlight inFlight = new InFlight(Duration.ofMillis(20));
    inFlight.leave(KEY);
    assertThat(inFlight.enter(KEY)).isTrue();
    assertThat(inFlight.enter(KEY)).isFalse();
  }
}
