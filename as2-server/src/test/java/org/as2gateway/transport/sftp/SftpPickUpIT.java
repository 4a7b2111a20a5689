package org.as2gateway.transport.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.registry.partnerships.PartnershipRegistry;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.OtherWay;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.sftp.client.RemoteFile;
import org.as2gateway.transport.sftp.client.SftpConnector;
import org.as2gateway.transport.sftp.client.SftpLogin;
import org.as2gateway.transport.sftp.client.SftpServer;
import org.as2gateway.transport.sftp.client.SftpSession;
import org.as2gateway.transport.sftp.client.SftpTimeLimits;
import org.as2gateway.transport.sftp.ssh.HostKeys;
import org.as2gateway.transport.sftp.ssh.SshKeys;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that wait in {@code out} of our server until their partner collects them. */
final class SftpPickUpIT {
  private static final byte[] CONTENT = "H1|020\r\n".repeat(100).getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private Path partnerKey;
  private TestHome home;
  private TestGateway gateway;
  private SftpConnector connector;

  @BeforeEach
  void start() throws Exception {
    partnerKey = new OpenSsh(folder).key("partner", "ed25519", "");
    home = new TestHome(folder.resolve("home"));
    home.settings(TestHome.SETTINGS + "sftp: { enabled: true, host: 127.0.0.1, port: 0 }\n");
    home.station("US", TestPki.rsa("US")).partner("USPS", TestPki.rsa("USPS").certificate());
    home.partnership("US", "USPS", Map.of("gw.transport", "sftp"));
    Files.copy(Path.of(partnerKey + ".pub"), home.path().resolve("certs/USPS/partner.pub"));
    gateway = TestGateway.start(home);
    connector = new SftpConnector(SftpTimeLimits.DEFAULT, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      connector.close();
      gateway.close();
    }
  }

  @Test
  void a_pick_up_has_evidence_of_what_was_offered() throws Exception {
    String id = gateway.submit("US-to-USPS", "a.txt", CONTENT).id();
    try (SftpSession session = connect()) {
      assertThat(collect(session, () -> {})).isEqualTo(CONTENT);
    }
    MessageRecord sent = gateway.awaitEnd(id);
    assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
    assertThat(evidence(id, EvidenceKind.TRANSFER))
        .contains("user USPS", "file a.txt\nbytes " + CONTENT.length, "collected-at");
    assertThat(evidence(id, EvidenceKind.CONTENT)).contains(sent.payloads().get(0).sha256());
  }

  @Test
  void a_pick_up_after_a_cancel_leaves_its_evidence() throws Exception {
    String id = gateway.submit("US-to-USPS", "a.txt", CONTENT).id();
    try (SftpSession session = connect()) {
      collect(session, () -> cancel(id));
    }
    assertThat(gateway.awaitEnd(id).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(evidence(id, EvidenceKind.TRANSFER))
        .contains("file a.txt\nbytes " + CONTENT.length, "collected-at");
    assertThat(gateway.gateway().messages().events(id))
        .anySatisfy(event -> assertThat(event.detail()).contains("after the message had ended"));
  }

  @Test
  void a_pick_up_after_it_was_sent_another_way_is_known_to_come_twice() throws Exception {
    home.partner("OTHER", TestPki.rsa("OTHER").certificate());
    home.partnership("US", "OTHER", Map.of("gw.transport", "sftp"));
    home.partnership("US", "USPS", Map.of("gw.transport", "sftp", "gw.fallback", "US-to-OTHER"));
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::hasAlternative);
    String id = gateway.submit("US-to-USPS", "a.txt", CONTENT).id();
    try (SftpSession session = connect()) {
      collect(session, () -> sendAnotherWay(id));
    }
    OtherWay way =
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () -> gateway.gateway().otherWays().about(Set.of(id)).get(0),
                found -> found.arrived().isPresent());
    assertThat(way.arrived().orElseThrow().proof()).isEqualTo(OtherWay.Proof.UPLOAD);
    assertThat(way.isStopped()).as("it was not collected yet").isTrue();
    assertThat(gateway.awaitEnd(way.message()).status()).isEqualTo(MessageStatus.CANCELLED);
  }

  private boolean hasAlternative() {
    PartnershipRegistry known = gateway.gateway().registry().partnerships();
    return known.partnership("US-to-OTHER").isPresent()
        && known.partnership("US-to-USPS").flatMap(p -> p.queue().fallback()).isPresent();
  }

  private void sendAnotherWay(String id) {
    try {
      if (gateway.gateway().otherWays().about(Set.of(id)).isEmpty()) {
        gateway.gateway().otherWays().send(id, "ann", "not collected in time");
      }
    } catch (RefusedOperation | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_message_is_offered_only_while_its_partnership_has_no_url() throws Exception {
    String id = gateway.submit("US-to-USPS", "a.txt", CONTENT).id();
    try (SftpSession session = connect()) {
      offered(session);
      home.partnership(
          "US",
          "USPS",
          Map.of("gw.transport", "sftp", "gw.sftp_url", "sftp://us@127.0.0.1:1/elsewhere"));
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> session.list("out").isEmpty());
      home.partnership("US", "USPS", Map.of("gw.transport", "sftp"));
      assertThat(offered(session).name()).isEqualTo("a.txt");
    }
    assertThat(gateway.gateway().messages().find(id).orElseThrow().status())
        .isEqualTo(MessageStatus.QUEUED);
  }

  private void cancel(String id) {
    try {
      gateway.gateway().cancel(id);
    } catch (RefusedOperation | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] collect(SftpSession session, Runnable meanwhile) throws IOException {
    RemoteFile file = offered(session);
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    OutputStream out =
        new FilterOutputStream(got) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            meanwhile.run();
            got.write(bytes, offset, length);
          }
        };
    session.download("out", file, out);
    return got.toByteArray();
  }

  private static RemoteFile offered(SftpSession session) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> session.list("out"), files -> files.size() == 1)
        .get(0);
  }

  private String evidence(String id, EvidenceKind kind) {
    return gateway.gateway().messages().evidence(id, kind).stream()
        .map(piece -> new String(piece.content().toBytes(), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }

  private SftpSession connect() throws Exception {
    Path hostKey = home.path().resolve("data/secrets/sftp-host-key");
    String fingerprint =
        HostKeys.fingerprint(SshKeys.readPrivate(hostKey, Optional.empty()).get(0).getPublic());
    int port = gateway.gateway().sftp().port().get().orElseThrow();
    return connector.connect(
        new SftpServer("127.0.0.1", port, "USPS", List.of(fingerprint)),
        new SftpLogin(SshKeys.readPrivate(partnerKey, Optional.empty()), Optional.empty()));
  }
}
