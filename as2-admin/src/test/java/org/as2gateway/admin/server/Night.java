package org.as2gateway.admin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;

/**
 * The twenty hours before a morning at a mailer that does not exist: real messages between two
 * gateways whose clock runs fast. The USPS station takes and sends; the printer's certificate ends
 * soon; the freight forwarder changed its key and told nobody; the warehouse has moved; the bindery
 * is down.
 */
final class Night {
  static final String US = "harbor-mail";
  static final String USPS = "usps-dts";
  static final String PRINTER = "blue-ridge-print";
  static final String FREIGHT = "lakeside-freight";
  static final String WAREHOUSE = "old-orchard";
  static final String BINDERY = "island-bindery";

  private static final int HOURS = 20;
  private static final int MOST_MANIFESTS = 4;
  private static final Duration THIRD_OF_AN_HOUR = Duration.ofMinutes(20);
  private static final Duration PRINTERS_REST = Duration.ofDays(9);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final URI NOBODY = URI.create("http://127.0.0.1:1/as2");
  private static final String SETTINGS =
      """
      as2:
        http: { host: 127.0.0.1, port: 0 }
      admin: { port: 0 }
      limits: { disk-reserve: 1 MiB }
      retry: { first: 1h, max: 1h, budget: 3d }
      """;

  private final Shifted clock;
  private final TestGateway partners;
  private final TestGateway us;

  private Night(Shifted clock, TestGateway partners, TestGateway us) {
    this.clock = clock;
    this.partners = partners;
    this.us = us;
  }

  /**
   * Lets it pass and returns the home it leaves; nobody runs on it any more. In a process of its
   * own: ids of messages never go back in one, and tests before this one made later ones.
   */
  static TestHome pass(Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("night.log");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    Process night =
        new ProcessBuilder(java, "-cp", path, Night.class.getName(), folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(night.waitFor()).as(() -> read(log)).isZero();
    return new TestHome(folder.resolve(US)).settings(SETTINGS);
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Lets it pass in that folder. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Instant now = Clock.systemUTC().instant();
    OwnKey ours = TestPki.rsa(US);
    OwnKey printers =
        TestPki.rsa(PRINTER, now.plus(PRINTERS_REST).minus(YEAR), now.plus(PRINTERS_REST));
    Shifted clock = new Shifted(Duration.ofHours(-HOURS));
    TestHome theirHome =
        new TestHome(folder.resolve("partners"))
            .station(USPS, TestPki.rsa(USPS))
            .station(PRINTER, printers)
            .station(FREIGHT, TestPki.rsa(FREIGHT, 2))
            .partner(US, ours.certificate());
    for (String partner : new String[] {USPS, PRINTER, FREIGHT}) {
      theirHome.partnership(US, partner, Map.of());
    }
    TestHome home = new TestHome(folder.resolve(US)).settings(SETTINGS).station(US, ours);
    try (TestGateway partners = TestGateway.start(theirHome, clock)) {
      URI url = partners.url();
      register(home, USPS, TestPki.rsa(USPS).certificate(), url);
      register(home, PRINTER, printers.certificate(), url);
      register(home, FREIGHT, TestPki.rsa(FREIGHT).certificate(), url);
      register(home, WAREHOUSE, TestPki.rsa(WAREHOUSE).certificate(), url.resolve("/moved"));
      register(home, BINDERY, TestPki.rsa(BINDERY).certificate(), NOBODY);
      try (TestGateway us = TestGateway.start(home, clock)) {
        for (String partner : new String[] {USPS, PRINTER, FREIGHT}) {
          theirHome.partnership(partner, US, TestHome.sending(us.url()));
        }
        partners.awaitPartnership(FREIGHT + "-to-" + US);
        new Night(clock, partners, us).pass();
      }
    }
  }

  /** The time of day some time ago, and later less long ago. Safe for many threads. */
  private static final class Shifted extends Clock {
    private volatile Duration by;

    Shifted(Duration by) {
      this.by = by;
    }

    void advance(Duration more) {
      by = by.plus(more);
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("stays in UTC");
    }
  }

  private static void register(TestHome home, String name, X509Certificate certificate, URI url)
      throws Exception {
    home.partner(name, certificate)
        .partnership(US, name, TestHome.sending(url))
        .partnership(name, US, Map.of());
  }

  private void pass() throws Exception {
    for (int hour = 0; hour < HOURS; hour++) {
      clock.advance(THIRD_OF_AN_HOUR);
      for (int i = 0; i < manifests(hour); i++) {
        send(USPS, "manifest_%02d%d0.ssf".formatted(hour, i), 6_000 * (i + 1));
      }
      clock.advance(THIRD_OF_AN_HOUR);
      receive(USPS, "confirmation_%02d00.txt".formatted(hour), 900);
      if (hour % MOST_MANIFESTS == 1) {
        receive(PRINTER, "statements_%02d.zip".formatted(hour), 48_000);
        send(PRINTER, "print-order_%02d.xml".formatted(hour), 2_500);
      }
      if (hour == HOURS - 2) {
        receive(FREIGHT, "status_214.edi", 1_200);
        send(FREIGHT, "pickup_204.edi", 1_800);
        send(BINDERY, "insert-plan.csv", 3_100);
      }
      if (hour == HOURS - 1) {
        send(WAREHOUSE, "stock-request.csv", 700);
      }
      clock.advance(THIRD_OF_AN_HOUR);
    }
  }

  /** How many manifests went in that hour; all in all {@link #manifests()}. */
  private static int manifests(int hour) {
    return 1 + hour * 7 % MOST_MANIFESTS;
  }

  /** How many manifests were sent and acknowledged. */
  static int manifests() {
    int all = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      all += manifests(hour);
    }
    return all;
  }

  private void send(String to, String file, int octets) throws Exception {
    MessageRecord message = us.submit(US + "-to-" + to, file, content(octets));
    us.await(message.id(), found -> found.status().isEnd() || found.error() != null);
  }

  private void receive(String from, String file, int octets) throws Exception {
    partners.awaitEnd(partners.submit(from + "-to-" + US, file, content(octets)).id());
  }

  private static byte[] content(int octets) {
    String line = "D1|SAMPLE|NOT A PARCEL\r\n";
    return line.repeat(octets / line.length()).getBytes(StandardCharsets.US_ASCII);
  }
}
