package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.accounts.SetUp;
import org.as2gateway.admin.server.AdminParts;
import org.as2gateway.admin.server.AdminRoutes;
import org.as2gateway.admin.server.WebPages;
import org.as2gateway.admin.status.GatewayMetrics;
import org.as2gateway.admin.status.HealthRoutes;
import org.as2gateway.config.GatewayConfig.Listener;
import org.as2gateway.people.accounts.Accounts;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.accounts.SignInOutcome.SignedIn;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route of the admin port, pages too, tried by those who may not. */
class AccessIT {
  private static final String PASSWORD = "correct horse battery";
  private static final Map<String, String> NOTHING = Map.of();

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  @TempDir private static Path folder;
  private static TestGateway station;
  private static AdminServer server;
  private static Identity identity;
  private static SignedIn boss;

  @BeforeAll
  static void start() throws Exception {
    station = TestGateway.start(new TestHome(folder).station("Us", TestPki.rsa("CN=us")));
    identity = station.gateway().identity();
    Listener listener =
        new Listener(true, "127.0.0.1", 0, Optional.empty(), List.of("gateway.example"));
    Clock clock = Clock.systemUTC();
    AdminPort port = new AdminPort(listener, AdminToken.of("0123456789"), null, clock);
    SetUp setUp = SetUp.begin(identity.accounts());
    AdminParts parts = AdminParts.of(station.gateway(), clock);
    server = AdminRoutes.serve(parts, port, new WebPages(parts, setUp, clock));
    boss = identity.accounts().addFirst("boss", PASSWORD, "127.0.0.1");
  }

  @AfterAll
  static void stop() {
    server.close();
    station.close();
  }

  @Test
  void every_route_of_the_server_is_declared_with_its_role() {
    var served =
        server.javalin().unsafe.internalRouter.allHttpHandlers().stream()
            .map(parsed -> parsed.endpoint)
            .filter(endpoint -> endpoint.method.isHttpMethod())
            .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
            .toList();
    assertThat(served)
        .hasSizeGreaterThan(40)
        .containsExactlyInAnyOrderElementsOf(
            server.routes().stream()
                .map(route -> route.method().name() + " " + route.path())
                .toList());
    assertThat(server.routes().stream().filter(Route::isOpen).map(Route::path))
        .allMatch(
            path ->
                path.startsWith("/assets/")
                    || path.startsWith("/health/")
                    || path.startsWith("/login/provider")
                    || List.of("/metrics", "/login", "/login/code", "/setup", "/reset")
                        .contains(path)
                    || List.of("/api", "/api/openapi.json").contains(path));
  }

  @Test
  void nobody_passes_without_a_login() throws Exception {
    for (Route route : server.routes()) {
      if (!route.isOpen()) {
        assertThat(send(route, NOTHING).statusCode()).as(name(route)).isEqualTo(401);
        HttpResponse<String> page = send(route, Map.of("Accept", "text/html"));
        boolean isPage = route.kind() != Route.Kind.API && route.method().name().equals("GET");
        assertThat(page.statusCode()).as(name(route)).isEqualTo(isPage ? 303 : 401);
      }
    }
  }

  @Test
  void nobody_passes_with_too_small_a_role() throws Exception {
    for (Role role : List.of(Role.VIEWER, Role.OPERATOR, Role.PARTNER_MANAGER)) {
      Accounts.NewToken token =
          identity.accounts().addToken(new Actor("boss", "-"), role.text(), role, null);
      Map<String, String> bearer = Map.of("Authorization", "Bearer " + token.secret());
      String name = "user-" + role.text();
      identity.accounts().add(new Actor("boss", "-"), name, role, PASSWORD, false);
      SignedIn user = (SignedIn) identity.signIns().signIn(name, PASSWORD, "127.0.0.1");
      for (Route route : server.routes()) {
        if (!route.isOpen() && !role.includes(route.access().role())) {
          assertThat(send(route, bearer).statusCode()).as(role + " " + name(route)).isEqualTo(403);
          assertThat(send(route, ours(user)).statusCode())
              .as(role + " " + name(route))
              .isEqualTo(403);
        }
      }
    }
  }

