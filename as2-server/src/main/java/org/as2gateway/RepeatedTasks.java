package org.as2gateway;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tasks that one thread repeats until stopped, whatever trouble one of them has. */
final class RepeatedTasks {
  private static final Logger LOG = LoggerFactory.getLogger(RepeatedTasks.class);
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final ScheduledExecutorService timer;

  /** Tasks of a thread of that name. */
  RepeatedTasks(String name) {
    timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name));
  }

  /**
   * Runs the task now, and again each time that the interval is over.
   *
   * @param trouble what cannot be done if it fails, for the log
   */
  void repeat(Duration interval, String trouble, Runnable task) {
    var unused =
        timer.scheduleWithFixedDelay(
            () -> runAndLogFailures(trouble, task), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void runAndLogFailures(String trouble, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) { // else it would never run again
      LOG.error("{}; will retry", trouble, e);
    }
  }

  /** Lets the task that runs come to its end, within a limit. */
  void stop() throws InterruptedException {
    timer.shutdown();
    if (!timer.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
      timer.shutdownNow();
    }
  }
}
