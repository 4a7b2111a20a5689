package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests that no browser and no program of good will sends to the admin port. */
@Tag("slow")
class StrangeRequestsIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final byte[] NOTHING = new byte[0];

  @TempDir private static Path folder;
  private static RunningGateway station;
  private static URI url;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    TestHome home =
        new TestHome(folder.resolve("home"))
            .station("Us", TestPki.rsa("CN=us"))
            .partner("Them", TestPki.rsa("CN=them").certificate())
            .partnership("Us", "Them", Map.of());
    station = RunningGateway.start(home.config(), Map.of(), Clock.systemUTC());
    url = station.adminUrl().orElseThrow();
    token = Files.readString(home.path().resolve("data/secrets/admin-token")).strip();
  }

  @AfterAll
  static void stop() {
    station.close();
  }

  @Test
  void odd_documents_are_refused_with_problem_details_by_every_route() throws Exception {
    for (String route : unsafeRoutes()) {
      String[] words = route.split(" ", -1);
      for (byte[] body : oddDocuments()) {
        HttpResponse<String> answer = send(words[0], words[1], "application/json", body);
        assertThat(answer.statusCode())
            .as(route + " " + shown(body))
            .isBetween(200, 499)
            .isNotIn(401, 429);
        if (answer.statusCode() >= 400) {
          assertThat(answer.headers().firstValue("Content-Type"))
              .as(route + " " + shown(body))
              .hasValue("application/problem+json");
        }
      }
    }
  }

  @Test
  void odd_values_of_every_key_are_refused_by_every_route() throws Exception {
    JsonNode document = document();
    for (String route : unsafeRoutes()) {
      String[] words = route.split(" ", -1);
      JsonNode schema =
          document
              .at("/paths")
              .path(words[2])
              .path(words[0].toLowerCase(Locale.ROOT))
              .at("/requestBody/content/application~1json/schema");
      for (String name : keys(document, schema)) {
        for (String value : oddValues()) {
          byte[] body = ("{\"" + name + "\":" + value + "}").getBytes(StandardCharsets.UTF_8);
          HttpResponse<String> answer = send(words[0], words[1], "application/json", body);
          assertThat(answer.statusCode())
              .as(route + " " + shown(body))
              .isBetween(200, 499)
              .isNotIn(401, 429);
        }
      }
    }
  }

  @Test
  void other_charsets_than_utf_8_are_refused() throws Exception {
    byte[] body = "{\"name\":\"x\",\"role\":\"viewer\"}".getBytes(StandardCharsets.UTF_16);
    assertThat(send("POST", "/api/v1/tokens", "application/json", body).statusCode())
        .isEqualTo(400);
    assertThat(
            send("POST", "/api/v1/tokens", "application/json; charset=utf-16", body).statusCode())
        .isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/;a=|",
        "/;a=^",
        "/|",
        "/a{b}",
        "/\\",
        "/%zz",
        "/%",
        "/%00",
        "//",
        "//;/|",
        "///x",
        "/..;/x",
        "/%2e%2e/x",
        "/.%2e;a/x",
        "/?%zz",
        "/?q=%",
        "/?q=%c3%28",
        "/messages?q=%zz",
        "/login?next=%zz",
        "/login?next=|",
        "/api/v1/messages?q=%zz",
        "/api/v1/messages?q=%00",
        "/api/v1/messages?limit=%ff",
        "/api/v1/messages/%00",
        "/api/v1/messages/%ff%fe",
        "/api/v1/messages/%ed%a0%80",
        "/api/v1/partners/%0d%0aX:y",
        "/api/v1/partners/;a=|",
        "/api/v1/audit?before=-1&limit=9999999999999999999",
        "/api/v1/traffic?since=%zz",
        "/live?x=|",
        "*",
        "x",
        "http://",
        "http://[",
        "http://127.0.0.1:99999/"
      })
  void malformed_targets_are_refused_without_a_trace(String target) throws Exception {
    for (String accept : List.of("*/*", "text/html")) {
      for (String credentials : List.of("", "Authorization: Bearer " + token + "\r\n")) {
        String answer = raw("GET " + target + " HTTP/1.1\r\n", accept, credentials);
        assertThat(answer).as(target).matches("(?s)HTTP/1.1 (200|303|4\\d\\d) .*");
        assertThat(answer).as(target).doesNotContain("Exception", "at org.", "jetty");
      }
    }
  }

  @Test
  void an_overlong_target_or_header_is_refused_without_a_trace() throws Exception {
    String longTarget = "GET /" + "a".repeat(40_000) + " HTTP/1.1\r\n";
    assertThat(raw(longTarget, "*/*", "")).startsWith("HTTP/1.1 4").doesNotContain("Exception");
    String longHeader = "X: " + "a".repeat(40_000) + "\r\n";
    assertThat(raw("GET / HTTP/1.1\r\n", "*/*", longHeader))
        .startsWith("HTTP/1.1 4")
        .doesNotContain("Exception");
  }

  private List<String> unsafeRoutes() throws Exception {
    List<String> routes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document().get("paths").properties()) {
      for (String method : List.of("post", "put")) {
        if (path.getValue().has(method)) {
          String target = path.getKey().replaceAll("\\{\\w+}", "x");
          routes.add(method.toUpperCase(Locale.ROOT) + " " + target + " " + path.getKey());
        }
      }
    }
    assertThat(routes).hasSizeGreaterThan(20);
    return routes;
  }

  private JsonNode document() throws Exception {
    return JsonMapper.shared()
        .readTree(send("GET", "/api/openapi.json", "application/json", NOTHING).body());
  }

  private static List<String> keys(JsonNode document, JsonNode schema) {
    JsonNode resolved =
        schema.has("$ref") ? document.at(schema.get("$ref").asString().substring(1)) : schema;
    return List.copyOf(resolved.path("properties").propertyNames());
  }

  private static List<byte[]> oddDocuments() {
    List<byte[]> documents = new ArrayList<>();
    for (String text :
        List.of(
            "",
            " ",
            "null",
            "true",
            "17",
            "\"text\"",
            "[]",
            "[{}]",
            "{",
            "{}x",
            "{} {}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1e999999999}",
            "{\"a\":" + "9".repeat(5000) + "}",
            "{'a':1}",
            "{\"a\":NaN}",
            "{\"name\":\"\\u0000\"}",
            "{\"name\":\"\\ud800\"}",
            "{\"\\udc00\":\"x\"}",
            "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}",
            "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
            "<x/>",
            "name=x&role=viewer")) {
      documents.add(text.getBytes(StandardCharsets.UTF_8));
    }
    documents.add(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'});
    documents.add(new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0});
    documents.add(new byte[] {0});
    return documents;
  }

  private static List<String> oddValues() {
    return List.of(
        "null",
        "true",
        "-1",
        "1e400",
        "9".repeat(400),
        "\"\"",
        "\" \"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"" + "x".repeat(20_000) + "\"",
        "\"../../x\"",
        "\"-----BEGIN CERTIFICATE-----\\nMAo=\\n-----END CERTIFICATE-----\"",
        "[]",
        "[null]",
        "[[[]]]",
        "[\"x\"]",
        "{}",
        "{\"x\":{}}",
        "{\"\":\"\"}");
  }

  private static String shown(byte[] body) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  private HttpResponse<String> send(String method, String path, String type, byte[] body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .method(
                method,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      // A refusal closes the connection behind an unread body, maybe while it is being used again.
      return HTTP.send(request, BodyHandlers.ofString());
    }
  }

  private static String raw(String requestLine, String accept, String more) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
      socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
      String head =
          requestLine
              + "Host: 127.0.0.1:"
              + url.getPort()
              + "\r\nAccept: "
              + accept
              + "\r\nConnection: close\r\n"
              + more
              + "\r\n";
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
