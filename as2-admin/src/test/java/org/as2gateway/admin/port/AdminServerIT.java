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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.Gateway.OperationRefused;
import org.as2gateway.Gateway.OperationRefused.Reason;
import org.as2gateway.admin.server.AdminRoutes;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig.Listener;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.as2.explain.Explanation;
import org.junit.jupiter.api.AfterEach;
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

  private final FakeGateway gateway = new FakeGateway();
  private final HttpClient http = HttpClient.newHttpClient();
  private AdminServer server;

  @BeforeEach
  void start() throws ConfigException {
    AdminPort port = new AdminPort(ANY_PORT, AdminToken.of(TOKEN), null, Clock.systemUTC());
    server = AdminRoutes.serve(gateway, port, Pages.none());
  }

  @AfterEach
  void stop() {
    server.close();
    gateway.close();
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
    assertThat(send("GET", "/health/ready", null).statusCode()).isEqualTo(200);
    gateway.notReady.add("the secret reason");
    HttpResponse<byte[]> answer = send("GET", "/health/ready", null);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(text(answer)).doesNotContain("secret");
    assertThat(send("GET", "/health/live", null).statusCode()).isEqualTo(200);
    assertThat(text(send("GET", "/metrics", null))).contains("as2_ready 0.0");
  }

  @Test
  void message_has_every_key_of_the_contract_and_null_for_what_is_absent() throws Exception {
    gateway.add("M1", MessageStatus.ACKNOWLEDGED);
    JsonNode message = json(get("/api/v1/messages/M1"));
    assertThat(message.propertyNames())
        .containsExactly(
            "id",
            "direction",
            "status",
            "partnership",
            "from",
            "to",
            "messageId",
            "filename",
            "subject",
            "contentType",
            "bytes",
            "sha256",
            "signed",
            "encrypted",
            "compressed",
            "mic",
            "micAlgorithm",
            "disposition",
            "mdn",
            "error",
            "reason",
            "attempts",
            "createdAt",
            "updatedAt",
            "nextAttemptAt",
            "repeatOf",
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
    gateway.add("a/b%2F+c", MessageStatus.ACKNOWLEDGED);
    for (String id : List.of("%3Ca%2Fb%252F%2Bc%40test%3E", "a%2Fb%252F+c@test")) {
      HttpResponse<byte[]> answer = get("/api/v1/messages/" + id);
      assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
      assertThat(json(answer).get("id").asString()).isEqualTo("a/b%2F+c");
      assertThat(get("/api/v1/messages/" + id + "/mdn").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void mdn_is_given_octet_for_octet() throws Exception {
    gateway.add("M1", MessageStatus.ACKNOWLEDGED);
    byte[] kept = gateway.log.evidence.get(0).content().toBytes();
    assertThat(get("/api/v1/messages/M1/mdn").body()).isEqualTo(kept);
    assertThat(
            json(get("/api/v1/messages/M1/events")).get("events").get(0).get("httpStatus").asInt())
        .isEqualTo(200);
  }

  @Test
  void receipt_report_repeats_every_check() throws Exception {
    gateway.add("M1", MessageStatus.ACKNOWLEDGED);
    JsonNode good = json(get("/api/v1/messages/M1/receipt"));
    assertThat(good.get("signature").get("state").asString()).isEqualTo("valid");
    assertThat(good.get("signature").get("signer").asString()).isEqualTo("CN=them");
    assertThat(good.get("micCheck").get("equal").asBoolean()).isTrue();
    assertThat(good.get("sameMessage").asBoolean()).isTrue();
    assertThat(good.get("positive").asBoolean()).isTrue();

    gateway.breakMdns();
    JsonNode broken = json(get("/api/v1/messages/M1/receipt"));
    assertThat(broken.get("signature").get("state").asString()).isEqualTo("invalid");
  }

  @Test
  void an_explanation_says_finding_cause_remedy_and_who_is_known_for_it() throws Exception {
    gateway.add("M1", MessageStatus.FAILED);
    assertThat(get("/api/v1/messages/M1/explanation").statusCode()).isEqualTo(404);
    gateway.explanation =
        Optional.of(new Explanation(true, "it is that", "so", "do this", List.of("they")));
    JsonNode json = json(get("/api/v1/messages/M1/explanation"));
    assertThat(json.get("finding").asString()).isEqualTo("it is that");
    assertThat(json.get("cause").asString()).isEqualTo("so");
    assertThat(json.get("remedy").asString()).isEqualTo("do this");
    assertThat(json.get("known").get(0).asString()).isEqualTo("they");
  }

  @Test
  void payload_is_streamed_as_an_attachment_that_cannot_act_as_a_page(@TempDir Path folder)
      throws Exception {
    gateway.add("M1", MessageStatus.ACKNOWLEDGED);
    assertThat(get("/api/v1/messages/M1/payload").statusCode()).isEqualTo(404);
    gateway.payloads.put("M1", Files.writeString(folder.resolve("M1-0"), "abc"));
    HttpResponse<byte[]> answer = get("/api/v1/messages/M1/payload");
    assertThat(text(answer)).isEqualTo("abc");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename*=UTF-8''a.manifest");
    assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(answer.headers().firstValue("Content-Length")).hasValue("3");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(get("/api/v1/messages/M1/payload?index=1").statusCode()).isEqualTo(404);
  }

  @Test
  void list_passes_every_filter_on() throws Exception {
    HttpResponse<byte[]> answer =
        get(
            "/api/v1/messages?direction=in&status=refused&partnership=p&partner=Them&filename=f&q=t"
                + "&since=2026-11-22T10:00:00%2B02:00&until=2026-11-23T00:00:00Z&cursor=c&limit=7");
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    var query = gateway.log.queries.get(0);
    assertThat(query.direction()).isEqualTo(Direction.IN);
    assertThat(query.status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(query.partnerId()).isEqualTo("THEM");
    assertThat(query.since()).isEqualTo("2026-11-22T08:00:00Z");
    assertThat(query.limit()).isEqualTo(7);
    assertThat(query.cursor()).isEqualTo("c");
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
    long size = 300L << 20;
    InputStream body =
        new SequenceInputStream(
            new ByteArrayInputStream("x=".getBytes(StandardCharsets.US_ASCII)),
            new Zeros(size - 2));
    HttpRequest request =
        request("/api/v1/messages?partnership=p&filename=f&subject=s", TOKEN)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> body), size))
            .build();
    HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
    assertThat(json(answer).get("id").asString()).isEqualTo("SUBMITTED");
    assertThat(json(answer).get("messageId").asString()).isEqualTo("<SUBMITTED@test>");
    assertThat(gateway.submittedBytes).isEqualTo(size);
    assertThat(gateway.submittedFirstOctet).isEqualTo('x');
    assertThat(gateway.submittedContentType).hasValue("application/x-www-form-urlencoded");
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
    String query = "/api/v1/messages?partnership=p&together=true";
    HttpResponse<byte[]> together = postForm(query, form);
    assertThat(together.statusCode()).as(text(together)).isEqualTo(202);
    assertThat(gateway.submittedFilenames).containsExactly("a b.txt", "c.bin");
    assertThat(gateway.submittedBytes).isEqualTo(5);

    assertThat(postForm("/api/v1/messages?partnership=p&filename=form", form).statusCode())
        .isEqualTo(202);
    assertThat(gateway.submittedFilenames).endsWith("form");
    assertThat(gateway.submittedBytes).isEqualTo(5 + form.length());
    assertThat(send("POST", query, TOKEN).statusCode()).isEqualTo(400);
    assertThat(postForm(query, form.replace("--b--", "--c--")).statusCode()).isEqualTo(503);
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
  void refusals_become_404_and_409_with_the_reason() throws Exception {
    gateway.add("M1", MessageStatus.ACKNOWLEDGED);
    gateway.refusal = Optional.of(new OperationRefused(Reason.NOT_FOUND, "no such partnership"));
    HttpResponse<byte[]> unknown = send("POST", "/api/v1/messages?partnership=p&filename=f", TOKEN);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown).get("detail").asString()).isEqualTo("no such partnership");

    gateway.refusal = Optional.of(new OperationRefused(Reason.CONFLICT, "as2_url is missing"));
    assertThat(send("POST", "/api/v1/messages?partnership=p&filename=f", TOKEN).statusCode())
        .isEqualTo(409);
    assertThat(send("POST", "/api/v1/messages/M1/cancel", TOKEN).statusCode()).isEqualTo(409);
    gateway.refusal = Optional.empty();
    assertThat(send("POST", "/api/v1/messages/M1/resend", TOKEN).statusCode()).isEqualTo(202);
    assertThat(send("POST", "/api/v1/messages/M1/cancel", TOKEN).statusCode()).isEqualTo(200);
    assertThat(send("POST", "/api/v1/messages/none/cancel", TOKEN).statusCode()).isEqualTo(404);
    assertThat(send("POST", "/api/v1/messages?partnership=p", TOKEN).statusCode()).isEqualTo(400);
    assertThat(send("DELETE", "/api/v1/messages", TOKEN).statusCode()).isEqualTo(405);
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void occupied_port_is_told_with_its_number() {
    int port = server.url().getPort();
    Listener occupied = new Listener(true, "127.0.0.1", port, Optional.empty());
    assertThatThrownBy(
            () ->
                AdminRoutes.serve(
                    gateway,
                    new AdminPort(occupied, AdminToken.of(TOKEN), null, Clock.systemUTC()),
                    Pages.none()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageContaining("admin.port");
  }

  @Test
  void description_lists_the_routes() throws Exception {
    JsonNode paths = json(send("GET", "/api/openapi.json", null)).get("paths");
    assertThat(paths.propertyNames()).contains("/api/v1/messages/{id}/mdn", "/health/live");
    assertThat(json(get("/api/v1/partners")).get("partners")).hasSize(2);
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
