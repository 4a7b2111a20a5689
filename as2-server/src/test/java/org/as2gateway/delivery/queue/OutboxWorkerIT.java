package org.as2gateway.delivery.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@Tag("slow")
final class OutboxWorkerIT {
  @TempDir private Path folder;
  private final FakeClock clock = FakeClock.standing();
  private final RecordingDelivery delivery = new RecordingDelivery();
  private Database database;
  private Outbox outbox;
  private OutboxWorker worker;

  /** Removes what it delivers, unless told to fail or to wait. */
  private final class RecordingDelivery implements Delivery {
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Map<String, LaneRules> rules = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Set<String> leftAlone = ConcurrentHashMap.newKeySet();
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicInteger doubles = new AtomicInteger();
    private final AtomicInteger interrupts = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Override
    public void deliver(OutboxEntry entry) throws InterruptedException {
      if (!underWay.add(entry.id())) {
        doubles.incrementAndGet();
      }
      most.accumulateAndGet(underWay.size(), Math::max);
      try {
        CountDownLatch gate = gates.get(entry.lane());
        if (gate != null) {
          gate.await();
        }
        delivered.add(entry.id());
        if (failing.contains(entry.id())) {
          throw new IllegalStateException("planted");
        }
        if (!leftAlone.contains(entry.id())) {
          outbox.remove(entry.id(), entry.kind());
        }
      } catch (InterruptedException e) {
        interrupts.incrementAndGet();
        throw e;
      } finally {
        underWay.remove(entry.id());
      }
    }

    @Override
    public LaneRules rules(String lane, Instant now) {
      if (errors.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new StackOverflowError("planted");
      }
      return rules.getOrDefault(lane, new LaneRules(2, false));
    }

    CountDownLatch close(String lane) {
      CountDownLatch gate = new CountDownLatch(1);
      gates.put(lane, gate);
      return gate;
    }
  }

  @BeforeEach
  void open() {
    database = TestDatabase.h2(folder);
    outbox = new JdbcOutbox(database, new QueueTime(clock, clock::nanoTime));
    worker = worker(8, Duration.ofSeconds(20));
  }

  private OutboxWorker worker(int threads, Duration drain) {
    return new OutboxWorker(outbox, delivery, clock, threads, drain);
  }

  @AfterEach
  void close() {
    delivery.gates.values().forEach(CountDownLatch::countDown);
    worker.close();
    database.close();
  }

  private void put(String id, String lane) {
    put(id, lane, clock.instant());
  }

  private void put(String id, String lane, Instant dueAt) {
    outbox.put(new OutboxEntry(id, Kind.MESSAGE, lane, dueAt, 0, clock.instant()));
  }

  @Test
  void goes_on_after_an_error_of_the_virtual_machine() {
    delivery.errors.set(1);
    worker.start();
    put("a", "lane");
    worker.wake("lane");
    await().atMost(Duration.ofSeconds(20)).until(() -> delivery.delivered.contains("a"));
    assertThat(delivery.errors).hasValue(0);
  }

  @Test
  void delivers_at_once_what_is_put_after_a_wake() {
    worker.start();
    put("a", "lane");
    worker.wake("lane");
    await().atMost(Duration.ofSeconds(5)).until(() -> delivery.delivered.contains("a"));
    put("b", "other");
    worker.wake();
    await().atMost(Duration.ofSeconds(5)).until(() -> delivery.delivered.contains("b"));
  }

  @Test
  void delivers_at_start_what_was_left_over() {
    put("a", "lane");
    worker.start();
    await().until(() -> delivery.delivered.equals(List.of("a")));
  }

  @Test
  void waits_until_an_entry_is_due() {
    put("a", "lane", clock.instant().plusMillis(700));
    worker.start();
    await().during(Duration.ofMillis(300)).until(delivery.delivered::isEmpty);
    clock.advance(Duration.ofSeconds(1));
    await().atMost(Duration.ofSeconds(5)).until(() -> delivery.delivered.contains("a"));
  }

  @Test
  void slow_lane_keeps_to_its_concurrency_and_delays_no_other() {
    CountDownLatch gate = delivery.close("slow");
    for (int i = 0; i < 10; i++) {
      put("slow" + i, "slow");
    }
    put("quick", "quick");
    worker.start();
    await().until(() -> delivery.delivered.contains("quick"));
    await().until(() -> worker.running() == 2);
    await().during(Duration.ofMillis(300)).until(() -> delivery.underWay.size() == 2);
    gate.countDown();
    await().until(() -> delivery.delivered.size() == 11);
  }

