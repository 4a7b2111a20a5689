package org.as2gateway.store.db.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class VersionGateTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final VersionGate gate = new VersionGate(LONG);

  @Test
  void a_version_waits_for_the_transactions_under_way() throws Exception {
    gate.enter();
    AtomicBoolean hasLeft = new AtomicBoolean();
    CompletableFuture<Boolean> seen = new CompletableFuture<>();
    Thread writer = start(() -> gate.write(() -> seen.complete(hasLeft.get())));
    awaitWaiting(writer);

    hasLeft.set(true);
    gate.leave();

    assertThat(seen.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_transaction_waits_while_a_version_is_written_even_interrupted() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    AtomicBoolean isWritten = new AtomicBoolean();
    CompletableFuture<Boolean> seen = new CompletableFuture<>();
    start(
        () ->
            gate.write(
                () -> {
                  writing.countDown();
                  await(written);
                  isWritten.set(true);
                }));
    writing.await();
    Thread transaction =
        start(
            () -> {
              gate.enter();
              seen.complete(isWritten.get());
            });
    awaitWaiting(transaction);
    transaction.interrupt();

    written.countDown();

    assertThat(seen.get(10, TimeUnit.SECONDS)).isTrue();
    transaction.join();
    assertThat(transaction.isAlive()).isFalse();
  }

  @Test
  void a_new_transaction_does_not_overtake_a_version_that_waits() throws Exception {
    gate.enter();
    CompletableFuture<Void> entered = new CompletableFuture<>();
    AtomicBoolean isWritten = new AtomicBoolean();
    awaitWaiting(start(() -> gate.write(() -> isWritten.set(!entered.isDone()))));
    awaitWaiting(
        start(
            () -> {
              gate.enter();
              entered.complete(null);
            }));

    gate.leave();
    entered.get(10, TimeUnit.SECONDS);

    assertThat(isWritten).isTrue();
  }

  @Test
  void a_transaction_without_end_does_not_keep_versions_from_being_written() {
    VersionGate impatient = new VersionGate(Duration.ofMillis(50));
    impatient.enter();
    AtomicBoolean isWritten = new AtomicBoolean();

    impatient.write(() -> isWritten.set(true));

    assertThat(isWritten).isTrue();
    impatient.enter();
  }

  @Test
  void a_version_that_fails_opens_the_gate() {
    assertThatThrownBy(
            () ->
                gate.write(
                    () -> {
                      throw new IllegalStateException("disk full");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("disk full");

    gate.enter();
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
