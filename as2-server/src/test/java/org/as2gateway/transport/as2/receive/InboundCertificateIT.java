package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS client certificates of partners, shown by openssl, before anything of a message is read. */
class InboundCertificateIT {
  private static final OwnKey CURRENT = TestPki.rsa("pinned client");
  private static final OwnKey NEXT = TestPki.ec("pinned client next");
  private static final OwnKey RETIRED = TestPki.rsa("pinned client retired");
  private static final OwnKey EXPIRED = TestPki.expired("pinned client expired");
  private static final OwnKey OTHER = TestPki.rsa("other client");
  private static final String SETTINGS =
      """
      as2:
        http: { host: 127.0.0.1, port: 0 }
        https: { enabled: true, host: 127.0.0.1, port: 0, keystore: certs/tls/tls.p12 }
      admin: { port: 0 }
      limits: { disk-reserve: 1 MiB }
      """;

  @TempDir private static Path folder;
  private static TestHome home;
  private static TestGateway gateway;

  @BeforeAll
  static void open() throws Exception {
    home = new TestHome(folder.resolve("home")).settings(SETTINGS).station("us", TestPki.rsa("us"));
    KeyFiles.writeOwn(home.path(), "tls", TestPki.rsa("tls of us"));
    for (String partner : new String[] {"pinned", "free"}) {
      home.partner(partner, TestPki.rsa(partner).certificate());
    }
    Path certs = home.path().resolve("certs/client");
    KeyFiles.writePem(certs.resolve("current.pem"), CURRENT.certificate());
    KeyFiles.writePem(
        certs.resolve("next.pem"), NEXT.certificate(), "active-from: 2999-01-01T00:00:00Z");
    KeyFiles.writePem(
        certs.resolve("old.pem"), RETIRED.certificate(), "retired: 2020-01-01T00:00:00Z");
    KeyFiles.writePem(certs.resolve("expired.pem"), EXPIRED.certificate());
    home.partnership("pinned", "us", open(Map.of("gw.inbound_certificate", "client")));
    home.partnership("free", "us", open(Map.of()));
    gateway = TestGateway.start(home);
  }

  @AfterAll
  static void close() {
    gateway.close();
  }

  private static Map<String, String> open(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("gw.allow_unsigned", "true");
    all.put("gw.allow_unencrypted", "true");
    return all;
  }

  private static URI https() {
    return gateway.gateway().as2Urls().stream()
        .filter(url -> url.getScheme().equals("https"))
        .findFirst()
        .orElseThrow();
  }

  /** A message by {@code openssl s_client}; returns all that it prints. */
  private static String send(String from, OwnKey key, String... options) throws Exception {
    Path request = folder.resolve("request");
    Files.writeString(
        request,
        "POST /as2 HTTP/1.1\r\nHost: us\r\nAS2-Version: 1.2\r\nAS2-From: "
            + from
            + "\r\nAS2-To: us\r\nMessage-ID: <"
            + System.nanoTime()
            + "@client>\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n"
            + "Connection: close\r\n\r\ntext");
    List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-ign_eof", "-connect"));
    command.add("127.0.0.1:" + https().getPort());
    if (key != null) {
      Path pem = KeyFiles.writePem(folder.resolve("client.pem"), key.certificate());
      Path secret = KeyFiles.writeKeyPem(folder.resolve("client.key"), key);
      command.addAll(List.of("-cert", pem.toString(), "-key", secret.toString()));
    }
    command.addAll(List.of(options));
    return run(command, request);
  }

  private static String run(List<String> command, Path input) throws Exception {
    Path log = folder.resolve("s_client.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(input.toFile())
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(log, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void the_certificate_of_the_alias_may_send_and_no_other(String protocol) throws Exception {
    assertThat(send("pinned", CURRENT, protocol)).contains("HTTP/1.1 200");
    assertThat(send("pinned", OTHER, protocol)).contains("HTTP/1.1 403");
    assertThat(send("pinned", null, protocol)).contains("HTTP/1.1 403");
  }

  @Test
  void the_next_certificate_may_send_before_its_time() throws Exception {
    assertThat(send("pinned", NEXT)).contains("HTTP/1.1 200");
  }

  @Test
  void a_retired_and_an_expired_certificate_may_not_send() throws Exception {
    assertThat(send("pinned", RETIRED)).contains("HTTP/1.1 403");
    assertThat(send("pinned", EXPIRED)).contains("HTTP/1.1 403");
  }

  @Test
  void partners_without_the_setting_send_with_any_certificate_or_none() throws Exception {
    assertThat(send("free", null)).contains("HTTP/1.1 200");
    assertThat(send("free", OTHER)).contains("HTTP/1.1 200");
    assertThat(send("free", EXPIRED)).contains("HTTP/1.1 200");
  }

  @Test
  void plain_http_is_refused() throws Exception {
    List<String> command =
        List.of(
            "curl",
            "-s",
            "-i",
            "-H",
            "AS2-From: pinned",
            "-H",
            "AS2-To: us",
            "-H",
            "Message-ID: <plain@client>",
            "-d",
            "text",
            gateway.url().toString());
    assertThat(run(command, Path.of("/dev/null"))).contains("HTTP/1.1 403");
  }

  @Test
  void the_question_how_much_is_held_needs_the_certificate_too() throws Exception {
    List<String> command =
        List.of(
            "curl",
            "-s",
            "-k",
            "-I",
            "-H",
            "AS2-From: pinned",
            "-H",
            "AS2-To: us",
            "-H",
            "ETag: \"a\"",
            https().toString());
    assertThat(run(command, Path.of("/dev/null"))).contains("HTTP/1.1 403");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void a_resumed_session_keeps_the_certificate(String protocol) throws Exception {
    String session = folder.resolve("session" + protocol).toString();
    assertThat(send("pinned", CURRENT, protocol, "-sess_out", session)).contains("HTTP/1.1 200");
    assertThat(send("pinned", null, protocol, "-sess_in", session))
        .contains("Reused, TLSv1")
        .contains("HTTP/1.1 200");
    assertThat(Files.deleteIfExists(Path.of(session))).isTrue();
    assertThat(send("pinned", OTHER, protocol, "-sess_out", session)).contains("HTTP/1.1 403");
    assertThat(send("pinned", null, protocol, "-sess_in", session))
        .contains("Reused, TLSv1")
        .contains("HTTP/1.1 403");
  }

  @Test
  void clients_are_asked_as_soon_as_and_as_long_as_a_partnership_names_a_certificate()
      throws Exception {
    assertThat(send("free", null)).contains("Requested Signature Algorithms");
    String session = folder.resolve("session-before").toString();
    ask(false);
    assertThat(send("free", CURRENT, "-sess_out", session))
        .doesNotContain("Requested Signature Algorithms")
        .contains("HTTP/1.1 200");
    ask(true);
    assertThat(send("pinned", CURRENT, "-sess_in", session))
        .as("a session of the time before holds no certificate and is not resumed")
        .contains("New, TLSv1")
        .contains("HTTP/1.1 200");
  }

  private static void ask(boolean isOn) throws IOException {
    home.partnership(
        "pinned", "us", open(isOn ? Map.of("gw.inbound_certificate", "client") : Map.of()));
    Awaitility.await()
        .until(
            () ->
                gateway
                        .gateway()
                        .registry()
                        .partnerships()
                        .partnership("pinned-to-us")
                        .orElseThrow()
                        .access()
                        .certificateAlias()
                        .isPresent()
                    == isOn);
  }
}
