package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.testkit.GatewayProcess;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.TestHome;

/**
 * The gateway of {@link PartnerSide} in a process of its own with a heap of 128 MiB: what attacks
 * cost it is measured, and whether a good partner is served meanwhile and afterwards.
 */
final class BesiegedGateway implements AutoCloseable {
  /** How long a good partner waits at most, whatever happens around it. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Heap, code, threads and buffers of a JVM with a heap of 128 MiB. */
  static final int MAX_RESIDENT_MIB = 512;

  /** Processor time that one attack may cost. */
  private static final Duration MAX_SPENT = Duration.ofSeconds(60);

  private static final Path TABLE = Path.of("target", "abuse.md");

  private final GatewayProcess process;
  private final Path home;
  private final OpenSslEntities openSsl;
  private final MimeEntity goodEntity;

  private BesiegedGateway(GatewayProcess process, Path home, OpenSslEntities openSsl)
      throws IOException {
    this.process = process;
    this.home = home;
    this.openSsl = openSsl;
    MimeEntity good = PartnerSide.payload("good.edi", "UNA:+.? '\nUNB".repeat(100));
    this.goodEntity = enveloped(signed(good));
  }

  static BesiegedGateway start(Path folder, URI receipts) throws IOException {
    String settings =
        TestHome.SETTINGS.replace(
            "disk-reserve: 1 MiB",
            "disk-reserve: 1 MiB, header-time: 10s, idle-time: 10s, connections: 11000");
    TestHome home = PartnerSide.home(folder.resolve("home"), settings, receipts);
    OpenSslEntities openSsl =
        new OpenSslEntities(Files.createDirectories(folder.resolve("scratch")));
    GatewayProcess process = GatewayProcess.start(home.path(), "-Xmx128m");
    BesiegedGateway gateway = new BesiegedGateway(process, home.path(), openSsl);
    for (int i = 0; i < 20; i++) {
      gateway.serveGoodPartner(Duration.ofSeconds(20)); // a JVM just started is slow
    }
    return gateway;
  }

  URI url() {
    return process.url();
  }

  Path home() {
    return home;
  }

  OpenSslEntities openSsl() {
    return openSsl;
  }

  MimeEntity signed(MimeEntity inner) throws IOException {
    return openSsl.signed(inner, PartnerSide.PARTNER, "sha-256");
  }

  MimeEntity enveloped(MimeEntity inner) throws IOException {
    return openSsl.enveloped(inner, "aes256", PartnerSide.US.certificate());
  }

  /** Sends an entity and tells the answer: a status, and what an MDN says behind "processed". */
  String answerTo(Headers identity, MimeEntity entity) throws IOException {
    Headers headers = identity.with(PartnerSide.SIGNED_RECEIPT).with(entity.headers());
    RawHttp.Response response = RawHttp.post(url(), headers, entity.body());
    if (response.entity().length() == 0) {
      return Integer.toString(response.status());
    }
    String disposition = PartnerSide.mdn(openSsl, response.entity()).disposition();
    return response.status() + " " + disposition.replaceFirst("^.*MDN-sent-automatically; ", "");
  }

  /**
   * Sends a good message of another partner, whose same bytes are delivered each time, again at
   * once after a 503, as long as that takes; returns how long it took to its MDN.
   */
  Duration serveGoodPartner(Duration limit) throws IOException {
    Headers headers =
        PartnerSide.identity("replaying")
            .with(PartnerSide.SIGNED_RECEIPT)
            .with(goodEntity.headers());
    long start = System.nanoTime();
    RawHttp.Response response = RawHttp.post(url(), headers, goodEntity.body());
    while (response.status() == 503 && System.nanoTime() - start < limit.toNanos()) {
      response = RawHttp.post(url(), headers, goodEntity.body());
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertThat(response.status()).as("a good partner is served").isEqualTo(200);
    assertThat(PartnerSide.mdn(openSsl, response.entity()).disposition()).endsWith("; processed");
    assertThat(taken).as("a good partner is served in time").isLessThan(limit);
    return taken;
  }

  /** Something that attackers do; says how the gateway answered. */
  @FunctionalInterface
  interface Attack {
    String run() throws Exception;
  }

  /**
   * Runs an attack and checks what always holds: nothing of it in any inbox, memory bounded, the
   * process alive, and a good partner served at once. Writes a row of the table.
   */
  String endure(String name, Attack attack) throws Exception {
    process.forgetPeak();
    Duration before = process.processorTime();
    List<Path> inbox = inboxOfAttackers();
    String answer = attack.run();
    Duration good = serveGoodPartner(PATIENCE.multipliedBy(5));
    if (good.compareTo(PATIENCE) >= 0) {
      good = serveGoodPartner(PATIENCE); // what else the machine does delays one, not two
    }
    Duration spent = process.processorTime().minus(before);
    long resident = process.peakResidentMiB();
    assertThat(process.isAlive()).isTrue();
    assertThat(inboxOfAttackers()).as("nothing is delivered").isEqualTo(inbox);
    assertThat(resident).isLessThan(MAX_RESIDENT_MIB);
    assertThat(spent).isLessThan(MAX_SPENT);
    String row =
        String.format(
            Locale.ROOT,
            "| %s | %s | %d | %.2f | %d |%n",
            name,
            answer,
            resident,
            spent.toMillis() / 1000.0,
            good.toMillis());
    Files.writeString(TABLE, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return answer;
  }

  /** What lies in the inbox, but for the good partner's files. */
  private List<Path> inboxOfAttackers() throws IOException {
    Path inbox = home.resolve("inbox");
    try (var files = Files.walk(inbox)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(inbox.resolve("partner")))
          .filter(file -> !file.startsWith(inbox.resolve("replaying")))
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
