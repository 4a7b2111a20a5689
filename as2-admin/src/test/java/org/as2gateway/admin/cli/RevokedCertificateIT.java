package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.OpenSslAuthority;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A partner's certificate that openssl revokes: what it signs is refused, and the lists say so. */
class RevokedCertificateIT {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path folder;
  private final AtomicReference<byte[]> list = new AtomicReference<>(new byte[0]);
  private OpenSslAuthority authority;
  private HttpServer web;
  private X509Certificate certificate;
  private TestGateway them;
  private RunningGateway us;
  private Path home;

  @BeforeEach
  void open() throws Exception {
    authority = new OpenSslAuthority(folder.resolve("ca"), "Test Authority");
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, list.get().length);
            exchange.getResponseBody().write(list.get());
          }
        });
    web.start();
    String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/list";
    certificate = authority.issue("them", "crlDistributionPoints=URI:" + url);
    list.set(authority.list());
    OwnKey ourKey = TestPki.rsa("CN=us");
    TestHome ours =
        new TestHome(folder.resolve("us"))
            .settings(
                TestHome.SETTINGS.replace(
                        "admin: { port: 0 }", "admin: { port: " + freePort() + " }")
                    + "certificates: { revocation: soft }\n")
            .station("us", ourKey)
            .partner("them", certificate)
            .partnership("them", "us", Map.of("gw.allow_unencrypted", "true"));
    home = ours.path();
    KeyFiles.writePem(home.resolve("certs/them/ca.pem"), authority.certificate());
    us = RunningGateway.start(ours.config(), Map.of(), CLOCK);
    Map<String, String> sending = TestHome.sending(us.gateway().as2Urls().get(0));
    sending.remove("encrypt");
    them =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("them", new OwnKey(theirKey(), certificate, List.of()))
                .partner("us", ourKey.certificate())
                .partnership("them", "us", sending));
  }

  @AfterEach
  void close() {
    them.close();
    us.close();
    web.stop(0);
    authority.close();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private PrivateKey theirKey() throws Exception {
    String pem = Files.readString(folder.resolve("ca/them.key"));
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  private MessageRecord send(String name) throws Exception {
    return them.awaitEnd(
        them.submit("them-to-us", name, name.getBytes(StandardCharsets.UTF_8)).id());
  }

  private MessageRecord received(MessageRecord sent) {
    return us.gateway().messages().findByMessageId(new MessageId(sent.as2().messageId())).stream()
        .filter(message -> message.direction() == Direction.IN)
        .findFirst()
        .orElseThrow();
  }

  private void revoke() throws Exception {
    authority.revoke("them", "keyCompromise");
    list.set(authority.list());
    ShellRun check = ShellRun.of(home, "cert", "check");
    assertThat(check.status()).as(check.err()).isEqualTo(1);
    assertThat(check.out()).contains("was revoked on");
  }

  @Test
  void a_message_that_it_signs_is_refused_like_one_of_an_expired_certificate() throws Exception {
    MessageRecord before = send("before.txt");
    assertThat(before.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    revoke();
    MessageRecord after = send("after.txt");
    assertThat(after.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(after.mdn()).isEqualTo(MdnState.NEGATIVE);
    assertThat(after.as2().disposition()).contains("authentication-failed");
    MessageRecord refused = received(after);
    assertThat(refused.status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(received(before).status()).isIn(MessageStatus.ACCEPTED, MessageStatus.DELIVERED);
  }

  @Test
  void lists_and_pages_call_it_revoked() throws Exception {
    String fingerprint = Fingerprint.of(certificate);
    ShellRun good = ShellRun.of(home, "cert", "list");
    assertThat(line(good, fingerprint)).doesNotContain("revoked");
    revoke();
    ShellRun list = ShellRun.of(home, "cert", "list");
    assertThat(list.err()).isEmpty();
    assertThat(line(list, fingerprint)).contains(" revoked ");
    assertThat(ShellRun.of(home, "cert", "list", "--json").out())
        .contains("\"revocation\" : \"revoked\"");
    JsonNode all = client().get("/api/v1/certificates").path("certificates");
    for (JsonNode one : all) {
      boolean isTheirs = one.path("fingerprint").asString().equals(fingerprint);
      assertThat(one.path("revocation").asString("-")).isEqualTo(isTheirs ? "revoked" : "-");
    }
    String secret =
        us.gateway()
            .identity()
            .accounts()
            .addFirst("boss", "correct horse battery", "127.0.0.1")
            .secret();
    for (String path : List.of("/partners/them", "/certificates", "/certificates/them")) {
      assertThat(page(path, secret)).contains("<span class=\"badge bad\">revoked</span>");
    }

    us.close(); // now nobody knows
    ShellRun alone = ShellRun.of(home, "cert", "list");
    assertThat(alone.status()).isZero();
    assertThat(alone.err()).contains("Revocation is not shown: no gateway responds");
    assertThat(line(alone, fingerprint)).doesNotContain("revoked");
  }

  private static String line(ShellRun list, String fingerprint) {
    return list.out()
        .lines()
        .filter(line -> line.contains(fingerprint.substring(0, 16)))
        .findFirst()
        .orElseThrow();
  }

  private GatewayClient client() throws Exception {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return Connection.to(home, new Shell(nowhere, nowhere, Map.of(), home, false, CLOCK));
  }

  private String page(String path, String secret) throws Exception {
    URI url = us.adminUrl().orElseThrow();
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("Cookie", "as2-" + url.getPort() + "=" + secret)
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }
}
