package org.as2gateway.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class GroupSyncTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger runs = new AtomicInteger();
  private final Queue<Thread> callers = new ConcurrentLinkedQueue<>();
  private final Semaphore permits = new Semaphore(0);
  private volatile boolean isFailing;

  /** Runs once for each permit. */
  private final GroupSync sync =
      new GroupSync(
          () -> {
            runs.incrementAndGet();
            permits.acquireUninterruptibly();
            if (isFailing) {
              throw new IOException("planted");
            }
          });

  @AfterEach
  void stop() {
    permits.release(1000);
    threads.shutdown();
  }

  private Future<Boolean> start() {
    Callable<Boolean> caller =
        () -> {
          callers.add(Thread.currentThread());
          sync.await();
          return true;
        };
    return threads.submit(caller);
  }

  /** Starts callers while one runs; returns when each waits for a run. */
  private List<Future<Boolean>> startLate(int count) {
    int before = callers.size();
    List<Future<Boolean>> late = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      late.add(start());
    }
    await().until(() -> callers.size() == before + count);
    await().until(() -> callers.stream().allMatch(c -> c.getState() == Thread.State.WAITING));
    return late;
  }

  @Test
  void callers_that_wait_share_one_run() throws Exception {
    Future<Boolean> first = start();
    await().until(() -> runs.get() == 1);
    List<Future<Boolean>> late = startLate(10);
    assertThat(runs.get()).isEqualTo(1);
    permits.release();
    assertThat(first.get()).isTrue();
    permits.release();
    for (Future<Boolean> caller : late) {
      assertThat(caller.get()).isTrue();
    }
    assertThat(runs.get()).isEqualTo(2);
  }

  @Test
  void run_under_way_does_not_cover_who_comes_late() throws Exception {
    Future<Boolean> first = start();
    await().until(() -> runs.get() == 1);
    Future<Boolean> late = startLate(1).get(0);
    permits.release();
    assertThat(first.get()).isTrue();
    await().until(() -> runs.get() == 2);
    assertThat(late.isDone()).isFalse();
    permits.release();
    assertThat(late.get()).isTrue();
  }

  @Test
  void failure_reaches_all_who_shared_the_run_and_none_after() throws Exception {
    Future<Boolean> first = start();
    await().until(() -> runs.get() == 1);
    List<Future<Boolean>> late = startLate(3);
    assertThat(runs.get()).isEqualTo(1);
    permits.release();
    first.get();
    await().until(() -> runs.get() == 2);
    isFailing = true;
    permits.release();
    for (Future<Boolean> caller : late) {
      assertThatThrownBy(caller::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IOException.class);
    }
    assertThat(runs.get()).as("a failed run is not repeated").isEqualTo(2);
    isFailing = false;
    permits.release();
    assertThatCode(sync::await).doesNotThrowAnyException();
  }

  @Test
  void failure_reaches_those_too_who_wait_for_the_next_run() throws Exception {
    isFailing = true;
    Future<Boolean> first = start();
    await().until(() -> runs.get() == 1);
    List<Future<Boolean>> late = startLate(3);
    assertThat(runs.get()).isEqualTo(1);
    permits.release();
    late.add(first);
    for (Future<Boolean> caller : late) {
      assertThatThrownBy(caller::get).hasCauseInstanceOf(IOException.class);
    }
    assertThat(runs.get()).isEqualTo(1);
    isFailing = false;
    permits.release();
    assertThatCode(sync::await).doesNotThrowAnyException();
  }

  @Test
  void interrupt_does_not_let_a_caller_leave_unsure() throws Exception {
    CompletableFuture<Boolean> isStillInterrupted = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                sync.await();
                isStillInterrupted.complete(Thread.currentThread().isInterrupted());
              } catch (IOException e) {
                isStillInterrupted.completeExceptionally(e);
              }
            });
    Future<Boolean> first = start();
    await().until(() -> runs.get() == 1);
    caller.start();
    caller.interrupt();
    permits.release(2);
    first.get();
    caller.join();
    assertThat(isStillInterrupted.get()).isTrue();
    assertThat(runs.get()).isEqualTo(2);
  }
}
