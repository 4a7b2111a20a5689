package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.promise.PlainPartner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A partner that takes connections and never answers, beside one that does its work. */
@Tag("slow")
class IsolationIT {
  private static final Logger LOG = LoggerFactory.getLogger(IsolationIT.class);
  private static final int STALLED = 200;
  private static final int GOOD = 15;
  private static final int ROUNDS = 3;

  /** What a machine that is busy with something else may add. */
  private static final Duration ALLOWANCE = Duration.ofMillis(50);

  private static final byte[] PAYLOAD = {1};

  @TempDir private Path folder;

  @Test
  void two_hundred_hanging_messages_at_most_double_the_latency_of_another_partner()
      throws Exception {
    Path bodies = Files.createDirectories(folder.resolve("bodies"));
    try (PlainPartner good = PlainPartner.start(folder.resolve("good"));
        ScriptedPartner dead = ScriptedPartner.start(bodies)) {
      dead.answerAlways(Scripts.stall());
      TestHome home = good.home(folder.resolve("us"), TestHome.SETTINGS);
      home.partner("dead", TestPki.rsa("dead").certificate());
      home.partnership(
          "us",
          "dead",
          Map.of("as2_url", dead.url().toString(), "as2_mdn_to", "us", "gw.concurrency", "100"));
      try (TestGateway gateway = TestGateway.start(home)) {
        median(gateway); // warms up
        Duration alone = medianOfRounds(gateway);
        for (int i = 0; i < STALLED; i++) {
          gateway.submit("us-to-dead", "stalled-" + i, PAYLOAD);
        }
        dead.awaitRequest(1);
        Duration beside = medianOfRounds(gateway);
        LOG.warn(
            "median from submission to receipt: {} ms alone, {} ms beside {} hanging messages",
            alone.toMillis(),
            beside.toMillis(),
            STALLED);
        assertThat(gateway.messages())
            .filteredOn(message -> message.partnership().equals("us-to-dead"))
            .hasSize(STALLED)
            .allMatch(message -> !message.status().isEnd());
        assertThat(beside).isLessThan(alone.multipliedBy(2).plus(ALLOWANCE));
        dead.close(); // or the gateway waits for its answers
      }
    }
  }

  private static Duration medianOfRounds(TestGateway gateway) throws Exception {
    Duration[] rounds = new Duration[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rounds[i] = median(gateway);
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static Duration median(TestGateway gateway) throws Exception {
    long[] nanos = new long[GOOD];
    for (int i = 0; i < GOOD; i++) {
      long start = System.nanoTime();
      MessageRecord message = gateway.submit("us-to-them", "good-" + i, PAYLOAD);
      assertThat(gateway.awaitEnd(message.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return Duration.ofNanos(nanos[GOOD / 2]);
  }
}
