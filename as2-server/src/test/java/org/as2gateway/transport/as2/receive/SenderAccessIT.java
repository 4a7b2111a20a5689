package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.as2.receive.AttackSigns.Sign;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may send at all: by address and by HTTP Basic, before anything of the message is read. */
class SenderAccessIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static TestGateway gateway;
  private static Path secrets;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    OwnKey key = TestPki.rsa("us");
    TestHome home = new TestHome(folder.resolve("home")).station("us", key);
    for (String partner : new String[] {"near", "far", "login", "broken"}) {
      home.partner(partner, TestPki.rsa(partner).certificate());
    }
    home.partnership("near", "us", open("gw.source_addresses", "127.0.0.0/8, ::1"));
    home.partnership("far", "us", open("gw.source_addresses", "192.0.2.7"));
    home.partnership("login", "us", open("gw.inbound_user", "login"));
    home.partnership("broken", "us", open("gw.inbound_user", "broken"));
    secrets = Files.createDirectories(home.path().resolve("data/secrets"));
    Files.writeString(secrets.resolve("inbound-login-to-us"), "pass:word\n");
    Files.writeString(secrets.resolve("inbound-broken-to-us"), "x");
    gateway = TestGateway.start(home);
    Files.delete(secrets.resolve("inbound-broken-to-us"));
  }

  @AfterAll
  static void close() {
    gateway.close();
  }

  private static Map<String, String> open(String name, String value) {
    return Map.of("gw.allow_unsigned", "true", "gw.allow_unencrypted", "true", name, value);
  }

  private static HttpResponse<String> send(String from, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway.url().toString()))
            .header("AS2-Version", "1.2")
            .header("AS2-From", from)
            .header("AS2-To", "us")
            .header("Message-ID", "<" + System.nanoTime() + "@" + from + ">")
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("content"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static List<Sign> refused(String partnership) {
    return gateway.gateway().attackSigns().current().stream()
        .filter(sign -> sign.kind() == AttackSigns.Kind.ACCESS_REFUSED)
        .filter(sign -> sign.partnership().equals(partnership))
        .toList();
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_address_of_the_list_may_send_and_no_other() throws Exception {
    assertThat(send("near").statusCode()).isEqualTo(200);
    assertThat(send("far").statusCode()).isEqualTo(403);
    assertThat(refused("near-to-us")).isEmpty();
    assertThat(refused("far-to-us"))
        .singleElement()
        .satisfies(
            sign -> {
              assertThat(sign.count()).isEqualTo(1);
              assertThat(sign.latest())
                  .isEqualTo("last from 127.0.0.1: that address is not in gw.source_addresses");
            });
  }

  @Test
  void a_partner_with_a_login_has_to_show_it() throws Exception {
    HttpResponse<String> asked = send("login");
    assertThat(asked.statusCode()).isEqualTo(401);
    assertThat(asked.headers().firstValue("WWW-Authenticate"))
        .contains("Basic realm=\"AS2\", charset=\"UTF-8\"");
    assertThat(refused("login-to-us")).as("asked for a login that is shown then").isEmpty();
    assertThat(send("login", "Authorization", basic("login", "other")).statusCode()).isEqualTo(401);
    assertThat(send("login", "Authorization", basic("near", "pass:word")).statusCode())
        .isEqualTo(401);
    assertThat(send("login", "Authorization", "Basic ???").statusCode()).isEqualTo(401);
    assertThat(send("login", "Authorization", "Bearer abc").statusCode()).isEqualTo(401);
    assertThat(send("login", "Authorization", basic("login", "pass:word")).statusCode())
        .isEqualTo(200);
    assertThat(refused("login-to-us"))
        .singleElement()
        .satisfies(
            sign -> {
              assertThat(sign.count()).isEqualTo(4);
              assertThat(sign.latest()).contains("gw.inbound_user").doesNotContain("pass");
            });
  }

  @Test
  void a_password_that_cannot_be_read_lets_nobody_in() throws Exception {
    assertThat(send("broken", "Authorization", basic("broken", "x")).statusCode()).isEqualTo(503);
  }
}
