package org.as2gateway.admin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.config.GatewayConfig.Smtp;
import org.as2gateway.people.alerts.Alert;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.AlertRule;
import org.as2gateway.people.alerts.AlertRule.Channel;
import org.as2gateway.people.alerts.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real mail server and a real web server, on loopback. */
class ChannelsIT {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Announcement TEST = Announcement.test(NOW);

  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private HttpServer web;

  /** What the web server got. */
  private record Got(Map<String, List<String>> headers, Octets body) {}

  private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    mail.stop();
    if (web != null) {
      web.stop(0);
    }
  }

  @Test
  void mail_arrives_with_its_text_and_the_servers_words_come_back() throws Exception {
    mail.setUser("as2@example.com", "as2", "s3cret-pass");
    mail.start();
    Answer answer =
        mailer(Smtp.Tls.NONE, "s3cret-pass").send("ops@example.com", announcement().letter());

    assertThat(answer.text()).startsWith("250");
    assertThat(answer.isGood()).isTrue();
    assertThat(mail.waitForIncomingEmail(5_000, 1)).isTrue();
    MimeMessage arrived = mail.getReceivedMessages()[0];
    assertThat(arrived.getSubject()).isEqualTo("[AS2 gateway] 1 message of 'Zoë' failed");
    assertThat(arrived.getFrom()[0]).hasToString("as2@example.com");
    assertThat(arrived.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(arrived.getContent().toString())
        .contains("URGENT: 1 message of 'Zoë' failed", "connection refused", "/messages/M1");
  }

  @Test
  void wrong_password_is_told_in_the_servers_words_without_the_password() {
    mail.setUser("as2@example.com", "as2", "right");
    mail.start();
    Answer answer = mailer(Smtp.Tls.NONE, "wr0ng-pass").send("ops@example.com", TEST.letter());
    assertThat(answer.isGood()).isFalse();
    assertThat(answer.text()).contains("535").doesNotContain("wr0ng-pass");
  }

  @Test
  void mail_never_goes_in_the_clear_where_tls_was_asked_for() {
    mail.setUser("as2@example.com", "as2", "right");
    mail.start();
    for (Smtp.Tls tls : List.of(Smtp.Tls.STARTTLS, Smtp.Tls.TLS)) {
      assertThat(mailer(tls, "right").send("ops@example.com", TEST.letter()).isGood())
          .as("" + tls)
          .isFalse();
    }
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void certificate_of_a_mail_server_that_nobody_vouches_for_is_refused() {
    GreenMail tls = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    tls.start();
    try {
      Smtp smtp =
          new Smtp(
              Optional.of("127.0.0.1"),
              tls.getSmtps().getPort(),
              "as2@example.com",
              Optional.empty(),
              Optional.empty(),
              Smtp.Tls.TLS);
      Answer answer = new Mailer(smtp).send("ops@example.com", TEST.letter());
      assertThat(answer.isGood()).isFalse();
      assertThat(answer.text()).containsIgnoringCase("certificat");
    } finally {
      tls.stop();
    }
  }

  @Test
  void mail_server_that_is_not_there_or_not_set_is_said_so() throws Exception {
    mail.start();
    Mailer mailer = mailer(Smtp.Tls.NONE, "x");
    mail.stop();
    assertThat(mailer.send("ops@example.com", TEST.letter()).text()).contains("127.0.0.1");
    Smtp none =
        new Smtp(
            Optional.empty(), 25, "a@b", Optional.empty(), Optional.empty(), Smtp.Tls.STARTTLS);
    assertThat(new Mailer(none).send("ops@example.com", TEST.letter()).text())
        .contains("page Mail server");
  }

  @Test
  void webhook_gets_a_signed_document_and_its_words_come_back() throws Exception {
    AlertRule rule = rule(serve(200, "thanks", Map.of()), "shared-secret");
    Answer answer = webhook().send(rule, announcement());

    assertThat(answer).isEqualTo(new Answer(true, "HTTP 200 thanks"));
    Got request = got.poll(5, TimeUnit.SECONDS);
    JsonNode json = JsonMapper.builder().build().readTree(request.body().toBytes());
    assertThat(json.path("event").asString()).isEqualTo("alerts");
    assertThat(json.path("alerts").path(0).path("kind").asString()).isEqualTo("failed");
    assertThat(json.path("alerts").path(0).path("partner").asString()).isEqualTo("Zoë");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("shared-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String expected = "sha256=" + HexFormat.of().formatHex(mac.doFinal(request.body().toBytes()));
    assertThat(request.headers().get("As2-signature-256")).containsExactly(expected);
  }

  @Test
  void redirect_is_not_followed_and_an_error_is_no_success() throws Exception {
    AlertRule moved = rule(serve(302, "", Map.of("Location", "http://127.0.0.1:1/x")), "");
    assertThat(webhook().send(moved, TEST)).isEqualTo(new Answer(false, "HTTP 302"));
    web.stop(0);
    AlertRule broken =
        rule(serve(500, "no such\r\nroom\u0000" + "x".repeat(100_000), Map.of()), "");
    Answer answer = webhook().send(broken, TEST);
    assertThat(answer.isGood()).isFalse();
    assertThat(answer.text()).startsWith("HTTP 500 no such room").hasSizeLessThan(600);
  }

  @Test
  @Timeout(60)
  void server_that_says_nothing_is_given_up() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AlertRule rule = rule("http://127.0.0.1:" + silent.getLocalPort() + "/t0ken", "");
      Answer answer = new Webhook(Duration.ofMillis(300)).send(rule, TEST);
      assertThat(answer.isGood()).isFalse();
      assertThat(answer.text()).doesNotContain("t0ken");
    }
  }

  private Mailer mailer(Smtp.Tls tls, String password) {
    return new Mailer(
        new Smtp(
            Optional.of("127.0.0.1"),
            mail.getSmtp().getPort(),
            "as2@example.com",
            Optional.of("as2"),
            Optional.of(password),
            tls));
  }

  private static Webhook webhook() {
    return new Webhook(Duration.ofSeconds(10));
  }

  private static Announcement announcement() {
    Condition condition =
        new Condition(
            AlertKind.FAILED,
            "failed:us-to-zoe",
            true,
            "1 message of 'Zoë' failed",
            "a.manifest: connection refused",
            "/messages/M1",
            "M1",
            Optional.of("Zoë"),
            Optional.empty(),
            Optional.empty());
    return new Announcement(
        List.of(new Alert("1", condition, NOW, Optional.empty(), Optional.empty())), NOW);
  }

  private String serve(int status, String text, Map<String, String> headers) throws IOException {
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          got.add(
              new Got(
                  Map.copyOf(exchange.getRequestHeaders()),
                  Octets.of(exchange.getRequestBody().readAllBytes())));
          headers.forEach(exchange.getResponseHeaders()::add);
          byte[] body = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    web.start();
    return "http://127.0.0.1:" + web.getAddress().getPort() + "/hook";
  }

  private static AlertRule rule(String url, String secret) {
    return new AlertRule(
        "1",
        "Chat",
        Set.of(AlertKind.FAILED),
        Optional.empty(),
        Optional.empty(),
        Channel.WEBHOOK,
        url,
        secret.isEmpty() ? Optional.empty() : Optional.of(secret),
        Optional.empty(),
        true);
  }
}
