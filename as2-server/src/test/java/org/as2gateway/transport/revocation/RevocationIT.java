package org.as2gateway.transport.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.as2gateway.config.GatewayConfig.Revocation;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.RegistryLoader;
import org.as2gateway.registry.RegistryLoader.Outcome;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.revocation.JdbcRevocations;
import org.as2gateway.registry.revocation.RevocationStatus;
import org.as2gateway.registry.revocation.RevocationStatus.State;
import org.as2gateway.registry.revocation.Revocations;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.OpenSslAuthority;
import org.as2gateway.testkit.TestDatabase;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that an authority of openssl issues and revokes, asked by OCSP and lists of it. */
class RevocationIT {
  @TempDir private static Path authorities;
  private static OpenSslAuthority authority;
  private static OpenSslAuthority impostor;
  private static URI responder;
  private static HttpServer web;
  private static final AtomicReference<byte[]> LIST = new AtomicReference<>(new byte[0]);
  private static final AtomicInteger FOLLOWED = new AtomicInteger();

  @TempDir private Path folder;
  private final FakeClock clock =
      new FakeClock(Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS));
  private Database database;
  private TestHome home;
  private boolean isRegistered;

  @BeforeAll
  static void openAuthorities() throws Exception {
    authority = new OpenSslAuthority(authorities.resolve("real"), "Test Authority");
    impostor = new OpenSslAuthority(authorities.resolve("impostor"), "Test Authority");
    authority.issue("responder", "extendedKeyUsage=OCSPSigning");
    authority.issue("no-delegate", "extendedKeyUsage=serverAuth");
    impostor.issue("delegate", "extendedKeyUsage=OCSPSigning");
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext("/list", exchange -> answer(exchange, 200, LIST.get()));
    web.createContext("/large", exchange -> answer(exchange, 200, new byte[9 << 20]));
    web.createContext("/missing", exchange -> answer(exchange, 404, new byte[0]));
    web.createContext(
        "/redirect",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/followed");
          answer(exchange, 302, new byte[0]);
        });
    web.createContext(
        "/followed",
        exchange -> {
          FOLLOWED.incrementAndGet();
          answer(exchange, 200, LIST.get());
        });
    serve("/ocsp", authority, "responder");
    serve("/ocsp-of-impostor", impostor, "ca");
    serve("/ocsp-of-its-delegate", impostor, "delegate");
    serve("/ocsp-of-no-delegate", authority, "no-delegate");
    web.start();
    responder = URI.create(web("/ocsp"));
  }

  /** Answers of openssl about the authority, signed by somebody. */
  private static void serve(String path, OpenSslAuthority keys, String signer) {
    web.createContext(
        path,
        exchange -> {
          byte[] request = exchange.getRequestBody().readAllBytes();
          answer(exchange, 200, authority.answer(request, keys, signer));
        });
  }

  @AfterAll
  static void closeAuthorities() {
    web.stop(0);
    authority.close();
    impostor.close();
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @BeforeEach
  void open() throws Exception {
    database = TestDatabase.h2(folder.resolve("db"));
    home = new TestHome(folder.resolve("home")).station("us", TestPki.rsa("us"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static String web(String path) {
    return "http://127.0.0.1:" + web.getAddress().getPort() + path;
  }

  private static String ocsp(Object url) {
    return "authorityInfoAccess=OCSP;URI:" + url;
  }

  private static String crl(String url) {
    return "crlDistributionPoints=URI:" + url;
  }

  private Revocations revocations(Revocation mode) {
    return new Revocations(
        mode,
        new JdbcRevocations(database),
        new PlainHttp(Duration.ofSeconds(3)),
        JdkRoots::all,
        clock);
  }

  private Registry registry(Revocations revocations) {
    CertificateFolder certificates = new CertificateFolder(home.path(), Map.of(), clock);
    return ((Outcome.Loaded)
            new RegistryLoader(home.path(), revocations.over(certificates::load), clock).load())
        .registry();
  }

  /** Registers the certificate with its authority's. */
  private void register(X509Certificate certificate) throws Exception {
    if (isRegistered) {
      KeyFiles.writePartner(home.path(), "acme", certificate);
      return;
    }
    isRegistered = true;
    home.partner("acme", certificate);
    KeyFiles.writePem(home.path().resolve("certs/acme/ca.pem"), authority.certificate());
    home.partnership("us", "acme", TestHome.sending(URI.create("http://127.0.0.1:9/as2")));
    home.partnership("acme", "us", Map.of());
  }

  private RevocationStatus check(Revocations revocations) {
    return revocations.check(registry(revocations), entry -> true).get(0);
  }

  private RevocationStatus checkOf(X509Certificate certificate) throws Exception {
    register(certificate);
    return check(revocations(Revocation.SOFT));
  }

  private Optional<X509Certificate> encrypting(Revocations revocations) {
    return registry(revocations).certificates().encrypting("acme", clock.instant());
  }

  @Test
  void a_revoked_certificate_is_no_longer_used_but_was_before() throws Exception {
    X509Certificate certificate = authority.issue("revoked-later", ocsp(responder));
    RevocationStatus good = checkOf(certificate);
    assertThat(good.state()).isEqualTo(State.GOOD);
    assertThat(good.source()).isEqualTo("OCSP " + responder);
    assertThat(good.nextUpdate()).isPresent();
    Revocations soft = revocations(Revocation.SOFT);
    assertThat(encrypting(soft)).contains(certificate);
    authority.revoke("revoked-later", "keyCompromise");
    RevocationStatus revoked = check(soft);
    assertThat(revoked.state()).isEqualTo(State.REVOKED);
    assertThat(revoked.reason()).isEqualTo("key compromised");
    Registry registry = registry(soft);
    assertThat(registry.certificates().encrypting("acme", clock.instant())).isEmpty();
    assertThat(registry.certificates().verifying("acme", clock.instant())).isEmpty();
    assertThat(registry.certificates().shown("acme", clock.instant())).isEmpty();
    assertThat(
            registry
                .certificates()
                .verifying("acme", revoked.revokedAt().orElseThrow().minusSeconds(1)))
        .as("signatures of the time before")
        .contains(certificate);
    assertThat(
            registry.missingToSend(
                registry.partnerships().partnership("us-to-acme").orElseThrow(), clock.instant()))
        .singleElement()
        .asString()
        .contains("was revoked on", "(key compromised)");
    assertThat(encrypting(revocations(Revocation.SOFT))).as("after a restart").isEmpty();
    assertThat(encrypting(revocations(Revocation.OFF))).contains(certificate);
  }

  @Test
  void a_list_tells_where_the_responder_does_not_know() throws Exception {
    X509Certificate certificate = authority.issue("listed", ocsp(responder), crl(web("/list")));
    authority.forget("listed");
    LIST.set(authority.list());
    assertThat(checkOf(certificate).source()).isEqualTo("CRL " + web("/list"));
    X509Certificate unlisted = authority.issue("unlisted", ocsp(responder));
    authority.forget("unlisted");
    RevocationStatus unknown = checkOf(unlisted);
    assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
    assertThat(unknown.problem()).contains("does not know the certificate");
  }

  @Test
  void a_list_tells_of_a_revocation_and_its_reason() throws Exception {
    X509Certificate certificate = authority.issue("on-list", crl(web("/list")));
    LIST.set(authority.list());
    assertThat(checkOf(certificate).state()).isEqualTo(State.GOOD);
    authority.revoke("on-list", "superseded");
    LIST.set(authority.list());
    RevocationStatus revoked = check(revocations(Revocation.SOFT));
    assertThat(revoked.state()).isEqualTo(State.REVOKED);
    assertThat(revoked.reason()).isEqualTo("superseded");
  }

  @Test
  void answers_and_lists_of_another_key_do_not_count() throws Exception {
    LIST.set(impostor.list());
    X509Certificate certificate =
        authority.issue(
            "tricked",
            "authorityInfoAccess=OCSP;URI:%s,OCSP;URI:%s,OCSP;URI:%s"
                .formatted(
                    web("/ocsp-of-impostor"),
                    web("/ocsp-of-its-delegate"),
                    web("/ocsp-of-no-delegate")),
            crl(web("/list")));
    RevocationStatus status = checkOf(certificate);
    assertThat(status.state()).isEqualTo(State.UNKNOWN);
    assertThat(status.problem().split("signed by neither", -1)).hasSize(4);
    assertThat(status.problem()).contains("the list is not signed by the issuer's key");
  }

  @Test
  void a_responder_of_openssl_is_understood_that_is_the_issuer_itself() throws Exception {
    int port = freePort();
    X509Certificate good = authority.issue("direct", ocsp("http://127.0.0.1:" + port));
    X509Certificate bad = authority.issue("direct-bad", ocsp("http://127.0.0.1:" + port));
    authority.revoke("direct-bad", "cessationOfOperation");
    authority.serve(port, "ca");
    assertThat(checkOf(good).state()).isEqualTo(State.GOOD);
    assertThat(checkOf(bad).summary()).matches("was revoked on .* \\(no longer in operation\\)");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Test
  void answers_and_lists_that_are_out_of_date_do_not_count() throws Exception {
    LIST.set(authority.list());
    X509Certificate certificate = authority.issue("late", ocsp(responder), crl(web("/list")));
    clock.advance(Duration.ofDays(30));
    RevocationStatus late = checkOf(certificate);
    assertThat(late.state()).isEqualTo(State.UNKNOWN);
    assertThat(late.problem().split("out of date since", -1)).hasSize(3);
    clock.jump(Duration.ofDays(-60));
    assertThat(check(revocations(Revocation.SOFT)).problem()).contains("of the future");
  }

  @Test
  void servers_that_fail_redirect_or_send_too_much_give_no_answer() throws Exception {
    int closed = freePort();
    LIST.set(authority.list());
    X509Certificate certificate =
        authority.issue(
            "unlucky",
            "authorityInfoAccess=OCSP;URI:%s,OCSP;URI:%s,OCSP;URI:%s"
                .formatted(web("/redirect"), web("/large"), "http://127.0.0.1:" + closed + "/"),
            "crlDistributionPoints=URI:%s,URI:%s,URI:http://169.254.169.254/list"
                .formatted(web("/large"), web("/missing")));
    RevocationStatus status = checkOf(certificate);
    assertThat(status.state()).isEqualTo(State.UNKNOWN);
    assertThat(status.problem())
        .contains("OCSP " + web("/redirect") + ": answered by a redirect, which is not followed")
        .contains("OCSP " + web("/large") + ": the answer is larger than 65536 bytes")
        .contains("Connection refused")
        .contains("CRL " + web("/large") + ": the answer is larger than 8388608 bytes")
        .contains("CRL " + web("/missing") + ": answered with status 404")
        .contains("CRL http://169.254.169.254/list: ");
    assertThat(FOLLOWED.get()).isZero();
  }

  @Test
  void urls_that_cannot_be_asked_are_left_out_and_the_others_are_asked() throws Exception {
    LIST.set(authority.list());
    X509Certificate certificate =
        authority.issue(
            "odd-urls",
            ocsp("http://127.0.0.1:99999/"),
            "crlDistributionPoints=URI:%s,URI:%s,URI:%s"
                .formatted(
                    "http://127.0.0.1:99999/list",
                    "http://127.0.0.1/" + "x".repeat(2000),
                    web("/list")));
    assertThat(checkOf(certificate).source()).isEqualTo("CRL " + web("/list"));
  }

  @Test
  void a_fault_of_one_check_is_a_failure_of_this_one_only() throws Exception {
    LIST.set(authority.list());
    X509Certificate first = authority.issue("first", crl(web("/list")));
    register(first);
    KeyFiles.writePem(
        home.path().resolve("certs/acme/second.pem"), authority.issue("second", crl(web("/list"))));
    Revocations faulty =
        new Revocations(
            Revocation.SOFT,
            new JdbcRevocations(database),
            (url, question, mostBytes) -> {
              throw new IllegalArgumentException("port out of range");
            },
            JdkRoots::all,
            clock);
    faulty.run(registry(faulty));
    List<RevocationStatus> statuses =
        faulty.checked(registry(faulty)).stream().map(Revocations.Checked::status).toList();
    assertThat(statuses).hasSize(2);
    assertThat(statuses).extracting(RevocationStatus::problem).containsOnly("port out of range");
    Revocations noRoots =
        new Revocations(
            Revocation.SOFT,
            new JdbcRevocations(database),
            new PlainHttp(Duration.ofSeconds(3)),
            () -> {
              throw new IllegalStateException("no roots");
            },
            clock);
    assertThat(noRoots.check(registry(noRoots), entry -> true))
        .hasSize(2)
        .allSatisfy(s -> assertThat(s.problem()).startsWith("the check failed"));
  }

  @Test
  void a_revocation_outlasts_its_issuer_and_the_absence_of_the_certificate() throws Exception {
    LIST.set(authority.list());
    X509Certificate certificate = authority.issue("stays-revoked", crl(web("/list")));
    register(certificate);
    authority.revoke("stays-revoked", "superseded");
    LIST.set(authority.list());
    Revocations soft = revocations(Revocation.SOFT);
    assertThat(check(soft).state()).isEqualTo(State.REVOKED);
    Path issuer = home.path().resolve("certs/acme/ca.pem");
    Path away = folder.resolve("ca.pem");
    Files.move(issuer, away);
    RevocationStatus without = check(soft);
    assertThat(without.state()).isEqualTo(State.REVOKED);
    assertThat(without.problem()).startsWith("its issuer");
    assertThat(encrypting(soft)).isEmpty();
    KeyFiles.writePartner(home.path(), "acme", authority.issue("other", crl(web("/list"))));
    soft.run(registry(soft));
    KeyFiles.writePartner(home.path(), "acme", certificate);
    assertThat(encrypting(soft)).isEmpty();
    assertThat(encrypting(revocations(Revocation.SOFT))).as("after a restart").isEmpty();
  }

  @Test
  void who_waits_for_a_check_does_so_alone() throws Exception {
    register(authority.issue("waited-for", crl(web("/list"))));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Revocations slow =
        new Revocations(
            Revocation.SOFT,
            new JdbcRevocations(database),
            (url, question, mostBytes) -> {
              begun.countDown();
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new IOException("no answer");
            },
            JdkRoots::all,
            clock);
    Registry registry = registry(slow);
    CompletableFuture<OptionalInt> first =
        CompletableFuture.supplyAsync(() -> slow.checkNow(registry, entry -> true));
    begun.await();
    assertThat(slow.checkNow(registry, entry -> true)).isEmpty();
    end.countDown();
    assertThat(first.get()).hasValue(0);
    assertThat(slow.checkNow(registry, entry -> true)).hasValue(0);
  }

  @Test
  void a_server_that_says_nothing_is_left_in_time() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      X509Certificate certificate = authority.issue("silent", ocsp(url));
      assertThat(checkOf(certificate).problem())
          .isEqualTo("OCSP " + url + ": no answer within 3 s");
    }
  }

  @Test
  void without_an_answer_hard_stops_a_certificate_when_the_last_one_is_over() throws Exception {
    X509Certificate certificate = authority.issue("hard", crl(web("/list")));
    LIST.set(authority.list());
    register(certificate);
    Revocations hard = revocations(Revocation.HARD);
    assertThat(encrypting(hard)).as("before the first check").contains(certificate);
    assertThat(check(hard).state()).isEqualTo(State.GOOD);
    LIST.set(new byte[0]);
    clock.advance(Duration.ofDays(6));
    RevocationStatus failing = check(hard);
    assertThat(failing.state()).isEqualTo(State.GOOD);
    assertThat(failing.failingSince()).contains(clock.instant());
    assertThat(encrypting(hard)).as("the last list still counts").contains(certificate);
    clock.advance(Duration.ofDays(2));
    assertThat(encrypting(hard)).isEmpty();
    Revocations soft = revocations(Revocation.SOFT);
    assertThat(encrypting(soft)).contains(certificate);
    assertThat(check(soft).failingSince()).contains(clock.instant().minus(Duration.ofDays(2)));
  }

  @Test
  void what_cannot_be_asked_about_is_never_stopped() throws Exception {
    home.partner("acme", TestPki.rsa("self-signed").certificate());
    Revocations hard = revocations(Revocation.HARD);
    assertThat(check(hard).summary()).isEqualTo("not checkable: it is self-signed");
    assertThat(encrypting(hard)).isPresent();
    X509Certificate silent = authority.issue("names-nobody");
    KeyFiles.writePartner(home.path(), "acme", silent);
    assertThat(check(hard).problem()).startsWith("it names no OCSP responder");
    X509Certificate orphan = authority.issue("orphan", ocsp(responder));
    KeyFiles.writePartner(home.path(), "acme", orphan);
    assertThat(check(hard).problem())
        .isEqualTo(
            "its issuer 'CN=Test Authority' is not known: import the CA certificate into"
                + " certs/acme/");
    assertThat(encrypting(hard)).contains(orphan);
  }

  @Test
  void certificates_are_checked_once_a_day_and_failures_each_hour() throws Exception {
    LIST.set(authority.list());
    register(authority.issue("daily", crl(web("/list"))));
    Revocations soft = revocations(Revocation.SOFT);
    Registry registry = registry(soft);
    soft.run(registry);
    Instant first = checkedAt(soft, registry);
    clock.advance(Duration.ofHours(19));
    soft.run(registry);
    assertThat(checkedAt(soft, registry)).isEqualTo(first);
    clock.advance(Duration.ofHours(5));
    LIST.set(new byte[0]);
    soft.run(registry);
    Instant failed = checkedAt(soft, registry);
    assertThat(failed).isEqualTo(clock.instant());
    clock.advance(Duration.ofHours(1));
    soft.run(registry);
    assertThat(checkedAt(soft, registry)).isEqualTo(clock.instant());
    Revocations off = revocations(Revocation.OFF);
    clock.advance(Duration.ofDays(2));
    off.run(registry);
    assertThat(off.status("any")).isEmpty();
  }

  private static Instant checkedAt(Revocations revocations, Registry registry) {
    String fingerprint = revocations.inUse(registry).get(0).fingerprint();
    return revocations.status(fingerprint).orElseThrow().checkedAt();
  }
}
