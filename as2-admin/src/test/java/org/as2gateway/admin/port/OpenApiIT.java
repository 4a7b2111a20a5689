package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.HandMadeMdn;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.usps.Samples;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A walk through every operation of the API: each request and answer is as the document says. */
@Tag("slow")
class OpenApiIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String MESSAGES = "/api/v1/messages";
  private static final String MESSAGE = MESSAGES + "/{id}";
  private static final String PARTNER = "/api/v1/partners/{name}";
  private static final String PARTNERSHIP = "/api/v1/partnerships/{name}";
  private static final String ONE = "/api/v1/certificates/{alias}/{fingerprint}";
  private static final String REVISION = "/api/v1/registry/revisions/{number}";

  @TempDir private static Path folder;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Set<String> WALKED = new TreeSet<>();
  private static TestGateway partner;
  private static ScriptedPartner liar;
  private static ScriptedPartner liarsTls;
  private static RunningGateway station;
  private static Map<String, String> headers;
  private static JsonNode document;
  private static SchemaCheck schemas;

  @BeforeAll
  static void start() throws Exception {
    var us = TestPki.rsa("CN=us");
    var them = TestPki.rsa("CN=them");
    partner =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("Them", them)
                .station("Late", TestPki.rsa("CN=late"))
                .partner("Us", us.certificate())
                .partnership("Us", "Them", Map.of())
                .station("Postal", them)
                .partnership("Us", "Postal", Map.of())
                .partnership("Us", "Late", Map.of()));
    liarsTls = ScriptedPartner.startTls(folder, OnboardingWalk.tls());
    liar =
        ScriptedPartner.start(folder)
            .answerAlways(
                Scripts.compute(
                    200,
                    request ->
                        HandMadeMdn.report(
                            request.messageId(),
                            HandMadeMdn.PROCESSED,
                            Optional.of(
                                HandMadeMdn.mic("else".getBytes(StandardCharsets.UTF_8))))));
    Map<String, String> unsigned = new LinkedHashMap<>(TestHome.sending(liar.url()));
    unsigned.remove("as2_mdn_options");
    Map<String, String> strict = new LinkedHashMap<>(TestHome.sending(partner.url()));
    strict.put("gw.send_min_bytes", "1000");
    TestHome home =
        new TestHome(folder.resolve("us"))
            .settings(TestHome.SETTINGS + "certificates: { revocation: soft }\n")
            .station("Us", us)
            .partner("Them", them.certificate())
            .partner("Liar", TestPki.rsa("CN=liar").certificate())
            .partnership("Us", "Them", TestHome.sending(partner.url()))
            .partnership("Us", "Liar", withFallback(unsigned))
            .partner("Strict", them.certificate())
            .partnership("Us", "Strict", strict)
            .partnership("Them", "Us", Map.of())
            .partnership("Us", "Us", Map.of("sign", "sha-256"));
    ConnectionsWalk.addPartners(home);
    UspsAnswersWalk.addPartner(home, them.certificate(), partner.url());
    station = RunningGateway.start(home.config(), Map.of(), Clock.systemUTC());
    String token = AdminToken.read(folder.resolve("us")).orElseThrow().text();
    headers = Map.of("Authorization", "Bearer " + token);
    document = JSON.readTree(send("GET", "/api/openapi.json", "").body());
    schemas = new SchemaCheck(document);
  }

  @AfterAll
  static void stop() throws IOException {
    station.close();
    partner.close();
    liar.close();
    liarsTls.close();
  }

  @Test
  void each_operation_takes_and_answers_what_the_document_says() throws Exception {
    walkUnnamed();
    walkMessages();
    walkRegistry();
    new CertificateWalk(OpenApiIT::ask, station, partner.url(), folder).walk();
    new PgpWalk(OpenApiIT::ask).walk();
    new OnboardingWalk(OpenApiIT::ask, liarsTls.url(), partner.url()).walk();
    new AccountWalk(OpenApiIT::ask, station, others -> headers = others).walk(headers);
    walkAlerts();
    new ExpectedWalk(OpenApiIT::ask).walk();
    new ConnectionsWalk(OpenApiIT::ask).walk();
    new UspsLedgerWalk(OpenApiIT::ask, station).walk();
    new UspsAnswersWalk(OpenApiIT::ask, station).walk("Us-to-Postal");
    new ScansWalk(OpenApiIT::ask, Samples.efn(501)).walk();
    new UspsTablesWalk(OpenApiIT::ask).walk();

    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    assertThat(described).hasSizeGreaterThan(50);
    described.removeAll(WALKED);
    assertThat(described).as("described, and not walked with success").isEmpty();
  }

  @Test
  void wrong_requests_are_answered_with_problems() throws Exception {
    assertThat(ask("GET", MESSAGE, "none").path("status").asInt()).isEqualTo(404);
    assertThat(ask("GET", MESSAGES + "?limit=0").path("status").asInt()).isEqualTo(400);
    assertThat(ask("DELETE", "/api/v1/users/{name}", "x").path("status").asInt()).isEqualTo(404);
    assertThat(ask("POST", ONE + "/retire", "x", "00", "{}").path("status").asInt())
        .isGreaterThanOrEqualTo(400);
  }

  private static void walkUnnamed() throws Exception {
    ask("GET", "/health/live");
    ask("GET", "/health/ready");
    ask("GET", "/metrics");
    ask("GET", "/api/openapi.json");
    ask("GET", "/api/v1/traffic?hours=48&partnership=Us-to-Them");
    ask("GET", "/api/v1/evidence/check?files=true");
    String copy = URLEncoder.encode(folder.resolve("copy").toString(), StandardCharsets.UTF_8);
    ask("POST", "/api/v1/backup?folder=" + copy);
  }

  private static void walkMessages() throws Exception {
    String sent = sendAndWait("Us-to-Them");
    ask("GET", MESSAGES + "?partner=Them&direction=out&limit=2&q=a&mdn=verified&minBytes=1");
    ask("GET", MESSAGE, sent);
    ask("GET", MESSAGE + "/payload?index=0", sent);
    ask("GET", MESSAGE + "/mdn", sent);
    JsonNode receipt = ask("GET", MESSAGE + "/receipt", sent);
    assertThat(receipt.path("signature").path("state").asString()).isEqualTo("valid");
    ask("GET", MESSAGE + "/events", sent);
    ask("GET", MESSAGE + "/evidence?payload=false", sent);
    ask("POST", MESSAGE + "/resend", sent);
    String doubted = sendAndWait("Us-to-Liar");
    ask("GET", MESSAGE + "/receipt", doubted);
    ask("GET", MESSAGE + "/receipts", doubted);
    ask("GET", MESSAGE + "/answers", doubted);
    assertThat(ask("POST", MESSAGE + "/handled", sent, "{}").path("status").asInt()).isEqualTo(409);
    JsonNode handled =
        ask("POST", MESSAGE + "/handled", doubted, "{\"note\":\"sent by mail\"}").path("handled");
    assertThat(handled.path("note").asString()).isEqualTo("sent by mail");
    ask("DELETE", MESSAGE + "/handled", doubted);
    ask("POST", MESSAGE + "/receipts/judge", doubted);
    ask("GET", MESSAGE + "/explanation", doubted);
    ask("POST", PARTNERSHIP + "/hold", "Us-to-Liar");
    String held = post("Us-to-Liar").path("id").asString();
    ask("POST", MESSAGE + "/cancel", held);
    ask("POST", PARTNERSHIP + "/release", "Us-to-Liar");
    new FallbackWalk(OpenApiIT::ask, station.gateway()).walk(doubted);
    walkBlocked();
    JsonNode feed = ask("GET", "/api/v1/events?limit=3");
    ask("GET", "/api/v1/events?cursor=" + feed.path("next").asString());
  }

  private static Map<String, String> withFallback(Map<String, String> attributes) {
    Map<String, String> all = new LinkedHashMap<>(attributes);
    all.put("gw.fallback", "Us-to-Them");
    return all;
  }

  private static void walkBlocked() throws Exception {
    String anyway = sendBlocked();
    JsonNode findings = ask("GET", MESSAGE + "/findings", anyway).path("findings");
    assertThat(findings.get(0).path("id").asString()).isEqualTo("file-size");
    assertThat(
            ask("POST", MESSAGE + "/send-anyway", anyway, "{\"reason\":\" \"}")
                .path("status")
                .asInt())
        .isEqualTo(422);
    ask("POST", MESSAGE + "/send-anyway", anyway, "{\"reason\":\"it is meant to be small\"}");
    JsonNode approval = ask("GET", MESSAGE + "/findings", anyway).path("approval");
    assertThat(approval.path("reason").asString()).isEqualTo("it is meant to be small");
    ask("POST", MESSAGE + "/discard", sendBlocked());
  }

  private static String sendBlocked() throws Exception {
    String id = post("Us-to-Strict").path("id").asString();
    var messages = station.gateway().messages();
    Awaitility.await()
        .until(() -> messages.find(id).orElseThrow().status() == MessageStatus.BLOCKED);
    return id;
  }

  private static String sendAndWait(String partnership) throws Exception {
    String id = post(partnership).path("id").asString();
    var messages = station.gateway().messages();
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> messages.find(id).orElseThrow().status().isEnd());
    return id;
  }

  private static JsonNode post(String partnership) throws Exception {
    return ask("POST", MESSAGES + "?filename=a.txt&partnership=" + partnership, "some text");
  }

  private static void walkRegistry() throws Exception {
    ask("GET", "/api/v1/partners");
    JsonNode us = ask("GET", PARTNER, "Us");
    ask("PUT", PARTNER, "Us", ((ObjectNode) us).put("email", "us@example.org").toString());
    ask("PUT", PARTNER, "New", "{\"as2Id\":\"NEW\",\"attributes\":{\"gw.note\":\"x\"}}");
    ask("PUT", PARTNERSHIP, "Us-to-New", "{\"sender\":\"Us\",\"receiver\":\"New\",\"url\":null}");
    JsonNode partnership = ask("GET", PARTNERSHIP, "Us-to-New");
    ask(
        "PUT",
        PARTNERSHIP,
        "Us-to-New",
        ((ObjectNode) partnership).put("sign", "sha-512").toString());
    ask("GET", "/api/v1/partnerships");
    JsonNode export = ask("GET", PARTNER + "/export", "New");
    ask("GET", PARTNER + "/health", "Them");
    ask("GET", PARTNER + "/sheet", "Us");
    ask("DELETE", PARTNERSHIP, "Us-to-New");
    ask("DELETE", PARTNER + "?partnerships=true", "New");
    ask("POST", "/api/v1/partners", export.toString());
    station.gateway().unknownSenders().add("ACME", "Us", "203.0.113.7");
    JsonNode refused = ask("GET", "/api/v1/refused-senders").path("senders").path(0);
    assertThat(refused.path("from").asString()).isEqualTo("ACME");
    assertThat(refused.path("cause").asString()).isEqualTo("not-set-up");
    JsonNode left =
        ask("POST", "/api/v1/refused-senders/ignore", "{\"from\":\"ACME\",\"to\":\"Us\"}");
    assertThat(left.path("senders").size()).isZero();
    ask("GET", "/api/v1/registry/revisions?limit=5");
    ask("GET", REVISION, "1");
    ask("POST", REVISION + "/roll-back", "1");
  }

  private static void walkMailServer() throws Exception {
    String path = "/api/v1/mail-server";
    assertThat(ask("GET", path).path("source").asString()).isEqualTo("none");
    String server = "{\"host\":\"127.0.0.1\",\"port\":9,\"tls\":\"none\"";
    JsonNode saved = ask("PUT", path, server + ",\"user\":\"as2\",\"password\":\"s3cret\"}");
    assertThat(saved.path("source").asString()).isEqualTo("saved");
    assertThat(saved.path("hasPassword").asBoolean()).isTrue();
    assertThat(ask("PUT", path, server + ",\"user\":\"other\"}").path("detail").asString())
        .contains("enter the password again");
    JsonNode answer = ask("POST", path + "/test", "{\"to\":\"ops@example.com\"}");
    assertThat(answer.path("sent").asBoolean(true)).isFalse();
    assertThat(answer.toString()).doesNotContain("s3cret");
    ask("PUT", path, "{\"host\":null}");
  }

  private static void walkAlerts() throws Exception {
    String rule =
        "{\"name\":\"n\",\"kinds\":[\"disk\",\"failed\"],\"partner\":null,\"channel\":\"webhook\","
            + "\"target\":\"http://127.0.0.1:9/x\",\"secret\":\"s\",\"enabled\":true,"
            + "\"quiet\":{\"from\":\"22:00\",\"until\":\"06:00\",\"zone\":\"UTC\"}}";
    String id = ask("POST", "/api/v1/alert-rules", rule).path("id").asString();
    ask("PUT", "/api/v1/alert-rules/{id}", id, rule);
    ask("GET", "/api/v1/alert-rules");
    walkMailServer();
    ask("POST", "/api/v1/alert-rules/{id}/test", id);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ask("GET", "/api/v1/alerts?state=open").path("alerts").size() > 0);
    JsonNode open = ask("GET", "/api/v1/alerts?state=open").path("alerts").path(0);
    ask("POST", "/api/v1/alerts/{id}/acknowledge", open.path("id").asString());
    ask("GET", "/api/v1/alerts?state=closed");
    ask("DELETE", "/api/v1/alert-rules/{id}", id);
  }

  /**
   * Asks and checks.
   *
   * @param pattern path as in the document, and a query
   * @param values what stands for the names in braces, then the body if there is one
   */
  private static JsonNode ask(String method, String pattern, String... values) throws Exception {
    String[] parts = pattern.split("\\?", 2);
    JsonNode operation =
        document.path("paths").path(parts[0]).path(method.toLowerCase(Locale.ROOT));
    assertThat(operation.isMissingNode()).as(method + " " + parts[0]).isFalse();
    String path = parts[0];
    int used = 0;
    while (path.contains("{")) {
      path = path.replaceFirst("\\{\\w+}", encode(values[used++]));
    }
    checkQuery(operation, parts.length == 2 ? parts[1] : "");
    String body = used < values.length ? values[used] : "";
    JsonNode taken = operation.path("requestBody").path("content").path("application/json");
    if (taken.has("schema") && !body.isEmpty()) {
      assertThat(schemas.faults(JSON.readTree(body), taken.path("schema"))).as(pattern).isEmpty();
    }
    String query = parts.length == 2 ? "?" + parts[1] : "";
    HttpResponse<String> answer = send(method, path + query, body);
    return check(method + " " + parts[0], operation, answer);
  }

  private static JsonNode check(String name, JsonNode operation, HttpResponse<String> answer) {
    boolean isDone = answer.statusCode() < 400;
    String status = isDone ? Integer.toString(answer.statusCode()) : "default";
    JsonNode described = operation.path("responses").path(status);
    assertThat(described.isMissingNode()).as(name + " " + answer.body()).isFalse();
    if (isDone) {
      WALKED.add(name);
    }
    if (!described.has("content")) {
      assertThat(answer.body()).as(name).isEmpty();
      return JSON.createObjectNode();
    }
    String type = described.path("content").propertyNames().iterator().next();
    boolean isPayload = name.endsWith("/payload");
    if (!isPayload || !isDone) {
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).as(name).startsWith(type);
    }
    JsonNode schema = described.path("content").path(type).path("schema");
    if (schema.isMissingNode()) {
      assertThat(answer.body()).as(name).isNotEmpty();
      return JSON.createObjectNode();
    }
    JsonNode json = JSON.readTree(answer.body());
    assertThat(schemas.faults(json, schema)).as(name + " " + json).isEmpty();
    return json;
  }

  private static void checkQuery(JsonNode operation, String query) {
    Set<String> known = new TreeSet<>();
    operation.path("parameters").forEach(parameter -> known.add(parameter.path("name").asString()));
    Arrays.stream(query.split("&", -1))
        .filter(field -> !field.isEmpty())
        .forEach(field -> assertThat(known).contains(field.split("=", 2)[0]));
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(station.adminUrl().orElseThrow() + path))
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1)); // also bytes
    headers.forEach(request::header);
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
