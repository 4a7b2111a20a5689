package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.as2gateway.testkit.GatewayProcess;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A start with a great many messages waiting in the queue. */
final class QueuedStartIT {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedStartIT.class);
  private static final int MESSAGES = 100_000;
  private static final int THREADS = 16;
  private static final String HEAP = "-Xmx128m";
  private static final Duration AT_WORK = Duration.ofSeconds(10);
  private static final String SETTINGS =
      """
      as2:
        http: { host: 127.0.0.1, port: 0 }
      admin: { port: 0 }
      limits: { disk-reserve: 1 MiB }
      retry: { first: 1m, factor: 1, max: 1m, budget: 10h }
      """;
  private static final URI NOBODY = URI.create("http://127.0.0.1:1/as2");

  @TempDir private Path root;

  @Test
  @Tag("long")
  void a_hundred_thousand_queued_messages_cost_a_start_no_memory() throws Exception {
    TestHome full = home("full");
    queue(full);
    Start empty = start(home("empty"));
    Start filled = start(full);
    LOG.warn(
        "start with {} messages queued: {} ms, peak RSS {} MiB; with none: {} ms, {} MiB",
        MESSAGES,
        filled.took().toMillis(),
        filled.peakMiB(),
        empty.took().toMillis(),
        empty.peakMiB());
    assertThat(filled.peakMiB()).isLessThan(empty.peakMiB() * 3 / 2);
  }

  private record Start(Duration took, long peakMiB) {}

  private static Start start(TestHome home) throws Exception {
    long begin = System.nanoTime();
    try (GatewayProcess gateway = GatewayProcess.start(home.path(), HEAP)) {
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      Awaitility.await().during(AT_WORK).atMost(AT_WORK.multipliedBy(2)).until(gateway::isAlive);
      return new Start(took, gateway.peakResidentMiB());
    }
  }

  private TestHome home(String name) throws Exception {
    TestHome home = new TestHome(root.resolve(name)).settings(SETTINGS);
    home.station("us", TestPki.rsa("us"));
    home.partner("them", TestPki.rsa("them").certificate());
    return home.partnership("us", "them", TestHome.sending(NOBODY));
  }

  private static void queue(TestHome home) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (TestGateway gateway = TestGateway.start(home)) {
      gateway.gateway().hold("us-to-them");
      List<Future<?>> submitted = new ArrayList<>();
      for (int i = 0; i < MESSAGES; i++) {
        byte[] payload = {(byte) i};
        String name = "order-" + i;
        submitted.add(threads.submit(() -> gateway.submit("us-to-them", name, payload)));
      }
      for (Future<?> one : submitted) {
        one.get();
      }
      gateway.gateway().release("us-to-them");
    } finally {
      threads.shutdownNow();
    }
  }
}
