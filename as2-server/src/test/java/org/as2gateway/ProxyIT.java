package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.As2LibOptions;
import org.as2gateway.testkit.As2LibReceiver;
import org.as2gateway.testkit.As2LibStation;
import org.as2gateway.testkit.ConnectProxy;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.Tinyproxy;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that reaches its partners through an HTTP proxy, over each transport. */
@Tag("slow")
class ProxyIT {
  private static final OwnKey US = TestPki.rsa("us");
  private static final OwnKey THEM = TestPki.rsa("them");
  private static final byte[] PAYLOAD =
      "UNA:+.? 'UNB+".repeat(5000).getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder;
  private ConnectProxy proxy;
  private TestHome home;

  @BeforeEach
  void open() throws Exception {
    proxy = ConnectProxy.start();
    home = home("home");
    behind(proxy.url(), "");
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
  }

  private TestHome home(String name) throws Exception {
    return new TestHome(folder.resolve(name))
        .station("us", US)
        .partner("them", THEM.certificate())
        .partnership("them", "us", Map.of());
  }

  private void behind(String url, String more) throws Exception {
    home.settings(TestHome.SETTINGS + "proxy: { url: '" + url + "'" + more + " }\n");
  }

  private As2LibReceiver as2Lib() throws Exception {
    As2LibStation station =
        new As2LibStation(folder.resolve("as2-lib"), "them", THEM, "us", US.certificate());
    return As2LibReceiver.start(station, As2LibOptions.defaults());
  }

  private static Map<String, String> sending(URI url, String... more) {
    Map<String, String> attributes = new LinkedHashMap<>(TestHome.sending(url));
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    return attributes;
  }

  private static String target(URI url) {
    return url.getHost() + ":" + url.getPort();
  }

