package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.as2gateway.as2.address.ProxyExceptions;
import org.as2gateway.as2.address.ProxyUrl;
import org.as2gateway.as2.address.RefusedAddressException;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.testkit.ConnectProxy;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.TestTls;
import org.as2gateway.transport.as2.send.HttpExchange.BasicCredentials;
import org.as2gateway.transport.as2.send.HttpExchange.Request;
import org.as2gateway.transport.as2.send.HttpExchange.TlsOptions;
import org.as2gateway.transport.proxy.Proxies;
import org.as2gateway.transport.proxy.ProxyRoute;
import org.as2gateway.transport.proxy.Tunnel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP client of AS2 through a proxy on plain sockets. */
class ProxyClientIT {
  private static final OwnKey SERVER = TestPki.rsa("server");

  @TempDir private Path folder;
  private final FakeClock clock = FakeClock.standing();
  private ClientFixture fixture;
  private ScriptedPartner partner;
  private ConnectProxy proxy;
  private Proxies proxies;

  @BeforeEach
  void open() throws IOException {
    fixture = new ClientFixture(folder);
    partner = ScriptedPartner.start(Files.createDirectories(folder.resolve("bodies")));
    proxy = ConnectProxy.start();
    use(proxy.url(), Optional.empty());
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
    partner.close();
    proxy.close();
  }

  private void use(String url, Optional<Path> login) {
    proxies =
        new Proxies(
            new HomeFolders(folder),
            new GatewayConfig.Proxy(
                Optional.of(ProxyUrl.parse(url)), login, ProxyExceptions.parse("direct.example")),
            () -> {
              throw new IllegalStateException("no partnership is asked for");
            },
            clock);
  }

  private Path login(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("proxy-login"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Request by(Request r) {
    return by(r, proxies);
  }

  private static Request by(Request r, Proxies proxies) {
    return new Request(
        r.url(),
        r.headers(),
        r.body(),
        false,
        r.connectTimeout(),
        r.readTimeout(),
        r.tls(),
        r.basic(),
        proxies.route(HttpUrl.of(r.url()).host()));
  }

  private Request request(URI url) {
    return by(fixture.request(url));
  }

  @Test
  void a_request_in_the_clear_goes_by_connect_and_connections_are_used_again() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(fixture.client.send(request(partner.url())).status()).isEqualTo(200);
    }
    assertThat(proxy.targets()).containsExactly("127.0.0.1:" + partner.url().getPort());
    fixture.client.send(fixture.request(partner.url()));
    assertThat(proxy.targets()).hasSize(1);
    assertThat(partner.requests()).hasSize(4);
  }

  @Test
  void tls_goes_through_unopened_and_each_side_sees_only_its_own_login() throws Exception {
    Path login = login("us\ns:e cret\n");
    use(proxy.wants("us", "s:e cret").url(), Optional.of(login));
    TlsOptions tls = trust();
    Path bodies = Files.createDirectories(folder.resolve("tls"));
    try (ScriptedPartner secure =
        ScriptedPartner.startTls(bodies, TestTls.context(Optional.of(SERVER), List.of()))) {
      Request r = fixture.request(secure.url(), tls);
      Request withBasic =
          new Request(
              r.url(),
              r.headers(),
              r.body(),
              false,
              r.connectTimeout(),
              r.readTimeout(),
              r.tls(),
              Optional.of(new BasicCredentials("user", "partner-secret")),
              r.proxy());
      assertThat(fixture.client.send(by(withBasic)).status()).isEqualTo(200);
      assertThat(secure.requests().get(0).headers().toString())
          .contains("Authorization")
          .doesNotContain("Proxy-");
    }
    assertThat(proxy.heads()).hasSize(1);
    assertThat(proxy.heads().get(0).lines().filter(line -> line.contains("Authorization")))
        .containsExactly("Proxy-Authorization: Basic dXM6czplIGNyZXQ=");
    assertThat(login).content().isEqualTo("us\ns:e cret\n" + proxy.url() + "\n");
  }

