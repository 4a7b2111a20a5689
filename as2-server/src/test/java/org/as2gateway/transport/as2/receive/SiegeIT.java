package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks by number and patience against a gateway with a heap of 128 MiB: while they last, a good
 * partner is served ({@code docs/abuse.md}).
 */
@Tag("long")
class SiegeIT {
  private static BesiegedGateway gateway;

  private final List<RawHttp> attackers = new ArrayList<>();

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    gateway = BesiegedGateway.start(folder, URI.create("http://127.0.0.1:9/receipts"));
  }

  @AfterAll
  static void close() throws Exception {
    gateway.close();
  }

  @AfterEach
  void leave() throws IOException {
    for (RawHttp attacker : attackers) {
      attacker.close();
    }
  }

  private void open(int count, String start) throws IOException {
    for (int i = 0; i < count; i++) {
      RawHttp http = RawHttp.connect(gateway.url());
      attackers.add(http);
      http.write(start);
    }
  }

  /** An octet of each attacker, a good message, and so on. */
  private String dripAndServe() throws IOException {
    Duration slowest = Duration.ZERO;
    for (int round = 0; round < 5; round++) {
      for (RawHttp attacker : attackers) {
        try {
          attacker.write("x");
        } catch (IOException e) {
          // has been closed: as it should
        }
      }
      for (int i = 0; i < 4; i++) {
        Duration taken = gateway.serveGoodPartner(BesiegedGateway.PATIENCE);
        slowest = taken.compareTo(slowest) > 0 ? taken : slowest;
      }
    }
    return "20 good messages meanwhile, the slowest in " + slowest.toMillis() + " ms";
  }

  @Test // protocol.md §1: too slow
  void two_thousand_slow_headers_delay_nobody() throws Exception {
    gateway.endure(
        "2,000 slow headers",
        () -> {
          open(2000, "POST /as2 HTTP/1.1\r\nX: ");
          return dripAndServe();
        });
  }

  @Test
  void five_hundred_slow_bodies_of_one_name_delay_nobody_else() throws Exception {
    Headers headers =
        PartnerSide.identity("clear")
            .with(PartnerSide.SIGNED_RECEIPT)
            .with("Content-Type", "multipart/signed; boundary=b");
    gateway.endure(
        "500 slow bodies of one name",
        () -> {
          for (int i = 0; i < 500; i++) {
            RawHttp http = RawHttp.connect(gateway.url());
            attackers.add(http);
            http.writePostHead(gateway.url(), headers, OptionalLong.of(1 << 20));
            http.write("--b\r\nContent-Type: text/plain\r\n\r\n");
          }
          return dripAndServe();
        });
  }

  /**
   * Attackers who know the names of three partners, the good one's among them, and come from its
   * address: all buffers of all layers at once, in as many workers as there are, and an octet now
   * and then. Who is cut off comes again.
   */
  @Test // protocol.md §1: no room
  void slow_bodies_deep_inside_all_layers_fit_into_the_heap_and_give_way() throws Exception {
    MimeEntity entity = gateway.enveloped(deep());
    gateway.endure(
        "600 slow bodies of three names, deep inside all layers",
        () -> {
          for (int i = 0; i < 600; i++) {
            attackers.add(slowBody(entity, List.of("partner", "clear", "open").get(i % 3)));
          }
          return dripAndServe();
        });
  }

  /** Signed, compressed and twice encoded, without an end. */
  private static MimeEntity deep() throws IOException {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise); // does not compress
    Headers encoded =
        Headers.of("Content-Type", "text/plain", "Content-Transfer-Encoding", "quoted-printable");
    MimeEntity compressed = OpenSslEntities.compressed(new MimeEntity(encoded, noise));
    String inner =
        "--b\r\n"
            + compressed.headers().without("Content-Transfer-Encoding").toLines()
            + "Content-Transfer-Encoding: base64\r\n\r\n"
            + Base64.getMimeEncoder().encodeToString(compressed.body());
    return Damage.text("multipart/signed; boundary=b", inner);
  }

  private static RawHttp slowBody(MimeEntity entity, String from) throws IOException {
    RawHttp http = RawHttp.connect(gateway.url());
    Headers headers = PartnerSide.identity(from).with(entity.headers());
    http.writePostHead(gateway.url(), headers, OptionalLong.of(entity.length()));
    try {
      http.write(Arrays.copyOf(entity.body(), 350_000));
    } catch (IOException e) {
      // refused and closed already
    }
    return http;
  }

  @Test
  void ten_thousand_idle_connections_delay_nobody() throws Exception {
    gateway.endure(
        "10,000 idle connections",
        () -> {
          open(10_000, "");
          return dripAndServe();
        });
    assertThat(attackers).hasSize(10_000);
  }
}
