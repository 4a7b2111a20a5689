package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * protocol.md §1: failures that touch the private key take the same time. Medians of answers that
 * come in turns, so that whatever else the machine does meets all kinds alike; the bound is far
 * above what a padding oracle needs, and far below what skipping a step would show.
 */
@Tag("long")
class DecryptionTimesIT {
  private static final int ROUNDS = 80;
  private static final int WARM_UP = 40;
  private static final double BOUND = 2;
  private static final MimeEntity PAYLOAD =
      PartnerSide.payload("orders.edi", "UNA:+.? '\nUNB".repeat(8000));

  private static Map<String, MimeEntity> kinds(PartnerSide side) throws IOException {
    MimeEntity signed = side.signed(PAYLOAD);
    MimeEntity whole = side.enveloped(signed);
    int key = Damage.encryptedKey(whole);
    byte[] foreignKey = new byte[256];
    MimeEntity foreign =
        side.openSsl().enveloped(signed, "aes256", TestPki.rsa("stranger").certificate());
    System.arraycopy(foreign.body(), Damage.encryptedKey(foreign), foreignKey, 0, 256);
    Map<String, MimeEntity> kinds = new LinkedHashMap<>();
    kinds.put("content key encrypted to another key", Damage.withEncryptedKey(whole, foreignKey));
    kinds.put("damaged key block", Damage.flipped(whole, key + 100));
    kinds.put("damaged CBC padding", Damage.flipped(whole, -17));
    kinds.put("damaged first block", Damage.flipped(whole, key + 256 + 60));
    kinds.put("damaged content", Damage.flipped(whole, whole.length() / 2));
    kinds.put("blocks appended", EnvelopeParts.appended(whole, new byte[32]));
    MimeEntity other = side.openSsl().signed(PAYLOAD, TestPki.rsa("stranger"), "sha-256");
    kinds.put("signature of somebody else", side.enveloped(other));
    kinds.put("wrong digest", side.enveloped(Damage.replaced(signed, "UNB", "UNC")));
    return kinds;
  }

  @Test
  void no_failure_behind_the_private_key_is_told_by_its_time(@TempDir Path folder)
      throws Exception {
    Map<String, long[]> times = new LinkedHashMap<>();
    FakeClock clock = new FakeClock(Instant.now()); // goes on, so that the brake stays off
    try (PartnerSide side = PartnerSide.open(folder, TestHome.SETTINGS, clock)) {
      Map<String, MimeEntity> kinds = kinds(side);
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        clock.advance(Duration.ofMinutes(10));
        for (Map.Entry<String, MimeEntity> kind : kinds.entrySet()) {
          long nanos = answerTime(side, kind.getValue());
          if (round >= 0) {
            times.computeIfAbsent(kind.getKey(), k -> new long[ROUNDS])[round] = nanos;
          }
        }
      }
    }
    StringBuilder table = new StringBuilder();
    times.forEach((kind, nanos) -> table.append(row(kind, nanos)));
    Files.writeString(
        Path.of("target", "decryption-times.md"),
        table,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
    double slowest = times.values().stream().mapToDouble(t -> quantile(t, 0.5)).max().orElseThrow();
    double fastest = times.values().stream().mapToDouble(t -> quantile(t, 0.5)).min().orElseThrow();
    assertThat(slowest / fastest).as(table.toString()).isLessThan(BOUND);
  }

  private static long answerTime(PartnerSide side, MimeEntity entity) throws IOException {
    Headers headers =
        PartnerSide.identity("partner").with(PartnerSide.SIGNED_RECEIPT).with(entity.headers());
    long start = System.nanoTime();
    RawHttp.Response response = RawHttp.post(side.url(), headers, entity.body());
    long nanos = System.nanoTime() - start;
    assertThat(response.status()).isEqualTo(200);
    return nanos;
  }

  private static String row(String kind, long[] nanos) {
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f |%n",
        kind,
        quantile(nanos, 0.5) / 1e6,
        quantile(nanos, 0.25) / 1e6,
        quantile(nanos, 0.75) / 1e6);
  }

  private static double quantile(long[] nanos, double share) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1))];
  }
}
