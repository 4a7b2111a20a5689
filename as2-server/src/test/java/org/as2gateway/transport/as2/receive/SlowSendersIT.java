package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.testkit.RawHttp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A partner that sends slowly, beside one that sends as usual. */
@Tag("slow")
class SlowSendersIT {
  private static final Logger LOG = LoggerFactory.getLogger(SlowSendersIT.class);
  private static final int SLOW = 100;
  private static final int GOOD = 9;
  private static final int ROUNDS = 3;

  /** What a machine that is busy with something else may add. */
  private static final Duration ALLOWANCE = Duration.ofMillis(50);

  @TempDir private Path folder;

  @Test // reliability.md §1: isolation
  void a_hundred_slow_bodies_at_most_double_the_latency_of_another_partner() throws Exception {
    List<RawHttp> slow = new ArrayList<>();
    try (PartnerSide side = PartnerSide.open(folder)) {
      Deque<MimeEntity> messages = messages(side, GOOD * (2 * ROUNDS + 1));
      median(side, messages); // warms up
      Duration alone = medianOfRounds(side, messages);
      for (int i = 0; i < SLOW; i++) {
        slow.add(slowBody(side));
      }
      Duration beside = medianOfRounds(side, messages);
      LOG.warn(
          "median from request to MDN: {} ms alone, {} ms beside {} slow bodies",
          alone.toMillis(),
          beside.toMillis(),
          SLOW);
      assertThat(beside).isLessThan(alone.multipliedBy(2).plus(ALLOWANCE));
      for (RawHttp http : slow) {
        http.close();
      }
    }
  }

  private static Deque<MimeEntity> messages(PartnerSide side, int count) throws IOException {
    Deque<MimeEntity> messages = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      MimeEntity payload = PartnerSide.payload("good-" + i + ".edi", "UNA" + i);
      messages.add(side.enveloped(side.signed(payload)));
    }
    return messages;
  }

  /** An unsigned message that has begun and does not go on. */
  private static RawHttp slowBody(PartnerSide side) throws IOException {
    RawHttp http = RawHttp.connect(side.url());
    Headers headers = PartnerSide.identity("open").with("Content-Type", "text/plain");
    http.writePostHead(side.url(), headers, OptionalLong.of(1 << 20));
    http.write("a first line\r\n");
    return http;
  }

  private static Duration medianOfRounds(PartnerSide side, Deque<MimeEntity> messages)
      throws IOException {
    Duration[] rounds = new Duration[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rounds[i] = median(side, messages);
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static Duration median(PartnerSide side, Deque<MimeEntity> messages) throws IOException {
    long[] nanos = new long[GOOD];
    for (int i = 0; i < GOOD; i++) {
      Headers headers = PartnerSide.identity("partner").with(PartnerSide.SIGNED_RECEIPT);
      MimeEntity message = messages.remove();
      long start = System.nanoTime();
      RawHttp.Response response =
          RawHttp.post(side.url(), headers.with(message.headers()), message.body());
      nanos[i] = System.nanoTime() - start;
      assertThat(side.mdn(response.entity()).disposition()).endsWith("; processed");
    }
    Arrays.sort(nanos);
    return Duration.ofNanos(nanos[GOOD / 2]);
  }
}
