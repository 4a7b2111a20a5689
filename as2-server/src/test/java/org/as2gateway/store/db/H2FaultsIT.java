package org.as2gateway.store.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.as2gateway.store.db.h2.OrderedFilePath;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database on a disk that fails. */
@Timeout(120)
@Tag("slow")
final class H2FaultsIT {
  private static final int LEAST_COPIES = 50;
  private static final int MOST_COPIES = 5000;
  private static final int REUSES = 20;

  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() {
    FilePath.register(new FaultyFilePath());
    FaultyFilePath.heal();
    database = reopened();
  }

  private Database reopened() {
    return reopened(new H2Engine(folder.resolve("gateway"), "faulty:"));
  }

  private Database reopened(Engine engine) {
    DatabaseSettings settings =
        new DatabaseSettings("jdbc:h2:" + folder.resolve("gateway"), "", "", 4);
    return Database.open(settings, engine);
  }

  @AfterEach
  void close() {
    FaultyFilePath.heal();
    database.close();
  }

  private boolean insert(String lane) {
    return database.durably(
        () ->
            database.call(
                handle -> handle.execute("INSERT INTO held_lane (lane) VALUES (?)", lane) == 1));
  }

  private List<String> lanes() {
    return database.call(
        handle ->
            handle.select("SELECT lane FROM held_lane ORDER BY lane").mapTo(String.class).list());
  }