  @Test
  void lane_with_boundless_concurrency_leaves_threads_to_others() {
    delivery.rules.put("greedy", new Delivery.LaneRules(1000, false));
    delivery.close("greedy");
    for (int i = 0; i < 50; i++) {
      put("greedy" + i, "greedy");
    }
    worker.start();
    await().until(() -> worker.running() == 6); // of 8 threads a quarter is kept
    put("quick", "quick");
    worker.wake("quick");
    await().atMost(Duration.ofSeconds(5)).until(() -> delivery.delivered.contains("quick"));
  }

  @Test
  void ordered_lane_waits_for_the_one_before_even_if_that_is_not_due() {
    delivery.rules.put("lane", new Delivery.LaneRules(4, true));
    put("a", "lane", clock.instant().plusSeconds(60));
    clock.advance(Duration.ofMillis(1));
    put("b", "lane");
    put("c", "lane");
    worker.start();
    await().during(Duration.ofMillis(300)).until(delivery.delivered::isEmpty);
    clock.advance(Duration.ofMinutes(1));
    worker.wake();
    await().until(() -> delivery.delivered.equals(List.of("a", "b", "c")));
    assertThat(delivery.most.get()).isEqualTo(1);
  }

  @Test
  void lane_on_hold_is_passed_over_until_released() {
    outbox.hold("lane");
    put("a", "lane");
    put("b", "other");
    worker.start();
    await().until(() -> delivery.delivered.equals(List.of("b")));
    await().during(Duration.ofMillis(300)).until(() -> delivery.delivered.size() == 1);
    outbox.release("lane");
    worker.wake();
    await().until(() -> delivery.delivered.contains("a"));
  }

  @Test
  void entry_whose_delivery_throws_is_tried_again_later() {
    delivery.failing.add("a");
    put("a", "lane");
    worker.start();
    await()
        .until(
            () ->
                outbox
                    .find("a", Kind.MESSAGE)
                    .filter(e -> e.dueAt().equals(clock.instant().plus(OutboxWorker.AFTER_FAULT)))
                    .isPresent());
    assertThat(delivery.delivered).containsExactly("a");
    delivery.failing.clear();
    clock.advance(OutboxWorker.AFTER_FAULT.plusSeconds(1));
    worker.wake();
    await().until(() -> outbox.find("a", Kind.MESSAGE).isEmpty());
    assertThat(delivery.delivered).containsExactly("a", "a");
  }

  @Test
  void entry_that_its_delivery_left_alone_does_not_run_in_a_loop() {
    delivery.leftAlone.add("a");
    put("a", "lane");
    worker.start();
    await().until(() -> delivery.delivered.size() == 1);
    await().during(Duration.ofMillis(300)).until(() -> delivery.delivered.size() == 1);
  }

  @Test
  void no_entry_runs_twice_at_once_however_often_woken() {
    delivery.rules.put("lane", new Delivery.LaneRules(4, false));
    int entries = 2000;
    database.inTransaction(
        () -> {
          for (int i = 0; i < entries; i++) {
            put("e" + i, "lane");
          }
          return true;
        });
    worker.start();
    await()
        .atMost(Duration.ofSeconds(50))
        .until(
            () -> {
              worker.wake();
              return delivery.delivered.size() >= entries;
            });
    assertThat(delivery.delivered).hasSize(entries).doesNotHaveDuplicates();
    assertThat(delivery.doubles.get()).isZero();
    assertThat(delivery.most.get()).isBetween(2, 4);
  }

  @Test
  void close_lets_a_delivery_end() {
    CountDownLatch gate = delivery.close("lane");
    put("a", "lane");
    worker.start();
    await().until(() -> worker.running() == 1);
    Thread closing = new Thread(worker::close);
    closing.start();
    gate.countDown();
    await().until(() -> !closing.isAlive());
    assertThat(delivery.delivered).containsExactly("a");
    assertThat(delivery.interrupts.get()).isZero();
  }

  @Test
  void close_interrupts_a_delivery_beyond_the_limit_and_keeps_its_entry() {
    OutboxWorker hasty = worker(4, Duration.ofMillis(200));
    delivery.close("lane");
    put("a", "lane");
    hasty.start();
    await().until(() -> hasty.running() == 1);
    hasty.close();
    assertThat(delivery.interrupts.get()).isEqualTo(1);
    assertThat(outbox.find("a", Kind.MESSAGE)).isPresent();
  }
}