  private void secret(String name, String text) throws Exception {
    Path secrets = Files.createDirectories(home.path().resolve("data/secrets"));
    Path file = Files.writeString(secrets.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static MessageRecord send(TestGateway gateway) throws Exception {
    return gateway.awaitEnd(gateway.submit("us-to-them", "a.edi", PAYLOAD).id());
  }

  private static void assertAcknowledged(MessageRecord sent) {
    assertThat(sent.status()).as(sent.error()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(sent.as2().mdn()).isEqualTo(MdnState.VERIFIED);
  }

  @Test
  void as2_with_a_receipt_in_the_answer_and_with_one_later() throws Exception {
    try (As2LibReceiver receiver = as2Lib();
        TestGateway gateway =
            TestGateway.start(home.partnership("us", "them", sending(receiver.url())))) {
      assertAcknowledged(send(gateway));
      assertThat(proxy.targets()).containsExactly(target(receiver.url()));

      String ours = gateway.url().toString();
      home.partnership("us", "them", sending(receiver.url(), "as2_receipt_option", ours));
      Awaitility.await()
          .until(
              () ->
                  gateway
                      .gateway()
                      .registry()
                      .partnerships()
                      .partnership("us-to-them")
                      .orElseThrow()
                      .receipt()
                      .asyncUrl()
                      .isPresent());
      assertAcknowledged(send(gateway));
      assertThat(receiver.awaitReceived(2).file()).hasBinaryContent(PAYLOAD);
    }
  }

  /** Two gateways: the receipt of the second one goes through the proxy too. */
  @Test
  void an_asynchronous_receipt_of_ours_goes_through_the_proxy() throws Exception {
    TestHome theirs =
        new TestHome(folder.resolve("theirs"))
            .station("them", THEM)
            .partner("us", US.certificate());
    try (TestGateway us = TestGateway.start(home("sender"))) {
      behind(theirs, Map.of("as2_receipt_option", us.url().toString()));
      try (TestGateway them = TestGateway.start(theirs)) {
        String receipts = us.url().toString();
        us.home().partnership("us", "them", sending(them.url(), "as2_receipt_option", receipts));
        us.awaitPartnership("us-to-them");
        assertAcknowledged(send(us));
        assertThat(proxy.targets()).containsExactly(target(us.url()));
      }
    }
  }

  private void behind(TestHome other, Map<String, String> attributes) throws Exception {
    other.settings(TestHome.SETTINGS + "proxy: { url: '" + proxy.url() + "' }\n");
    other.partnership("us", "them", attributes);
  }

  @Test
  void a_message_is_delivered_once_when_the_proxy_comes_back() throws Exception {
    int port = proxy.port();
    proxy.close();
    try (As2LibReceiver receiver = as2Lib();
        TestGateway gateway =
            TestGateway.start(home.partnership("us", "them", sending(receiver.url())))) {
      String id = gateway.submit("us-to-them", "a.edi", PAYLOAD).id();
      MessageRecord waiting = gateway.await(id, message -> message.state().attempts() > 1);
      assertThat(waiting.error()).contains("could not connect to the proxy '127.0.0.1:" + port);
      assertThat(waiting.state().failure().reason()).isEqualTo(Reason.PROXY_UNREACHABLE);
      proxy = ConnectProxy.start(port);
      assertAcknowledged(gateway.awaitEnd(id));
      assertThat(receiver.awaitReceived(1).file()).hasBinaryContent(PAYLOAD);
      assertThat(receiver.received()).hasSize(1);
    }
  }

  @Test
  void a_partnership_goes_directly_or_by_a_proxy_of_its_own() throws Exception {
    try (As2LibReceiver receiver = as2Lib();
        ConnectProxy own = ConnectProxy.start().wants("partner-user", "pw")) {
      Map<String, String> direct = sending(receiver.url(), "gw.proxy", "none");
      try (TestGateway gateway = TestGateway.start(home.partnership("us", "them", direct))) {
        assertAcknowledged(send(gateway));
      }
      assertThat(proxy.heads()).isEmpty();
      secret("proxy-them", "partner-user\npw\n");
      Map<String, String> byOwn =
          sending(receiver.url(), "gw.proxy", own.url(), "gw.proxy_login", "proxy-them");
      try (TestGateway gateway = TestGateway.start(home.partnership("us", "them", byOwn))) {
        assertAcknowledged(send(gateway));
      }
      assertThat(proxy.heads()).isEmpty();
      assertThat(own.targets()).containsExactly(target(receiver.url()));
      behind(proxy.url(), ", except: '127.0.0.0/8, *.internal.example'");
      Map<String, String> plain = sending(receiver.url());
      try (TestGateway gateway = TestGateway.start(home.partnership("us", "them", plain))) {
        assertAcknowledged(send(gateway));
      }
      assertThat(proxy.heads()).isEmpty();
    }
  }

  @Test
  void a_new_password_needs_no_restart() throws Exception {
    proxy.wants("us", "new");
    secret("proxy-login", "us\nold\n");
    behind(proxy.url(), ", login: data/secrets/proxy-login");
    try (As2LibReceiver receiver = as2Lib();
        TestGateway gateway =
            TestGateway.start(home.partnership("us", "them", sending(receiver.url())))) {
      String id = gateway.submit("us-to-them", "a.edi", PAYLOAD).id();
      MessageRecord waiting = gateway.await(id, message -> message.state().failure() != null);
      assertThat(waiting.state().failure().reason()).isEqualTo(Reason.PROXY_SIGN_IN_REFUSED);
      secret("proxy-login", "us\nnew\n");
      assertAcknowledged(gateway.awaitEnd(id));
    }
  }

  @Test
  void sftp_goes_through_the_proxy_both_ways() throws Exception {
    OpenSsh openSsh = new OpenSsh(folder);
    Path hostKey = openSsh.key("host", "ed25519", "");
    Path userKey = openSsh.key("id_ed25519", "ed25519", "");
    Files.copy(userKey, home.path().resolve("certs/us/id_ed25519"));
    Path in = Files.createDirectory(folder.resolve("remote-in"));
    Path out = Files.createDirectory(folder.resolve("remote-out"));
    try (OpenSsh.Server sshd = openSsh.server(hostKey, List.of(userKey))) {
      proxy.knows("sftp.partner.invalid", sshd.port());
      Map<String, String> sftp = new LinkedHashMap<>();
      sftp.put("gw.transport", "sftp");
      sftp.put(
          "gw.sftp_url",
          "sftp://" + System.getProperty("user.name") + "@sftp.partner.invalid" + in);
      sftp.put("gw.sftp_host_key", openSsh.fingerprint(hostKey));
      sftp.put("gw.sftp_key", "us");
      home.partnership("us", "them", sftp);
      sftp.put("gw.sftp_poll", out.toString());
      home.partnership("them", "us", sftp);
      home.settings(
          TestHome.SETTINGS
              + "sftp: { enabled: false, poll: 200ms }\nproxy: { url: '"
              + proxy.url()
              + "' }\n");
      try (TestGateway gateway = TestGateway.start(home)) {
        MessageRecord sent = send(gateway);
        assertThat(sent.status()).as(sent.error()).isEqualTo(MessageStatus.SENT);
        assertThat(in.resolve("a.edi")).hasBinaryContent(PAYLOAD);
        Files.write(out.resolve("b.edi"), PAYLOAD);
        Awaitility.await().until(() -> gateway.inbox("them").size() == 1);
        proxy.answers("HTTP/1.1 403 Filtered\r\n\r\n");
        String id = gateway.submit("us-to-them", "c.edi", PAYLOAD).id();
        MessageRecord waiting = gateway.await(id, message -> message.state().failure() != null);
        assertThat(waiting.state().failure().reason()).isEqualTo(Reason.PROXY_REFUSED);
        assertThat(waiting.error())
            .contains("refused the connection to 'sftp.partner.invalid:22': 403 Filtered. Ask");
        proxy.close();
        gateway.await(
            id,
            message ->
                message.state().failure() != null
                    && message.state().failure().reason() == Reason.PROXY_UNREACHABLE);
      }
    }
    assertThat(proxy.targets()).containsOnly("sftp.partner.invalid:22");
  }

  @Test
  void pdx_goes_through_the_proxy() throws Exception {
    try (SyntheticPdx pdx =
        SyntheticPdx.open(folder.resolve("pdx"), 0, "mailer", "secret", Clock.systemUTC())) {
      secret("pdx-login", "mailer\nsecret\n" + pdx.url() + "\n");
      Map<String, String> attributes =
          Map.of(
              "gw.transport",
              "pdx",
              "gw.pdx_environment",
              "TEM",
              "gw.pdx_login",
              "pdx-login",
              "gw.pdx_requests",
              "1000");
      home.partnership("us", "them", attributes);
      proxy.answers("HTTP/1.1 503 Busy\r\n\r\n");
      try (TestGateway gateway = TestGateway.start(home)) {
        String id = gateway.submit("us-to-them", "a.manifest", PAYLOAD).id();
        MessageRecord waiting = gateway.await(id, message -> message.state().failure() != null);
        assertThat(waiting.error())
            .contains("could not connect to '" + target(pdx.url()) + "': 503 Busy");
        int port = proxy.port();
        proxy.close();
        proxy = ConnectProxy.start(port);
        assertThat(gateway.awaitEnd(id).status()).isEqualTo(MessageStatus.SENT);
        assertThat(pdx.uploads()).hasSize(1);
      }
      assertThat(proxy.targets()).containsOnly(target(pdx.url()));
      assertThat(proxy.heads().get(0)).doesNotContain("Authorization");
    }
  }

  /** The same with a proxy that this project did not write. */
  @Test
  void tinyproxy_lets_us_through_with_its_login_only() throws Exception {
    assumeTrue(
        Tinyproxy.isInstalled(), "not installed: run .ci/run or 'apt-get install tinyproxy'");
    try (Tinyproxy tiny = Tinyproxy.start(folder.resolve("tiny"), "us", "s3cret");
        As2LibReceiver receiver = as2Lib()) {
      secret("proxy-login", "us\nwrong\n");
      behind(tiny.url(), ", login: data/secrets/proxy-login");
      home.partnership("us", "them", sending(receiver.url()));
      try (TestGateway gateway = TestGateway.start(home)) {
        String id = gateway.submit("us-to-them", "a.edi", PAYLOAD).id();
        MessageRecord waiting = gateway.await(id, message -> message.state().failure() != null);
        assertThat(waiting.error()).contains("refused user 'us'");
        secret("proxy-login", "us\ns3cret\n");
        assertAcknowledged(gateway.awaitEnd(id));
        assertThat(tiny.log()).contains("CONNECT " + target(receiver.url()));
        receiver.close();
        id = gateway.submit("us-to-them", "b.edi", PAYLOAD).id();
        waiting = gateway.await(id, message -> message.state().failure() != null);
        assertThat(waiting.error())
            .contains("could not connect to '" + target(receiver.url()) + "': 50");
      }
    }
  }
}
