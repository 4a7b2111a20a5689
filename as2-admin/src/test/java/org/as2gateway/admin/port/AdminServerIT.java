package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.Gateway;
import org.as2gateway.admin.server.AdminParts;
import org.as2gateway.admin.server.AdminRoutes;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig.Listener;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.Content;
import org.as2gateway.testkit.HandMadeMdn;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.as2.explain.Explanation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("slow")
class AdminServerIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TOKEN = "0123456789abcdef";
  private static final Listener ANY_PORT = new Listener(true, "127.0.0.1", 0, Optional.empty());

  private static final String SUBMIT = "/api/v1/messages?partnership=Us-to-Them&filename=";

  @TempDir private static Path folder;
  private static ScriptedPartner liar;
  private static TestGateway station;
  private static Gateway gateway;
  private static MessageLog log;
  private final HttpClient http = HttpClient.newHttpClient();
  private AdminServer server;

  /**
   * A gateway that sends nothing to Them and cannot send to Half; it believes no receipt of Liar.
   */
  @BeforeAll
  static void open() throws Exception {
    liar = ScriptedPartner.start(folder);
    Map<String, String> unsigned = new LinkedHashMap<>(TestHome.sending(liar.url()));
    unsigned.remove("as2_mdn_options");
    Map<String, String> held = new LinkedHashMap<>(TestHome.sending(liar.url()));
    held.put("gw.multiple_attachments", "true");
    X509Certificate them = SampleMessages.THEM.certificate();
    station =
        TestGateway.start(
            new TestHome(folder.resolve("home"))
                .station("Us", TestPki.rsa("CN=us"))
                .partner("Them", them)
                .partner("Half", them)
                .partner("Liar", them)
                .partnership("Us", "Them", held)
                .partnership("Us", "Half", Map.of())
                .partnership("Us", "Liar", unsigned));
    gateway = station.gateway();
    gateway.hold("Us-to-Them");
    log = gateway.messages();
  }

  @AfterAll
  static void close() throws IOException {
    station.close();
    liar.close();
  }

  @BeforeEach
  void start() throws ConfigException {
    server = serve(gateway, ANY_PORT);
  }

  private static AdminServer serve(Gateway gateway, Listener listener) throws ConfigException {
    Clock clock = Clock.systemUTC();
    AdminPort port = new AdminPort(listener, AdminToken.of(TOKEN), null, clock);
    return AdminRoutes.serve(AdminParts.of(gateway, clock), port, Pages.none());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void every_route_but_the_open_ones_is_denied_without_a_token() throws Exception {
    Set<String> open =
        Set.of(
            "GET /health/live",
            "GET /health/ready",
            "GET /metrics",
            "GET /api",
            "GET /api/openapi.json");
    var endpoints =
        server.javalin().unsafe.internalRouter.allHttpHandlers().stream()
            .map(parsed -> parsed.endpoint)
            .filter(endpoint -> endpoint.method.isHttpMethod())
            .toList();

    assertThat(endpoints).hasSizeGreaterThan(12);
    for (var endpoint : endpoints) {
      String path = endpoint.path.replaceAll("\\{\\w+}", "x");
      int status = send(endpoint.method.name(), path, null).statusCode();
      String route = endpoint.method.name() + " " + endpoint.path;
      if (open.contains(route)) {
        assertThat(status).as(route).isEqualTo(200);
      } else {
        assertThat(status).as(route).isEqualTo(401);
      }
    }
  }

  @Test
  void unknown_paths_and_disguised_open_paths_are_denied_without_a_token() throws Exception {
    for (String path :
        List.of(
            "/",
            "/nothing",
            "/metrics/",
            "/health/live/../../api/v1/messages",
            "//metrics",
            "/metrics;x=/api/v1/messages",
            "/api/v1/messages?x=/metrics")) {
      assertThat(send("GET", path, null).statusCode()).as(path).isIn(400, 401);
    }
  }

  @Test
  void wrong_token_gets_a_challenge_and_after_some_tries_429() throws Exception {
    HttpResponse<byte[]> first = send("GET", "/api/v1/messages", "wrong");
    assertThat(first.statusCode()).isEqualTo(401);
    assertThat(first.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
    assertThat(first.headers().firstValue("Content-Type")).hasValue("application/problem+json");

    for (int i = 0; i < 12; i++) {
      send("GET", "/api/v1/messages", "wrong");
    }
    HttpResponse<byte[]> last = send("GET", "/api/v1/messages", "wrong");
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).hasValue("60");
    assertThat(get("/api/v1/messages").statusCode()).isEqualTo(200);
  }

  @Test
  void health_says_ready_or_not_and_nothing_else() throws Exception {
    TestHome home = new TestHome(folder.resolve("late")).station("Us", TestPki.rsa("CN=us"));
    server.close();
    try (Gateway late = Gateway.open(home.config(), Clock.systemUTC())) {
      server = serve(late, ANY_PORT);
      HttpResponse<byte[]> answer = send("GET", "/health/ready", null);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(late.notReadyReasons()).containsExactly("the listeners are not open");
      assertThat(text(answer)).doesNotContain("listeners");
      assertThat(send("GET", "/health/live", null).statusCode()).isEqualTo(200);
      assertThat(text(send("GET", "/metrics", null))).contains("as2_ready 0.0");

      late.start();
      assertThat(send("GET", "/health/ready", null).statusCode()).isEqualTo(200);
      assertThat(text(send("GET", "/metrics", null))).contains("as2_ready 1.0");
    }
  }

  @Test
  void message_has_every_key_of_the_contract_and_null_for_what_is_absent() throws Exception {
    SampleMessages.add(log, "M1", MessageStatus.ACKNOWLEDGED);
    JsonNode message = json(get("/api/v1/messages/M1"));
    assertThat(message.propertyNames())
        .containsExactly(
            "id",
            "direction",
            "status",
            "partnership",
            "transport",
            "from",
            "to",
            "messageId",
            "subject",
            "compressed",
            "mic",
            "micAlgorithm",
            "disposition",
            "mdn",
            "filename",
            "contentType",
            "bytes",
            "sha256",
            "signed",
            "encrypted",
            "error",
            "reason",
            "attempts",
            "createdAt",
            "updatedAt",
            "nextAttemptAt",
            "repeatOf",
            "resendOf",
            "resentAs",
            "otherWay",
            "handled",
            "payloads");
    assertThat(message.get("messageId").asString()).isEqualTo("<M1@test>");
    assertThat(message.get("mic").asString()).isEqualTo("AQID");
    assertThat(message.get("micAlgorithm").asString()).isEqualTo("sha-256");
    assertThat(message.get("mdn").asString()).isEqualTo("verified");
    assertThat(message.get("error").isNull()).isTrue();
    assertThat(message.get("createdAt").asString()).isEqualTo("2026-11-22T10:00:00Z");
    assertThat(message.get("payloads").get(0).get("bytes").asInt()).isEqualTo(3);
  }

  @Test
  void message_is_found_by_its_message_id_with_slashes_percents_and_plus_signs() throws Exception {
    SampleMessages.add(log, "a/b%2F+c", MessageStatus.ACKNOWLEDGED);
    for (String id : List.of("%3Ca%2Fb%252F%2Bc%40test%3E", "a%2Fb%252F+c@test")) {
      HttpResponse<byte[]> answer = get("/api/v1/messages/" + id);
      assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
      assertThat(json(answer).get("id").asString()).isEqualTo("a/b%2F+c");
      assertThat(get("/api/v1/messages/" + id + "/mdn").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void mdn_is_given_octet_for_octet() throws Exception {
    MessageRecord message = SampleMessages.add(log, "M2", MessageStatus.ACKNOWLEDGED);
    log.addEvent("M2", new MessageEvent(SampleMessages.NOW, EventKind.ANSWER, 200, "HTTP 200"));
    assertThat(get("/api/v1/messages/M2/mdn").body())
        .isEqualTo(log.evidence(message.id(), EvidenceKind.MDN).get(0).content().toBytes());
    assertThat(
            json(get("/api/v1/messages/M2/events")).get("events").get(0).get("httpStatus").asInt())
        .isEqualTo(200);
  }

  @Test
  void receipt_report_repeats_every_check() throws Exception {
    SampleMessages.add(log, "M3", MessageStatus.ACKNOWLEDGED);
    JsonNode good = json(get("/api/v1/messages/M3/receipt"));
    assertThat(good.get("signature").get("state").asString()).isEqualTo("valid");
    assertThat(good.get("signature").get("signer").asString()).isEqualTo("CN=them");
    assertThat(good.get("micCheck").get("equal").asBoolean()).isTrue();
    assertThat(good.get("sameMessage").asBoolean()).isTrue();
    assertThat(good.get("positive").asBoolean()).isTrue();

    SampleMessages.addWithBrokenReceipt(log, "M4");
    JsonNode broken = json(get("/api/v1/messages/M4/receipt"));
    assertThat(broken.get("signature").get("state").asString()).isEqualTo("invalid");
  }

  @Test
  void an_explanation_says_finding_cause_remedy_and_who_is_known_for_it() throws Exception {
    byte[] content = "some text".getBytes(StandardCharsets.US_ASCII);
    liar.answerAlways(
        Scripts.compute(
            200,
            request ->
                HandMadeMdn.report(
                    request.messageId(),
                    HandMadeMdn.PROCESSED,
                    Optional.of(HandMadeMdn.mic(content)))));
    String id = station.awaitEnd(station.submit("Us-to-Liar", "a.txt", content).id()).id();
    JsonNode json = json(get("/api/v1/messages/" + id + "/explanation"));
    Explanation explanation = gateway.explain(log.find(id).orElseThrow()).orElseThrow();
    assertThat(explanation.isFound()).isTrue();
    assertThat(explanation.known()).isNotEmpty();
    assertThat(json.get("finding").asString()).isEqualTo(explanation.finding());
    assertThat(json.get("cause").asString()).isEqualTo(explanation.cause());
    assertThat(json.get("remedy").asString()).isEqualTo(explanation.remedy());
    assertThat(json.get("known").valueStream().map(JsonNode::asString))
        .containsExactlyElementsOf(explanation.known());

    SampleMessages.add(log, "M5", MessageStatus.ACKNOWLEDGED);
    assertThat(get("/api/v1/messages/M5/explanation").statusCode()).isEqualTo(404);
  }

  @Test
  void payload_is_streamed_as_an_attachment_that_cannot_act_as_a_page() throws Exception {
    SampleMessages.add(log, "M6", MessageStatus.ACKNOWLEDGED);
    assertThat(get("/api/v1/messages/M6/payload").statusCode()).isEqualTo(404);
    byte[] content = "abc".getBytes(StandardCharsets.US_ASCII);
    String id = station.submit("Us-to-Them", "a.manifest", content).id();
    HttpResponse<byte[]> answer = get("/api/v1/messages/" + id + "/payload");
    assertThat(text(answer)).isEqualTo("abc");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename*=UTF-8''a.manifest");
    assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(answer.headers().firstValue("Content-Length")).hasValue("3");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(get("/api/v1/messages/" + id + "/payload?index=1").statusCode()).isEqualTo(404);
  }

  @Test
  void each_filter_of_the_list_leaves_out_what_does_not_match() throws Exception {
    String id = SampleMessages.id("R1");
    log.insert(SampleMessages.refused(id, "odd.edi"));
    List<String> matching =
        List.of(
            "direction=in",
            "status=refused",
            "partnership=Them-to-Us",
            "partner=Them",
            "filename=odd.edi",
            "q=odd",
            "mdn=none",
            "disposition=decryption",
            "minBytes=3",
            "maxBytes=3",
            "since=2026-11-22T12:00:00%2B02:00",
            "until=2026-11-22T10:00:01Z",
            "limit=7");
    assertThat(listed(matching)).containsExactly(id);
    for (String other :
        List.of(
            "direction=out",
            "status=failed",
            "partnership=Us-to-Them",
            "partner=Half",
            "filename=even.edi",
            "q=even",
            "mdn=verified",
            "disposition=authentication",
            "minBytes=4",
            "maxBytes=2",
            "since=2026-11-22T12:00:01%2B02:00",
            "until=2026-11-22T12:00:00%2B02:00")) {
      String name = other.substring(0, other.indexOf('=') + 1);
      List<String> changed =
          matching.stream().map(one -> one.startsWith(name) ? other : one).toList();
      assertThat(listed(changed)).as(other).isEmpty();
    }
  }

  private List<String> listed(List<String> parameters) throws Exception {
    HttpResponse<byte[]> answer = get("/api/v1/messages?" + String.join("&", parameters));
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    return ids(json(answer));
  }

  private static List<String> ids(JsonNode page) {
    return page.get("messages").valueStream().map(m -> m.get("id").asString()).toList();
  }

  @Test
  void list_goes_on_where_its_cursor_says() throws Exception {
    log.insert(SampleMessages.refused(SampleMessages.id("P1"), "page.edi"));
    log.insert(SampleMessages.refused(SampleMessages.id("P2"), "page.edi"));
    String query = "/api/v1/messages?filename=page.edi&limit=1";
    JsonNode first = json(get(query));
    assertThat(ids(first)).containsExactly(SampleMessages.id("P2"));
    JsonNode second = json(get(query + "&cursor=" + first.get("next").asString()));
    assertThat(ids(second)).containsExactly(SampleMessages.id("P1"));
    assertThat(second.get("next").isNull()).isTrue();
  }

  @Test
  void list_refuses_what_it_does_not_understand() throws Exception {
    for (String query :
        List.of(
            "limit=0",
            "limit=1001",
            "limit=x",
            "direction=up",
            "status=lost",
            "since=yesterday",
            "cursor=broken",
            "sort=asc")) {
      HttpResponse<byte[]> answer = get("/api/v1/messages?" + query);
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(json(answer).get("detail").asString()).isNotBlank();
    }
  }

  @Test
  void body_of_any_size_and_type_is_streamed_to_the_gateway() throws Exception {
    long size = 64L << 20;
    InputStream body =
        new SequenceInputStream(
            new ByteArrayInputStream("x=".getBytes(StandardCharsets.US_ASCII)),
            new Zeros(size - 2));
    HttpRequest request =
        request(SUBMIT + "f&subject=s", TOKEN)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> body), size))
            .build();
    HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
    String id = json(answer).get("id").asString();
    MessageRecord message = log.find(id).orElseThrow();
    assertThat(json(answer).get("messageId").asString()).isEqualTo(message.as2().messageId());
    assertThat(message.as2().subject()).isEqualTo("s");
    assertThat(message.payloads().get(0).contentType())
        .isEqualTo("application/x-www-form-urlencoded");
    Content kept = gateway.payload(id, 0).orElseThrow();
    assertThat(kept.bytes()).isEqualTo(size);
    try (InputStream stored = kept.open()) {
      assertThat(stored.readNBytes(3)).isEqualTo(new byte[] {'x', '=', 0});
    }
  }

  @Test // RFC 6362
  void the_files_of_a_form_go_together_only_where_that_is_asked_for() throws Exception {
    String form =
        String.join(
            "\r\n",
            "--b",
            "Content-Disposition: form-data; name=\"note\"",
            "",
            "no file",
            "--b",
            "Content-Disposition: form-data; name=\"file\"; filename=\"a b.txt\"",
            "Content-Type: text/plain",
            "",
            "first",
            "--b",
            "Content-Disposition: form-data; name=\"file\"; filename=\"c.bin\"",
            "",
            "",
            "--b--",
            "");
    String query = "/api/v1/messages?partnership=Us-to-Them&together=true";
    List<PayloadRecord> together = payloads(postForm(query, form));
    assertThat(together).extracting(PayloadRecord::filename).containsExactly("a b.txt", "c.bin");
    assertThat(together).extracting(PayloadRecord::bytes).containsExactly(5L, 0L);

    List<PayloadRecord> single = payloads(postForm(SUBMIT + "form", form));
    assertThat(single).extracting(PayloadRecord::filename).containsExactly("form");
    assertThat(single).extracting(PayloadRecord::bytes).containsExactly((long) form.length());
    assertThat(send("POST", query, TOKEN).statusCode()).isEqualTo(400);
    assertThat(postForm(query, form.replace("--b--", "--c--")).statusCode()).isEqualTo(503);
  }

  private static List<PayloadRecord> payloads(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
    return log.find(json(answer).get("id").asString()).orElseThrow().payloads();
  }

  private HttpResponse<byte[]> postForm(String path, String form) throws Exception {
    HttpRequest request =
        request(path, TOKEN)
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(form))
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  @Test
  void key_keeps_a_submission_from_being_queued_twice() throws Exception {
    String first = json(submit("once.txt", "key-1")).get("id").asString();
    HttpResponse<byte[]> again = submit("once.txt", "key-1");
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(json(again).get("id").asString()).isEqualTo(first);
    assertThat(json(submit("once.txt", "key-2")).get("id").asString()).isNotEqualTo(first);
    assertThat(json(get("/api/v1/messages?filename=once.txt")).get("messages").size()).isEqualTo(2);

    String refused = "/api/v1/messages?partnership=Us-to-Half&filename=f";
    assertThat(submitTo(refused, "key-3").statusCode()).isEqualTo(409);
    assertThat(submit("after-refusal.txt", "key-3").statusCode())
        .as("what was refused has queued nothing")
        .isEqualTo(202);
    assertThat(submit("x", "no key").statusCode()).isEqualTo(400);
  }

  private HttpResponse<byte[]> submit(String filename, String key) throws Exception {
    return submitTo(SUBMIT + filename, key);
  }

  private HttpResponse<byte[]> submitTo(String path, String key) throws Exception {
    HttpRequest request =
        request(path, TOKEN)
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString("content"))
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  @Test
  void refusals_become_404_and_409_with_the_reason() throws Exception {
    HttpResponse<byte[]> unknown = send("POST", "/api/v1/messages?partnership=p&filename=f", TOKEN);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown).get("detail").asString()).isEqualTo("there is no partnership 'p'");
    HttpResponse<byte[]> incomplete =
        send("POST", "/api/v1/messages?partnership=Us-to-Half&filename=f", TOKEN);
    assertThat(incomplete.statusCode()).isEqualTo(409);
    assertThat(json(incomplete).get("detail").asString()).contains("it lacks");

    String message = "/api/v1/messages/" + station.submit("Us-to-Them", "f", new byte[3]).id();
    assertThat(send("POST", message + "/resend", TOKEN).statusCode()).isEqualTo(202);
    assertThat(send("POST", message + "/cancel", TOKEN).statusCode()).isEqualTo(200);
    assertThat(send("POST", message + "/cancel", TOKEN).statusCode()).isEqualTo(409);
    assertThat(send("POST", "/api/v1/messages/none/cancel", TOKEN).statusCode()).isEqualTo(404);
    assertThat(send("POST", "/api/v1/messages?partnership=p", TOKEN).statusCode()).isEqualTo(400);
    assertThat(send("DELETE", "/api/v1/messages", TOKEN).statusCode()).isEqualTo(405);
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void occupied_port_is_told_with_its_number() {
    int port = server.url().getPort();
    Listener occupied = new Listener(true, "127.0.0.1", port, Optional.empty());
    assertThatThrownBy(() -> serve(gateway, occupied))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageContaining("admin.port");
  }

  @Test
  void description_lists_the_routes() throws Exception {
    JsonNode paths = json(send("GET", "/api/openapi.json", null)).get("paths");
    assertThat(paths.propertyNames()).contains("/api/v1/messages/{id}/mdn", "/health/live");
    assertThat(json(get("/api/v1/partners")).get("partners")).hasSize(4);
    assertThat(get("/api/v1/partners/Nobody").statusCode()).isEqualTo(404);
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send("GET", path, TOKEN);
  }

  private HttpResponse<byte[]> send(String method, String path, String token)
      throws IOException, InterruptedException {
    HttpRequest request = request(path, token).method(method, BodyPublishers.noBody()).build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(server.url() + path));
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    return builder;
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return JSON.readTree(answer.body());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** As many zeros as wanted, from no memory. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long left) {
      this.left = left;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      java.util.Arrays.fill(buffer, offset, offset + count, (byte) 0);
      left -= count;
      return count;
    }
  }
}
