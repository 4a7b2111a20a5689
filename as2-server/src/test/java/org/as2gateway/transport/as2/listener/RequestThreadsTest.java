package org.as2gateway.transport.as2.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RequestThreadsTest {
  private static final int MOST = 60;
  private static final int LEAST = 4;

  @Test
  void all_threads_of_a_rush_go_when_they_have_been_idle() throws Exception {
    RequestThreads threads = new RequestThreads(MOST, LEAST, Duration.ofMillis(500));
    threads.start();
    try {
      CountDownLatch end = new CountDownLatch(1);
      for (int i = 0; i < MOST; i++) {
        threads.execute(() -> waitFor(end));
      }
      Awaitility.await().until(() -> threads.getThreads() == MOST);
      end.countDown();
      // one at a time they would be gone after 28 s
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> threads.getThreads() <= LEAST);
      assertThat(threads.getThreads()).isPositive();
    } finally {
      threads.stop();
    }
  }

  private static void waitFor(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
