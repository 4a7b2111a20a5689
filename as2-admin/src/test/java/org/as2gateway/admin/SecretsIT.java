package org.as2gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * No key, password or payload octet leaves the running product by its log, an error, a metric or an
 * answer of the API, however messages and requests end.
 */
@Tag("slow")
final class SecretsIT {
  private static final Path LAUNCHER = Path.of("..", "as2").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern PARTNERS = Pattern.compile("reach this gateway at (http://\\S+)");
  private static final Pattern ADMIN = Pattern.compile("admin page and API at (http://[^\\s,;]+)");
  private static final String PAYLOAD = "payload-2f1c66d0e0a94f0d8b7d5d2c91a3";
  private static final String SMTP = "smtp-7d1b0a4efb2c";
  private static final String WEBHOOK = "webhook-9f5a1c3d77e0";
  private static final String USER = "user-4be0c5d2a1f6";
  private static final String SETTINGS =
      TestHome.SETTINGS
          + "smtp: { host: 127.0.0.1, port: 1, tls: tls, user: as2, password: "
          + SMTP
          + ", from: as2@localhost }\n";
  private static final List<String> LISTS =
      List.of(
          "/metrics",
          "/health/live",
          "/health/ready",
          "/api/v1/messages?limit=100",
          "/api/v1/partners",
          "/api/v1/partnerships",
          "/api/v1/certificates",
          "/api/v1/registry/revisions",
          "/api/v1/users",
          "/api/v1/tokens",
          "/api/v1/alert-rules",
          "/api/v1/alerts",
          "/api/v1/audit?limit=100",
          "/api/v1/evidence/check");

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> answers = new ArrayList<>();
  private final List<Process> started = new ArrayList<>();
  private final OwnKey ours = TestPki.rsa("us");
  private Path home;
  private URI admin;
  private URI as2;
  private String token;

  @AfterEach
  void endProcesses() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void nothing_secret_leaves_however_messages_and_requests_end() throws Exception {
    Path log = folder.resolve("log");
    try (TestGateway partner = TestGateway.start(theirHome());
        ScriptedPartner broken = ScriptedPartner.start(folder)) {
      broken.answerAlways(Scripts.status(500));
      home = ourHome(partner.url(), broken.url()).path();
      Process gateway = start(log);
      try {
        exchange(partner);
        requests();
        LISTS.forEach(this::get);
        messages();
      } finally {
        gateway.destroy();
        gateway.waitFor();
      }
    }
    String said = Files.readString(log) + String.join("\n", answers);
    assertThat(said).contains("refused", "stopped", "secret.txt", "as2_messages");
    for (String secret : secrets()) {
      assertThat(said).doesNotContain(secret);
    }
  }

  private TestHome theirHome() throws Exception {
    return new TestHome(folder.resolve("them"))
        .station("Them", TestPki.rsa("them"))
        .station("Stranger", TestPki.rsa("stranger"))
        .partner("Us", ours.certificate())
        .partnership("Us", "Them", Map.of());
  }

  private TestHome ourHome(URI partner, URI broken) throws Exception {
    return new TestHome(folder.resolve("us"))
        .settings(SETTINGS)
        .station("Us", ours)
        .partner("Them", TestPki.rsa("them").certificate())
        .partner("Stranger", TestPki.rsa("somebody else").certificate())
        .partnership("Us", "Them", TestHome.sending(partner))
        .partnership("Us", "Stranger", TestHome.sending(broken))
        .partnership("Them", "Us", Map.of())
        .partnership("Stranger", "Us", Map.of());
  }

