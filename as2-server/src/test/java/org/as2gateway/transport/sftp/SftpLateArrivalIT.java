package org.as2gateway.transport.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.OtherWays;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.OtherWay;
import org.as2gateway.store.log.OtherWay.Proof;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TcpProxy;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Uploads to OpenSSH that were renamed, whose answer was lost, and whose files then went by PDX:
 * the gateway finds out later that the first upload had arrived.
 */
@Tag("slow")
final class SftpLateArrivalIT {
  private static final byte[] CONTENT =
      "H1|020\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private OpenSsh openSsh;
  private Path hostKey;
  private Path remote;
  private OpenSsh.Server sshd;
  private TcpProxy wire;
  private SyntheticPdx pdx;
  private TestHome home;
  private TestGateway gateway;

  @BeforeEach
  void open() throws Exception {
    openSsh = new OpenSsh(folder);
    hostKey = openSsh.key("host", "ed25519", "");
    Path userKey = openSsh.key("id_ed25519", "ed25519", "");
    remote = Files.createDirectory(folder.resolve("remote"));
    sshd = openSsh.server(hostKey, List.of(userKey));
    wire = TcpProxy.countingUploads(sshd.port());
    pdx = SyntheticPdx.open(folder.resolve("pdx"), 0, "user", "secret", Clock.systemUTC());
    Map<String, String> byPdx = new LinkedHashMap<>();
    byPdx.put("gw.transport", "pdx");
    byPdx.put("gw.pdx_environment", "TEM");
    byPdx.put("gw.pdx_login", "pdx-login");
    byPdx.put("gw.pdx_requests", "1000");
    home =
        new TestHome(folder.resolve("home"))
            .settings(
                TestHome.SETTINGS.replace(
                    "retry: { first: 200ms, factor: 2, max: 1s, budget: 30s }",
                    "retry: { first: 20s, factor: 2, max: 1m, budget: 10m }"))
            .station("US", TestPki.rsa("US"))
            .partner("USPS", TestPki.rsa("USPS").certificate())
            .partner("PDX", TestPki.rsa("PDX").certificate())
            .partnership("US", "PDX", byPdx);
    Files.copy(userKey, home.path().resolve("certs/US/id_ed25519"));
    Path secrets = Files.createDirectories(home.path().resolve("data/secrets"));
    Files.writeString(secrets.resolve("pdx-login"), "user\nsecret\n" + pdx.url() + "\n");
  }

  @AfterEach
  void close() throws IOException {
    if (gateway != null) {
      gateway.close();
    }
    if (pdx != null) {
      pdx.close();
    }
    if (wire != null) {
      wire.close();
    }
    if (sshd != null) {
      sshd.close();
    }
  }

  private void partnership(String... more) throws IOException {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("gw.transport", "sftp");
    attributes.put(
        "gw.sftp_url",
        "sftp://" + System.getProperty("user.name") + "@127.0.0.1:" + wire.port() + remote);
    attributes.put("gw.sftp_host_key", openSsh.fingerprint(hostKey));
    attributes.put("gw.sftp_key", "US");
    attributes.put("gw.fallback", "US-to-PDX");
    attributes.put("gw.fallback_after", "1s");
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    home.partnership("US", "USPS", attributes);
  }

  @Test
  void an_upload_whose_rename_was_not_answered_is_found_late() throws Exception {
    partnership();
    MessageRecord first = sentByPdxAfterTheAnswerWasLost();
    assertThat(uploaded()).containsExactly(remote.resolve("orders.manifest"));
    awaitFoundLate(first);
  }

  @Test
  void a_file_with_a_name_of_a_template_is_found_late_though_the_template_changed()
      throws Exception {
    partnership("gw.sftp_name", "{partner}/{name}-{id}.{ext}");
    MessageRecord first = sentByPdxAfterTheAnswerWasLost();
    assertThat(uploaded())
        .containsExactly(remote.resolve("USPS/orders-" + first.id() + ".manifest"));
    partnership("gw.sftp_name", "other/{filename}");
    awaitFoundLate(first);
  }

  @Test
  void a_file_of_another_size_under_the_name_is_not_the_upload() throws Exception {
    partnership();
    MessageRecord first = sentByPdxAfterTheAnswerWasLost();
    Files.writeString(remote.resolve("orders.manifest"), "a file of somebody else");
    int before = countSignIns();
    wire.cutAnswersWhile(() -> false);
    Awaitility.await().atMost(PATIENCE).until(() -> countSignIns() > before);
    Awaitility.await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> way(first.id()).arrived().isEmpty());
    assertThat(gateway.gateway().messages().find(first.id()).orElseThrow().status())
        .isEqualTo(MessageStatus.CANCELLED);
  }

  private int countSignIns() throws IOException {
    return sshd.log().split("Accepted publickey", -1).length - 1;
  }

  /** The first message, which nobody knows to have arrived; the second has gone out by PDX. */
  private MessageRecord sentByPdxAfterTheAnswerWasLost() throws Exception {
    wire.cutAnswersWhile(() -> !uploaded().isEmpty());
    gateway = TestGateway.start(home);
    String first = gateway.submit("US-to-USPS", "orders.manifest", CONTENT).id();
    MessageRecord stuck = gateway.await(first, message -> ways().offer(message).isPresent());
    assertThat(gateway.gateway().messages().events(first))
        .anySatisfy(event -> assertThat(event.reason()).isEqualTo(Reason.CONNECTION_LOST));
    assertThat(ways().offer(stuck).orElseThrow().first().isNothingArrived()).isFalse();
    String second = ways().send(first, "ann", "the server does not answer").id();
    assertThat(gateway.awaitEnd(second).status()).isEqualTo(MessageStatus.SENT);
    assertThat(way(first).arrived()).isEmpty();
    assertThat(wire.broken()).isPositive();
    return gateway.gateway().messages().find(first).orElseThrow();
  }

  private void awaitFoundLate(MessageRecord first) {
    wire.cutAnswersWhile(() -> false);
    OtherWay late =
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> way(first.id()), found -> found.arrived().isPresent());
    assertThat(late.arrived().orElseThrow().proof()).isEqualTo(Proof.UPLOAD);
    assertThat(late.isStopped()).isFalse();
    MessageRecord arrived = gateway.gateway().messages().find(first.id()).orElseThrow();
    assertThat(arrived.status()).isEqualTo(MessageStatus.SENT);
    for (String id : List.of(first.id(), late.message())) {
      assertThat(gateway.gateway().messages().events(id))
          .anySatisfy(event -> assertThat(event.kind()).isEqualTo(EventKind.ARRIVED_LATE));
    }
    assertThat(gateway.gateway().messages().events(first.id()))
        .anySatisfy(
            event ->
                assertThat(event.detail()).contains("has each file under its name and with its"));
  }

  private OtherWays ways() {
    return gateway.gateway().otherWays();
  }

  private OtherWay way(String id) {
    return ways().about(Set.of(id)).get(0);
  }

  /** The files that have their final names. */
  private List<Path> uploaded() {
    try (var files = Files.walk(remote)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().endsWith(".part"))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // it was renamed while we looked
    }
  }
}
