package org.as2gateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.as2gateway.messagelog.MessageRecord;
import org.as2gateway.messagelog.MessageStatus;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.promise.PlainPartner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A partner that takes connections and never answers, beside one that does its work. */
class IsolationIT {
  private static final Logger LOG = LoggerFactory.getLogger(IsolationIT.class);
  private static final int STALLED = 200;
  private static final int GOOD = 40;
  private static final byte[] PAYLOAD = {1};

  @TempDir private Path folder;

  @Test
  void messages_to_one_partner_arrive_while_two_hundred_to_another_hang() throws Exception {
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
        Duration alone = median(gateway);
        for (int i = 0; i < STALLED; i++) {
          gateway.submit("us-to-dead", "stalled-" + i, PAYLOAD);
        }
        dead.awaitRequest(1);
        Duration beside = median(gateway);
        LOG.warn(
            "median from submission to receipt: {} ms alone, {} ms beside {} hanging messages",
            alone.toMillis(),
            beside.toMillis(),
            STALLED);
        assertThat(gateway.messages())
            .filteredOn(message -> message.partnership().equals("us-to-dead"))
            .hasSize(STALLED)
            .allMatch(message -> !message.status().isEnd());
      }
    }
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