  @Test
  void a_user_with_an_initial_password_reaches_only_what_replaces_it() throws Exception {
    String path = "/account/new-password";
    identity.accounts().add(new Actor("boss", "-"), "fresh", Role.ADMINISTRATOR, PASSWORD, true);
    SignedIn user = (SignedIn) identity.signIns().signIn("fresh", PASSWORD, "127.0.0.1");
    for (Route route : server.routes()) {
      if (!route.access().takesInitialPassword()) {
        HttpResponse<String> answer = send(route, ours(user));
        boolean isPage = route.kind() == Route.Kind.PAGE && route.method().name().equals("GET");
        assertThat(answer.statusCode()).as(name(route)).isEqualTo(isPage ? 303 : 403);
        assertThat(isPage ? answer.headers().firstValue("Location").orElse("") : answer.body())
            .as(name(route))
            .contains(isPage ? path : "an administrator set your password; choose a new one");
      }
    }
    assertThat(server.routes().stream().filter(r -> r.access().takesInitialPassword()))
        .filteredOn(route -> !route.isOpen())
        .extracting(AccessIT::name)
        .containsExactlyInAnyOrder(
            "GET " + path,
            "POST " + path,
            "POST /logout",
            "GET /api/v1/session",
            "PUT /api/v1/session/password");
    assertThat(send("GET", path, ours(user)).statusCode()).isEqualTo(200);
  }

  @Test
  void nobody_passes_from_another_site_or_without_the_token_of_the_session() throws Exception {
    for (Route route : server.routes()) {
      if (route.method().name().equals("GET")) {
        continue;
      }
      Map<String, String> foreign = new LinkedHashMap<>(ours(boss));
      foreign.put("Origin", "https://evil.example");
      assertThat(send(route, foreign).statusCode()).as(name(route)).isEqualTo(403);
      foreign.put("Origin", "null");
      assertThat(send(route, foreign).statusCode()).as(name(route)).isEqualTo(403);
      foreign.remove("Origin");
      assertThat(send(route, foreign).statusCode()).as(name(route)).isEqualTo(403);
      if (!route.isOpen() && route.kind() != Route.Kind.UPLOAD) {
        Map<String, String> tokenless = new LinkedHashMap<>(ours(boss));
        tokenless.remove("X-CSRF-Token");
        assertThat(send(route, tokenless).statusCode()).as(name(route)).isEqualTo(403);
        tokenless.put("X-CSRF-Token", "0".repeat(64));
        assertThat(send(route, tokenless).statusCode()).as(name(route)).isEqualTo(403);
      }
    }
  }

  @Test
  void pages_take_no_token_and_read_nothing_of_the_body() throws Exception {
    for (Route route : server.routes()) {
      if (route.isForPeople() && !route.isOpen()) {
        Map<String, String> bearer =
            Map.of(
                "Authorization",
                "Bearer 0123456789",
                "Content-Type",
                "application/x-www-form-urlencoded");
        String answer = announce(route, bearer, 400L << 20);
        assertThat(answer).as(name(route)).startsWith("HTTP/1.1 403 ");
      }
    }
  }

  @Test
  void no_route_but_those_that_read_files_as_streams_takes_a_large_body() throws Exception {
    for (Route route : server.routes()) {
      if (!route.isUnsafe() || route.maxBodyBytes() == Long.MAX_VALUE) {
        continue;
      }
      for (long bytes : List.of(route.maxBodyBytes() + 1, 400L << 20, 3L << 30)) {
        Map<String, String> headers = new LinkedHashMap<>(ours(boss));
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        assertThat(announce(route, headers, bytes))
            .as(name(route))
            .startsWith("HTTP/1.1 413 ")
            .doesNotContain("octets");
      }
    }
    assertThat(server.routes().stream().filter(r -> r.maxBodyBytes() == Long.MAX_VALUE))
        .extracting(Route::path)
        .containsExactlyInAnyOrder(
            "/api/v1/messages",
            "/send",
            "/api/v1/usps/check",
            "/usps/check",
            "/api/v1/usps/scans",
            "/usps/scans",
            "/api/v1/usps/files/{efn}/corrections");
  }

  /** Sends a head that announces so much, and no body: the answer must not wait for it. */
  private static String announce(Route route, Map<String, String> headers, long bytes)
      throws Exception {
    StringBuilder head = new StringBuilder();
    head.append(route.method().name())
        .append(' ')
        .append(route.path().replaceAll("\\{\\w+}", "x"))
        .append(" HTTP/1.1\r\nHost: ")
        .append(server.url().getAuthority())
        .append("\r\nContent-Length: ")
        .append(bytes)
        .append("\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return raw(head + "\r\n");
  }

  private static String raw(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      return in.readLine();
    }
  }