  private TlsOptions trust() throws IOException {
    Path pem = folder.resolve("trust.pem");
    KeyFiles.writePem(pem, SERVER.certificate());
    return new TlsOptions(Optional.of(pem), Optional.empty());
  }

  @Test
  void a_name_that_only_the_proxy_knows_is_checked_in_the_certificate() throws Exception {
    TlsOptions tls = trust();
    Path bodies = Files.createDirectories(folder.resolve("tls"));
    try (ScriptedPartner secure =
        ScriptedPartner.startTls(bodies, TestTls.context(Optional.of(SERVER), List.of()))) {
      proxy.knows("as2.partner.invalid", secure.url().getPort());
      URI url = URI.create("https://as2.partner.invalid:4443/as2");
      HttpFailure failure = fixture.failure(by(fixture.request(url, tls)));
      assertThat(failure.reason()).isEqualTo(Reason.TLS_CERTIFICATE_OF_OTHER_HOST);
      assertThat(failure)
          .hasMessageContaining("as2.partner.invalid:4443' through the proxy '" + address());
    }
    assertThat(proxy.targets()).containsExactly("as2.partner.invalid:4443");
    proxy.knows("as2.partner.invalid", partner.url().getPort());
    URI plain = URI.create("http://as2.partner.invalid/as2");
    assertThat(fixture.client.send(request(plain)).status()).isEqualTo(200);
    assertThat(proxy.targets()).contains("as2.partner.invalid:80");
    assertThat(partner.requests().get(0).headers().first("Host")).contains("as2.partner.invalid");
  }

  private String address() {
    return "127.0.0.1:" + proxy.port();
  }

  @Test
  void exceptions_go_directly() throws Exception {
    assertThat(proxies.route("direct.example")).isEmpty();
    assertThat(proxies.route("DIRECT.example.")).isEmpty();
    assertThat(proxies.route("other.example")).isPresent();
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of("HTTP/1.1 403 Filtered\r\n\r\n", Reason.PROXY_REFUSED, "403 Filtered"),
        Arguments.of("HTTP/1.0 502 No\nX: y\n\n", Reason.CONNECTION_FAILED, "502 No"),
        Arguments.of("HTTP/1.1 302 Found\r\n\r\n", Reason.PROXY_REFUSED, "302 Found"),
        Arguments.of("SSH-2.0-x\r\n", Reason.PROXY_UNREACHABLE, "'SSH-2'"),
        Arguments.of("HTTP/2 200\r\n\r\n", Reason.PROXY_UNREACHABLE, "'HTTP/2 200'"),
        Arguments.of("", Reason.PROXY_UNREACHABLE, "without an answer"),
        Arguments.of("HTTP/1.1 200 OK\r\nX", Reason.PROXY_UNREACHABLE, "within its answer"),
        Arguments.of(
            "HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000) + "\r\n\r\n",
            Reason.PROXY_UNREACHABLE,
            "more than 16384 bytes"),
        Arguments.of(
            "HTTP/1.1 100 Continue\r\n\r\n".repeat(9), Reason.PROXY_UNREACHABLE, "interim"),
        Arguments.of(
            "HTTP/1.1 200 OK\r\n\r\n", Reason.CONNECTION_LOST, "closed the connection before"),
        Arguments.of(
            "HTTP/1.1 407 No\r\n\r\n", Reason.PROXY_SIGN_IN_REFUSED, "asks for a login; write"),
        Arguments.of(
            "HTTP/1.1 407 No\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n",
            Reason.PROXY_SIGN_IN_REFUSED,
            "by Negotiate, NTLM, and the gateway signs in by Basic only; ask"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void each_answer_that_is_no_connection_is_said_in_one_sentence(
      String answer, Reason reason, String text) {
    proxy.answers(answer);
    HttpFailure failure = fixture.failure(request(partner.url()));
    assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
    assertThat(failure).hasMessageContaining(text).hasMessageContaining("proxy '" + address());
    assertThat(partner.requests()).isEmpty();
  }

  @Test
  void a_cut_after_connect_is_said_of_the_handshake() throws Exception {
    proxy.answers("HTTP/1.1 200 OK\r\n\r\n");
    HttpFailure failure = fixture.failure(request(URI.create("https://127.0.0.1:1/")));
    assertThat(failure.reason()).isEqualTo(Reason.TLS_FAILED);
    assertThat(failure)
        .hasMessageContaining("'127.0.0.1:1' through the proxy '" + address())
        .hasMessageFindingMatch("during the TLS handshake|Abruptly closed by peer");
  }

  @Test
  void a_proxy_that_is_down_and_one_that_is_not_in_dns() throws Exception {
    proxy.close();
    HttpFailure down = fixture.failure(request(partner.url()));
    assertThat(down.reason()).isEqualTo(Reason.PROXY_UNREACHABLE);
    assertThat(down).hasMessageContaining("could not connect to the proxy '" + address());
    use("http://proxy.invalid:3128", Optional.empty());
    assertThat(fixture.failure(request(partner.url())))
        .hasMessageContaining("the host name of the proxy 'proxy.invalid:3128' was not found");
  }

  @Test
  void a_proxy_that_says_nothing_is_left_after_the_connect_timeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      use("http://127.0.0.1:" + silent.getLocalPort(), Optional.empty());
      Request r = request(partner.url());
      Request hasty =
          new Request(
              r.url(),
              r.headers(),
              r.body(),
              false,
              Duration.ofSeconds(3),
              r.readTimeout(),
              r.tls(),
              r.basic(),
              r.proxy());
      HttpFailure failure = fixture.failure(hasty);
      assertThat(failure.reason()).isEqualTo(Reason.PROXY_UNREACHABLE);
      assertThat(failure).hasMessageContaining("did not answer to CONNECT within 2 s");
      try (Socket asked = silent.accept()) {
        assertThat(asked.isConnected()).isTrue();
      }
    }
  }