  private void awaitRecovery(String lane) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(DatabaseException.class)
        .until(() -> insert(lane));
  }

  @Test
  void durable_commit_ends_after_its_writes_were_forced() {
    FaultyFilePath.CALLS.clear();
    insert("a");
    List<String> calls = List.copyOf(FaultyFilePath.CALLS);
    assertThat(calls).anyMatch(call -> call.startsWith("write"));
    assertThat(calls.get(calls.size() - 1)).isEqualTo("force");
  }

  @Test
  void full_disk_fails_the_commit_and_is_forgotten_once_there_is_room() {
    insert("before");
    FaultyFilePath.isWriteFailing = true;
    for (int i = 0; i < 5; i++) {
      String lane = "during" + i;
      assertThatThrownBy(() -> insert(lane)).isInstanceOf(DatabaseException.class);
    }
    FaultyFilePath.isWriteFailing = false;
    awaitRecovery("after");
    assertThat(lanes()).contains("before", "after");
    database.close();
    database = reopened();
    assertThat(lanes()).contains("before", "after");
  }

  @Test
  void failed_synchronisation_fails_the_commit_and_is_not_believed_later() throws Exception {
    insert("before");
    FaultyFilePath.isForceFailing = true;
    assertThatThrownBy(() -> insert("during"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("not durable");
    assertThatThrownBy(() -> insert("later")).isInstanceOf(DatabaseException.class);
    FaultyFilePath.isForceFailing = false;
    awaitRecovery("after");
    assertThat(lanes()).contains("before", "after");
    assertThat(Files.exists(folder.resolve("gateway.mv.db"))).isTrue();
  }

  /** Both commits are in what the failed fsync was about, and the system tells of it once. */
  @Test
  void commit_that_waits_while_a_synchronisation_fails_is_not_believed_either() throws Exception {
    FaultyFilePath.HeldForce fault = new FaultyFilePath.HeldForce();
    FaultyFilePath.held = fault;
    CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> insert("first"));
    fault.isReached.await();
    CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> insert("second"));
    await().until(() -> lanes().contains("second"));
    fault.mayFail.countDown();
    assertThat(first).failsWithin(Duration.ofSeconds(30));
    assertThat(second).failsWithin(Duration.ofSeconds(30));
    awaitRecovery("after");
  }

  /** A version that H2 writes in the middle of a transaction locks keys for ever after a kill. */
  @Test
  void no_writer_of_h2_runs_however_many_connections_are_open() throws Exception {
    CountDownLatch areAllBegun = new CountDownLatch(4);
    List<CompletableFuture<Boolean>> transactions =
        Stream.of("a", "b", "c", "d")
            .map(
                lane ->
                    CompletableFuture.supplyAsync(
                        () ->
                            database.inTransaction(
                                () -> {
                                  areAllBegun.countDown();
                                  awaitQuietly(areAllBegun);
                                  return insert(lane);
                                }),
                        runnable -> new Thread(runnable).start()))
            .toList();
    for (CompletableFuture<Boolean> transaction : transactions) {
      assertThat(transaction.get()).isTrue();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("MVStore") && name.contains(folder.toString()));
  }

  /** The fsync of the file that was opened anew says nothing of what the old one lost. */
  @Test
  void commit_is_not_believed_if_the_database_was_opened_anew_before_its_synchronisation() {
    database.close();
    AtomicReference<Runnable> afterCommit = new AtomicReference<>(() -> {});
    database = reopened(leaving(new H2Engine(folder.resolve("gateway"), "faulty:"), afterCommit));
    insert("before");
    afterCommit.set(
        () -> {
          afterCommit.set(() -> {});
          CompletableFuture.runAsync(this::loseDatabase).join();
        });
    assertThatThrownBy(() -> insert("between"))
        .isInstanceOf(DatabaseException.class)
        .hasRootCauseMessage("it was opened anew after the commit");
    assertThat(lanes()).contains("before", "after");
  }

  private void loseDatabase() {
    FaultyFilePath.isWriteFailing = true;
    assertThatThrownBy(() -> insert("during")).isInstanceOf(DatabaseException.class);
    FaultyFilePath.isWriteFailing = false;
    awaitRecovery("after");
  }

  /** That engine, with a step after a finished transaction was told to it. */
  private static Engine leaving(Engine engine, AtomicReference<Runnable> step) {
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(engine, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                if (method.getName().equals("leave")) {
                  step.get().run();
                }
              }
            });
  }

  /** As a request does whose database another one closes because the disk is full. */
  @Test
  void a_file_that_was_closed_is_not_opened_and_locked_again_by_who_still_reads() throws Exception {
    FilePath file = FilePath.get("retry:" + OrderedFilePath.SCHEME + ":" + folder.resolve("file"));
    FileChannel channel = file.open("rw");
    assertThat(channel.tryLock()).isNotNull();
    channel.close();
    assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1), 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1), 9000))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(channel::size).isInstanceOf(IOException.class);
    try (FileChannel next = file.open("rw")) {
      assertThat(next.tryLock()).isNotNull();
    }
  }

  @Test
  void copy_is_made_when_no_transaction_is_half_done() throws Exception {
    CountDownLatch isBegun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    CompletableFuture<Boolean> half =
        CompletableFuture.supplyAsync(
            () ->
                database.inTransaction(
                    () -> {
                      boolean isDone = insert("half");
                      isBegun.countDown();
                      awaitQuietly(mayEnd);
                      return isDone;
                    }));
    isBegun.await();
    CompletableFuture<Boolean> copy =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return database.backup(folder.resolve("copy.zip"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertThatThrownBy(() -> copy.get(500, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    mayEnd.countDown();
    assertThat(half.get()).isTrue();
    assertThat(copy.get()).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void many_threads_come_through_a_fault() throws Exception {
    Set<String> kept = ConcurrentHashMap.newKeySet();
    AtomicInteger refused = new AtomicInteger();
    AtomicBoolean isOver = new AtomicBoolean();
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      int thread = t;
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; !isOver.get(); i++) {
                  String lane = thread + "-" + i;
                  try {
                    insert(lane);
                    kept.add(lane);
                  } catch (DatabaseException e) {
                    refused.incrementAndGet(); // not kept, as announced
                  }
                }
              });
      threads[t].start();
    }
    for (int fault = 0; fault < 3; fault++) {
      awaitMore(kept::size);
      FaultyFilePath.isWriteFailing = true;
      awaitMore(refused::get);
      FaultyFilePath.isWriteFailing = false;
    }
    awaitMore(kept::size);
    isOver.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    awaitRecovery("after");
    assertThat(lanes()).containsAll(kept);
  }

  private static void awaitMore(IntSupplier count) {
    int before = count.getAsInt();
    await().atMost(Duration.ofSeconds(60)).until(() -> count.getAsInt() > before);
  }

  @Test
  void interrupt_of_one_thread_disturbs_no_other() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      int thread = t;
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 100; i++) {
                  try {
                    insert(thread + "-" + i);
                  } catch (DatabaseException e) {
                    failures.incrementAndGet();
                  }
                }
              });
      threads[t].start();
    }
    await()
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              threads[0].interrupt();
              return !threads[0].isAlive();
            });
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures.get()).isZero();
    assertThat(lanes()).hasSize(400);
  }

  @Test
  void work_on_an_interrupted_thread_is_done_and_the_interrupt_kept() {
    Thread.currentThread().interrupt();
    insert("a");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(lanes()).containsExactly("a");
  }

  @Test
  void nothing_of_the_last_synchronised_state_is_written_over_before_the_next() {
    insert("lane");
    FaultyFilePath.CALLS.clear();
    OrderChecker checker = new OrderChecker();
    await().atMost(Duration.ofSeconds(60)).until(() -> writeAndCheck(checker) > 20);
    assertThat(checker.violations).isZero();
  }

  /**
   * Many small versions, few of them synchronised by ourselves; returns how often space was reused.
   */
  private int writeAndCheck(OrderChecker checker) {
    for (int i = 0; i < 40; i++) {
      database.call(h -> h.execute("UPDATE held_lane SET lane = 'x' || lane"));
      if (i == 20) {
        insert("durable" + checker.seen);
      }
      database.call(h -> h.execute("CHECKPOINT"));
    }
    checker.seeCalls();
    return checker.reuses;
  }

  /** Replays what was written and forced. */
  private static final class OrderChecker {
    private long end = Long.MAX_VALUE;
    private long highest;
    private boolean isDirty;
    private int seen;
    private int reuses;
    private int violations;

    void seeCalls() {
      List<String> calls = List.copyOf(FaultyFilePath.CALLS);
      calls.subList(seen, calls.size()).forEach(this::see);
    }

    private void see(String call) {
      seen++;
      if (call.equals("force")) {
        isDirty = false;
        end = highest;
        return;
      }
      long position = Long.parseLong(call.substring(call.indexOf(' ') + 1));
      if (position >= 8192 && end != Long.MAX_VALUE && position < end) {
        reuses++;
        violations += isDirty ? 1 : 0;
      }
      isDirty = true;
      highest = Math.max(highest, position);
    }
  }

  /**
   * Over and over: each durable commit is looked for in a copy of the file, which is what a killed
   * process leaves behind, until space was reused often enough.
   */
  @Test
  void what_was_synchronised_is_found_whenever_the_process_is_killed() throws Exception {
    insert("lane");
    FaultyFilePath.CALLS.clear();
    OrderChecker checker = new OrderChecker();
    for (int i = 0; i < LEAST_COPIES || checker.reuses < REUSES; i++) {
      assertThat(i).as("copies until space was reused").isLessThan(MOST_COPIES);
      database.call(h -> h.execute("UPDATE held_lane SET lane = lane || '+'"));
      String lane = "lane" + i;
      insert(lane);
      Path copy = folder.resolve("copy" + i);
      Files.copy(folder.resolve("gateway.mv.db"), Path.of(copy + ".mv.db"));
      try (Database killed =
          Database.open(
              new DatabaseSettings("jdbc:h2:" + copy, "", "", 2), Engine.of("jdbc:h2:" + copy))) {
        assertThat(
                killed.<List<String>>call(
                    h -> h.select("SELECT lane FROM held_lane").mapTo(String.class).list()))
            .as("after commit %s", i)
            .contains(lane);
      }
      Files.delete(Path.of(copy + ".mv.db"));
      checker.seeCalls();
    }
  }

  @Test
  void second_process_on_the_same_file_is_told_so() {
    Database first = database;
    assertThatThrownBy(
            () ->
                Database.open(
                    new DatabaseSettings("jdbc:h2:" + folder.resolve("gateway"), "", "", 2),
                    Engine.of("jdbc:h2:" + folder.resolve("gateway"))))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("in use");
    assertThat(first).isNotNull();
  }

  @Test
  void settings_in_the_url_are_refused() {
    for (String url :
        List.of(
            "jdbc:h2:/x;INIT=RUNSCRIPT FROM 'x'",
            "jdbc:h2:tcp://localhost/x",
            "jdbc:h2:mem:x",
            "jdbc:h2:",
            "jdbc:mysql://localhost/x")) {
      assertThatThrownBy(() -> Engine.of(url))
          .as(url)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected");
    }
  }
}