  @ParameterizedTest // DNS rebinding: a foreign name that leads here
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8081",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evillocalhost",
        "10.0.0.1",
        "169.254.169.254",
        "[fe80::1]",
        "0.0.0.0",
        "2130706433",
        "0x7f.1",
        "127.1"
      })
  void requests_for_another_host_are_refused_on_every_route(String host) throws Exception {
    for (String path : List.of("/", "/login", "/metrics", "/api", "/api/v1/messages")) {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      assertThat(raw(request)).as(path).startsWith("HTTP/1.1 421 ");
    }
    String absolute = "GET http://" + host + "/login HTTP/1.1\r\nHost: localhost\r\n\r\n";
    assertThat(raw(absolute)).matches("HTTP/1.1 4(00|21) .*");
    for (String path : List.of("/health/live", "/health/ready")) {
      assertThat(raw(request(path, host))).as(path).doesNotContain(" 421 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:1",
        "localhost.",
        "gateway.localhost",
        "127.0.0.1",
        "127.0.0.2:99",
        "[::1]",
        "[::1]:8081",
        "[::ffff:127.0.0.1]",
        "gateway.example",
        "gateway.example:443",
        "GATEWAY.example."
      })
  void requests_for_loopback_and_configured_names_are_answered(String host) throws Exception {
    assertThat(raw(request("/login", host))).startsWith("HTTP/1.1 200 ");
  }

  private static String request(String path, String host) {
    return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
  }

  @ParameterizedTest // the proxy ends TLS and passes the name that the browser asked for
  @CsvSource({
    "https://gateway.example, 303",
    "https://gateway.example:8443, 303",
    "https://GATEWAY.example, 303",
    "http://gateway.example, 303",
    "https://gateway.example.evil.example, 403",
    "https://evil.example, 403",
    "https://evil@gateway.example, 403",
    "https://10.0.0.1, 403",
    "null, 403",
  })
  void people_sign_in_through_a_proxy_that_ends_tls(String origin, int status) throws Exception {
    String form = "name=boss&password=" + PASSWORD.replace(' ', '+');
    String request =
        "POST /login HTTP/1.1\r\nHost: gateway.example\r\nOrigin: "
            + origin
            + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + form.length()
            + "\r\nConnection: close\r\n\r\n"
            + form;
    assertThat(raw(request)).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void an_address_is_ours_where_the_port_is_bound_by_a_name() {
    Listener named = new Listener(true, "localhost", 0, Optional.empty());
    HostNames names = new HostNames(named, null);
    assertThat(names.isOurs("10.1.2.3:8081", "10.1.2.3")).isTrue();
    assertThat(names.isOurs("[fd00::2]", "fd00:0:0:0:0:0:0:2")).isTrue();
    assertThat(names.isOurs("10.1.2.4", "10.1.2.3")).isFalse();
  }

  @Test
  void metrics_need_a_token_where_other_machines_reach_the_port() {
    Listener exposed = new Listener(true, "0.0.0.0", 0, Optional.empty());
    Listener local = new Listener(true, "::1", 0, Optional.empty());
    assertThat(metrics(exposed).isOpen()).isFalse();
    assertThat(metrics(exposed).access().role()).isEqualTo(Role.VIEWER);
    assertThat(metrics(local).isOpen()).isTrue();
  }

  private static Route metrics(Listener listener) {
    Clock clock = Clock.systemUTC();
    GatewayMetrics metrics = new GatewayMetrics(station.gateway(), clock);
    AdminPort port = new AdminPort(listener, AdminToken.of("0123456789"), null, clock);
    return new HealthRoutes(station.gateway(), metrics, port)
        .routes().stream()
            .filter(route -> route.path().equals("/metrics"))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void pages_carry_the_headers_that_keep_others_out() throws Exception {
    HttpResponse<String> page = send("GET", "/login", Map.of("Accept", "text/html"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(page.body()).doesNotContain("<script>").doesNotContainPattern(" on[a-z]+=");
  }

  @Test
  void many_wrong_passwords_make_the_account_wait() throws Exception {
    identity.accounts().add(new Actor("boss", "-"), "mallory", Role.VIEWER, PASSWORD, false);
    Map<String, String> form =
        Map.of("Content-Type", "application/x-www-form-urlencoded", "Origin", origin());
    String wrong = "name=mallory&password=wrong-wrong-wrong";
    for (int i = 0; i < 3; i++) {
      assertThat(send("POST", "/login", form, wrong).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> last =
        send("POST", "/login", form, "name=mallory&password=" + PASSWORD.replace(' ', '+'));
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).isPresent();
  }

  private static Map<String, String> ours(SignedIn user) {
    String csrf = identity.signIns().present(user.secret(), true).orElseThrow().session().csrf();
    return Map.of(
        "Cookie",
        "as2-" + server.url().getPort() + "=" + user.secret(),
        "Origin",
        origin(),
        "X-CSRF-Token",
        csrf);
  }

  private static String origin() {
    return server.url().toString();
  }

  private static String name(Route route) {
    return route.method().name() + " " + route.path();
  }

  private static HttpResponse<String> send(Route route, Map<String, String> headers)
      throws Exception {
    return send(route.method().name(), route.path().replaceAll("\\{\\w+}", "x"), headers);
  }

  private static HttpResponse<String> send(String method, String path, Map<String, String> headers)
      throws Exception {
    return send(method, path, headers, "");
  }

  private static HttpResponse<String> send(
      String method, String path, Map<String, String> headers, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