  @Test
  void a_wrong_password_is_not_tried_again_until_the_file_or_the_time_changes() throws Exception {
    proxy.wants("us", "right");
    Path file = login("us\nwrong\n");
    use(proxy.url(), Optional.of(file));
    HttpFailure refused = fixture.failure(request(partner.url()));
    assertThat(refused.reason()).isEqualTo(Reason.PROXY_SIGN_IN_REFUSED);
    assertThat(refused)
        .hasMessageContaining("refused user 'us'; correct user and password in 'proxy-login'")
        .hasMessageNotContaining("wrong");
    assertThat(fixture.failure(request(partner.url())))
        .hasMessageContaining("not tried again before");
    assertThat(proxy.heads()).hasSize(1);
    clock.advance(Duration.ofMinutes(16));
    fixture.failure(request(partner.url()));
    assertThat(proxy.heads()).hasSize(2);
    login("us\nright\n");
    assertThat(fixture.client.send(request(partner.url())).status()).isEqualTo(200);
  }

  @Test
  void a_login_goes_to_the_proxy_of_its_first_use_only() throws Exception {
    Path file = login("us\nsecret\n");
    use(proxy.wants("us", "secret").url(), Optional.of(file));
    fixture.client.send(request(partner.url()));
    try (ConnectProxy other = ConnectProxy.start()) {
      use(other.url(), Optional.of(file));
      assertThat(fixture.failure(request(partner.url())))
          .hasMessageContaining("is for another proxy than '" + other.url());
      assertThat(other.heads()).isEmpty();
    }
  }

  private ProxyRoute route(ConnectProxy to, Path login) {
    return new ProxyRoute(
        ProxyUrl.parse(to.url()), Optional.of(login), proxies.forAll().orElseThrow().logins());
  }

  private Request request(ProxyRoute by) {
    Request r = fixture.request(partner.url());
    return new Request(
        r.url(),
        r.headers(),
        r.body(),
        false,
        r.connectTimeout(),
        r.readTimeout(),
        r.tls(),
        r.basic(),
        Optional.of(by));
  }