  private Process start(Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(LAUNCHER.toString(), "start", "--home", home.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    started.add(process);
    await()
        .atMost(PATIENCE)
        .until(() -> ADMIN.matcher(Files.readString(log)).find() || !process.isAlive());
    String said = Files.readString(log);
    assertThat(process.isAlive()).as(said).isTrue();
    as2 = address(PARTNERS, said);
    admin = address(ADMIN, said);
    token = Files.readString(home.resolve("data/secrets/admin-token")).strip();
    return process;
  }

  private static URI address(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return URI.create(matcher.group(1));
  }

  /** Messages that are delivered, refused in every way, and given up. */
  private void exchange(TestGateway partner) throws Exception {
    partner.home().partnership("Them", "Us", TestHome.sending(as2));
    partner.home().partnership("Stranger", "Us", TestHome.sending(as2));
    partner.awaitPartnership("Stranger-to-Us");
    for (String partnership : List.of("Them-to-Us", "Stranger-to-Us")) {
      byte[] content = PAYLOAD.getBytes(StandardCharsets.US_ASCII);
      partner.awaitEnd(partner.submit(partnership, "secret.txt", content).id());
    }
    for (String type :
        List.of(
            "text/plain",
            "multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=x",
            "application/pkcs7-mime; smime-type=enveloped-data")) {
      Headers headers =
          Headers.of(
              "AS2-From", "Them",
              "AS2-To", "Us",
              "Message-ID", "<" + type.hashCode() + "@them>",
              "Disposition-Notification-To", "them@localhost",
              "Content-Type", type);
      String body = "--x\r\nContent-Type: text/plain\r\n\r\n" + PAYLOAD + "\r\n--x--\r\n";
      RawHttp.post(as2, headers, body.getBytes(StandardCharsets.US_ASCII));
    }
    for (String partnership : List.of("Us-to-Them", "Us-to-Stranger", "Us-to-Nobody")) {
      post("/api/v1/messages?filename=secret.txt&partnership=" + partnership, PAYLOAD);
    }
  }

  /** Requests that hold secrets, right and wrong ones. */
  private void requests() throws Exception {
    post("/api/v1/users", "{\"name\":\"ann\",\"role\":\"viewer\",\"password\":\"" + USER + "\"}");
    post("/api/v1/users", "{\"name\":\"bob\",\"role\":\"king\",\"password\":\"" + USER + "\"}");
    post("/api/v1/users", "{\"name\":\"bob\",\"role\":\"viewer\",\"password\":\"" + USER + "\"");
    post("/api/v1/users", "{\"name\":\"bob\",\"role\":\"viewer\",\"pasword\":\"" + USER + "\"}");
    String rule =
        "{\"name\":\"n\",\"kinds\":[\"failed\"],\"channel\":\"webhook\",\"enabled\":true,"
            + "\"target\":\"http://127.0.0.1:1/hook\",\"secret\":\""
            + WEBHOOK
            + "\"}";
    String id = json(post("/api/v1/alert-rules", rule)).path("id").asString();
    post("/api/v1/alert-rules/" + id + "/test", "");
    post("/api/v1/alert-rules", rule.replace("webhook\",\"en", "pigeon\",\"en"));
    String mail =
        rule.replace("\"webhook\"", "\"mail\"").replaceAll("http://[^\"]*", "a@localhost");
    post("/api/v1/alert-rules", mail);
  }

  /** Each message, and all that is told of it without leave to see its payload. */
  private void messages() throws Exception {
    await().atMost(PATIENCE).until(() -> list().size() >= 6);
    for (JsonNode message : list()) {
      String path = "/api/v1/messages/" + message.path("id").asString();
      Stream.of("", "/receipt", "/events", "/mdn", "/explanation")
          .map(path::concat)
          .forEach(this::get);
    }
  }

  private JsonNode list() {
    return json(get("/api/v1/messages?limit=100")).path("messages");
  }

  private String get(String path) {
    return ask(HttpRequest.newBuilder(admin.resolve(path)).GET());
  }

  private String post(String path, String body) {
    return ask(HttpRequest.newBuilder(admin.resolve(path)).POST(BodyPublishers.ofString(body)));
  }

  private String ask(HttpRequest.Builder request) {
    try {
      var answer =
          http.send(
              request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
      answers.add(answer.headers() + "\n" + answer.body());
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /** What must not be seen: as it is, and where octets could have been encoded, their base64. */
  private List<String> secrets() throws IOException {
    byte[] key = ours.privateKey().getEncoded();
    List<String> secrets = new ArrayList<>(List.of(PAYLOAD, SMTP, WEBHOOK, USER));
    secrets.add(base64(PAYLOAD.getBytes(StandardCharsets.US_ASCII)));
    secrets.add(Base64.getEncoder().encodeToString(key).substring(300, 340));
    try (Stream<Path> files = Files.list(home.resolve("data/secrets"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        secrets.add(text.substring(0, Math.min(text.length(), 200)));
      }
    }
    assertThat(secrets).hasSizeGreaterThan(7).allMatch(secret -> secret.length() > 10);
    return secrets;
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets).substring(0, 40);
  }
}