  @Test
  void the_login_of_the_proxy_for_all_goes_to_no_proxy_of_a_partnership() throws Exception {
    Path file = login("us\nsecret\n");
    use(proxy.url(), Optional.of(file));
    try (ConnectProxy foreign = ConnectProxy.start()) {
      Path detour = folder.resolve(".").resolve("proxy-login");
      HttpFailure failure = fixture.failure(request(route(foreign, detour)));
      assertThat(failure.reason()).isEqualTo(Reason.PARTNERSHIP_INCOMPLETE);
      assertThat(failure)
          .hasMessageContaining("is for another proxy than '" + foreign.url())
          .hasMessageContaining("name another file in gw.proxy_login");
      assertThat(foreign.heads()).isEmpty();
    }
    assertThat(file).content().isEqualTo("us\nsecret\n");
  }

  private Tunnel tunnel(ProxyRoute by) {
    return new Tunnel(by, "127.0.0.1", partner.url().getPort(), Duration.ofSeconds(10));
  }

  @Test
  void of_two_proxies_that_use_a_login_first_at_once_only_one_gets_it() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (ConnectProxy other = ConnectProxy.start()) {
      for (int i = 1; i <= 20; i++) {
        Path file = login("us\nsecret\n");
        CyclicBarrier start = new CyclicBarrier(2);
        List<Callable<Object>> both =
            Stream.of(route(proxy, file), route(other, file))
                .<Callable<Object>>map(
                    by ->
                        () -> {
                          start.await();
                          tunnel(by).open().close();
                          return "";
                        })
                .toList();
        assertThat(pool.invokeAll(both)).hasSize(2);
        assertThat(proxy.heads().size() + other.heads().size()).isEqualTo(i);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  static Stream<Arguments> badLogins() {
    return Stream.of(
        Arguments.of("us\n", "rw-------", "has 1 lines"),
        Arguments.of("a:b\nsecret\n", "rw-------", "has a colon in the user name"),
        Arguments.of("us\nsecret\n", "rw-r--r--", "can be read by other users"));
  }

  @ParameterizedTest
  @MethodSource("badLogins")
  void a_login_file_that_cannot_be_used_is_named(String text, String mode, String found)
      throws Exception {
    Path file = login(text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    use(proxy.url(), Optional.of(file));
    HttpFailure failure = fixture.failure(request(partner.url()));
    assertThat(failure.reason()).isEqualTo(Reason.PARTNERSHIP_INCOMPLETE);
    assertThat(failure)
        .hasMessageContaining("'proxy-login', " + found)
        .hasMessageNotContaining("secret");
    assertThat(proxy.heads()).isEmpty();
    Files.delete(file);
    assertThat(fixture.failure(request(partner.url()))).hasMessageContaining("does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"169.254.169.254", "[fe80::1]", "100.100.100.200", "0.0.0.0"})
  void the_proxy_is_not_asked_for_an_address_that_we_never_connect_to(String host) {
    HttpFailure failure = fixture.failure(request(URI.create("http://" + host + "/as2")));
    assertThat(failure.reason()).isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
    use("http://" + host + ":3128", Optional.empty());
    assertThat(fixture.failure(request(partner.url())).reason())
        .isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
    assertThat(proxy.heads()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0xa9fea9fe", "0xa9.0xfe.0xa9.0xfe", "0XA9.254.0xa9fe"})
  void the_proxy_is_not_asked_for_an_address_that_it_may_read_differently(String host) {
    HttpFailure failure = fixture.failure(request(URI.create("http://" + host + "/as2")));
    assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
    assertThat(failure).hasMessageContaining("in a notation that servers read differently");
    assertThat(proxy.heads()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0251.254.0251.254", "2852039166", "127.1", "0x7f.1", "10.0.0.1."})
  void nor_for_one_that_urls_of_other_schemes_may_have(String host) {
    ProxyRoute by = proxies.forAll().orElseThrow();
    assertThatThrownBy(() -> new Tunnel(by, host, 22, Duration.ofSeconds(10)).open().close())
        .isInstanceOf(RefusedAddressException.class);
    assertThat(proxy.heads()).isEmpty();
  }
}
