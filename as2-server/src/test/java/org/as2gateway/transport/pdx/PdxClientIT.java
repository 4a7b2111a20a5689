package org.as2gateway.transport.pdx;

import static org.as2gateway.transport.pdx.PdxSamples.account;
import static org.as2gateway.transport.pdx.PdxSamples.offer;
import static org.as2gateway.transport.pdx.PdxSamples.text;
import static org.as2gateway.transport.pdx.PdxSamples.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.payload.Content;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.TestTls;
import org.as2gateway.transport.pdx.PdxFailure.Kind;
import org.as2gateway.transport.pdx.synthetic.Fault;
import org.as2gateway.transport.pdx.synthetic.SyntheticFile;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PdxClientIT {
  private static final long MOST = 1 << 20;

  @TempDir private Path folder;
  private final FakeClock clock = FakeClock.standing();
  private final RequestBudget budget = new RequestBudget(clock);
  private final PdxClient client = new PdxClient(budget, clock);
  private SyntheticPdx server;
  private PdxAccount account;

  @BeforeEach
  void open() throws IOException {
    server =
        SyntheticPdx.open(
            folder.resolve("pdx"), 0, PdxSamples.USER, PdxSamples.PASSWORD, Clock.systemUTC());
    account = account(folder, server.url());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static PdxFailure failure(ThrowingCallable call) {
    return catchThrowableOfType(PdxFailure.class, call);
  }

  private PdxListing list() throws IOException {
    return client.extracts(account, OptionalInt.empty());
  }

  private PdxFile only() throws IOException {
    return list().files().get(0);
  }

  @Test
  void uploads_a_file_with_its_name_once_and_unchanged() throws Exception {
    PdxAnswer answer = client.upload(account, upload("a \"b\"\n.manifest", "H1|x\r\n"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text().head()).contains("X-Synthetic: SYNTHETIC");
    assertThat(server.uploads()).hasSize(1);
    SyntheticFile taken = server.uploads().get(0);
    assertThat(taken.environment()).isEqualTo("TEM");
    assertThat(taken.filename()).isEqualTo("a \"b\"\n.manifest");
    assertThat(Files.readString(taken.path())).isEqualTo("H1|x\r\n");
  }

  @Test
  void uploads_a_file_larger_than_all_buffers() throws Exception {
    String text = "0123456789".repeat(2_000_000);
    assertThat(client.upload(account, upload("large", text)).isSuccess()).isTrue();
    assertThat(server.uploads().get(0).sha256())
        .isEqualTo(PdxSamples.sha256(PdxSamples.bytes(text)));
  }

  @Test
  void uploads_an_empty_file() throws Exception {
    assertThat(client.upload(account, upload("empty", "")).isSuccess()).isTrue();
    assertThat(server.uploads().get(0).bytes()).isZero();
  }

  @Test
  void never_ends_an_upload_whose_file_has_changed() {
    PdxUpload upload =
        new PdxUpload(
            "a", Content.of(PdxSamples.bytes("now")), PdxSamples.sha256(new byte[1]), () -> {});
    PdxFailure failure = failure(() -> client.upload(account, upload));
    assertThat(failure.kind()).isEqualTo(Kind.FILE_CHANGED);
    assertThat(failure.isOutcomeUnknown()).isFalse();
    assertThat(server.uploads()).isEmpty();
  }

  @Test
  void never_ends_an_upload_that_could_not_be_noted() {
    PdxUpload upload =
        upload(
            "a",
            "text",
            () -> {
              throw new IOException("no room");
            });
    PdxFailure failure = failure(() -> client.upload(account, upload));
    assertThat(failure.isOutcomeUnknown()).isFalse();
    assertThat(server.uploads()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"TAKEN_CUT", "TAKEN_SERVER_ERROR", "SERVER_ERROR", "REDIRECT"})
  void knows_when_an_upload_may_have_arrived(Fault fault) {
    server.fail(PdxCall.UPLOAD, fault, 1);
    PdxFailure failure = failure(() -> client.upload(account, upload("a", "text")));
    assertThat(failure.isOutcomeUnknown()).isTrue();
  }

  @Test
  void knows_that_an_upload_which_broke_off_has_not_arrived() {
    server.fail(PdxCall.UPLOAD, Fault.CUT, 1);
    PdxFailure failure =
        failure(() -> client.upload(account, upload("a", "text".repeat(10_000_000))));
    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_BROKEN);
    assertThat(failure.isOutcomeUnknown()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"LOGIN_REFUSED", "TOO_MANY_REQUESTS", "REFUSED"})
  void knows_when_an_upload_has_not_arrived(Fault fault) {
    server.fail(PdxCall.UPLOAD, fault, 1);
    PdxFailure failure = failure(() -> client.upload(account, upload("a", "text")));
    assertThat(failure.isOutcomeUnknown()).isFalse();
    assertThat(failure.answer()).isPresent();
  }

  @Test
  void lists_files_with_what_it_knows_and_keeps_what_it_does_not() throws Exception {
    offer(server, "extract.dat", "events");
    PdxListing list = list();
    assertThat(list.total()).hasValue(1);
    assertThat(list.page()).hasValue(1);
    PdxFile file = list.files().get(0);
    assertThat(file.id()).isEqualTo("1001");
    assertThat(file.filename()).hasValue("extract.dat");
    assertThat(file.downloadTime()).isEmpty();
    assertThat(file.bytes()).hasValue(6);
    assertThat(file.text()).contains("\"unknownField\":\"kept\"");
    assertThat(
            new String(
                list.answer().text().body().toBytes(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("outboundFiles");
  }

  @Test
  void follows_pages() throws Exception {
    server.setPageSize(2);
    for (int i = 0; i < 5; i++) {
      offer(server, "extract-" + i, "events");
    }
    List<String> names = new ArrayList<>();
    for (int page = 1; page <= 3; page++) {
      client
          .extracts(account, page == 1 ? OptionalInt.empty() : OptionalInt.of(page))
          .files()
          .forEach(file -> names.add(file.filename().orElseThrow()));
    }
    assertThat(names)
        .containsExactly("extract-0", "extract-1", "extract-2", "extract-3", "extract-4");
  }

  @Test
  void downloads_a_file_with_its_digest() throws Exception {
    SyntheticFile offered = offer(server, "extract.dat", "events");
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    PdxDownload download = client.download(account, only(), target, MOST);
    assertThat(text(target)).isEqualTo("events");
    assertThat(download.bytes()).isEqualTo(6);
    assertThat(download.sha256()).isEqualTo(offered.sha256());
    assertThat(download.note()).isEmpty();
    assertThat(list().files()).isEmpty();
  }

  @Test
  void finds_an_upload_in_the_list_of_uploaded_files() throws Exception {
    client.upload(account, upload("a.manifest", "text"));
    client.upload(account, upload("b.manifest", "text"));
    assertThat(client.uploaded(account, "b.manifest").files())
        .extracting(file -> file.filename().orElseThrow())
        .containsExactly("b.manifest");
  }

  @Test
  void reports_a_refused_sign_in() throws Exception {
    PdxAccount wrong =
        account(folder, server.url(), "wrong", Optional.empty(), Duration.ofSeconds(20));
    PdxFailure failure = failure(() -> client.extracts(wrong, OptionalInt.empty()));
    assertThat(failure.kind()).isEqualTo(Kind.LOGIN_REFUSED);
    assertThat(failure.reason()).isEqualTo(Reason.HTTP_UNAUTHORIZED);
    assertThat(failure.text()).contains("synthetic-user", "401").doesNotContain("wrong");
  }

  @Test
  void reports_an_unreachable_host() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    PdxAccount gone = account(folder, URI.create("http://127.0.0.1:" + port));
    PdxFailure failure = failure(() -> client.extracts(gone, OptionalInt.empty()));
    assertThat(failure.kind()).isEqualTo(Kind.HOST_UNREACHABLE);
    assertThat(failure.reason()).isEqualTo(Reason.CONNECTION_FAILED);
    assertThat(failure.text()).contains("could not connect to '127.0.0.1:" + port);
  }

  @Test
  void reports_an_unknown_host() throws Exception {
    PdxAccount unknown = account(folder, URI.create("https://pdx.invalid"));
    PdxFailure failure = failure(() -> client.upload(unknown, upload("a", "text")));
    assertThat(failure.kind()).isEqualTo(Kind.HOST_UNREACHABLE);
    assertThat(failure.reason()).isEqualTo(Reason.HOST_UNKNOWN);
    assertThat(failure.isOutcomeUnknown()).isFalse();
  }

  @Test
  void checks_the_certificate_of_the_server() throws Exception {
    var key = TestPki.rsa("localhost");
    try (SyntheticPdx secure =
        SyntheticPdx.open(
            new SyntheticPdx.Settings(
                folder.resolve("tls"),
                0,
                PdxSamples.USER,
                PdxSamples.PASSWORD,
                Optional.of(TestTls.context(Optional.of(key), List.of()))),
            Clock.systemUTC())) {
      PdxAccount untrusting = account(folder, secure.url());
      PdxFailure failure = failure(() -> client.upload(untrusting, upload("a", "text")));
      assertThat(failure.kind()).isEqualTo(Kind.TLS_REFUSED);
      assertThat(failure.reason()).isEqualTo(Reason.TLS_CERTIFICATE_NOT_TRUSTED);
      assertThat(failure.isOutcomeUnknown()).isFalse();

      Path trust = folder.resolve("trust.pem");
      Files.writeString(trust, KeyFiles.pem(key.certificate()));
      PdxAccount trusting =
          account(
              folder,
              secure.url(),
              PdxSamples.PASSWORD,
              Optional.of(trust),
              Duration.ofSeconds(20));
      assertThat(client.upload(trusting, upload("a", "text")).isSuccess()).isTrue();
      assertThat(secure.uploads()).hasSize(1);
    }
  }

  @Test
  void requires_modern_tls_and_the_name_of_the_host() throws Exception {
    var tls = PdxTls.trusting(Optional.empty());
    assertThat(tls.getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
    assertThat(tls.getIncludeProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    assertThat(tls.isTrustAll()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"UNKNOWN_JSON", "HTML", "SERVER_ERROR", "REDIRECT", "REFUSED"})
  void shows_an_answer_that_it_does_not_expect(Fault fault) {
    server.fail(PdxCall.EXTRACTS, fault, 1);
    PdxFailure failure = failure(this::list);
    assertThat(failure.kind()).isEqualTo(Kind.UNEXPECTED_ANSWER);
    assertThat(failure.getMessage()).contains("status", "begins with", "SYNTHETIC");
    assertThat(failure.answer()).isPresent();
    assertThat(failure.answer().get().text().head()).contains("X-Synthetic");
  }

  @Test
  void honors_the_patience_that_pdx_asks_for() throws Exception {
    server.fail(PdxCall.EXTRACTS, Fault.TOO_MANY_REQUESTS, 1);
    PdxFailure failure = failure(this::list);
    assertThat(failure.kind()).isEqualTo(Kind.BUSY);
    assertThat(failure.retryAfter()).hasValue(Duration.ofMinutes(2));
    assertThat(failure(this::list).kind()).isEqualTo(Kind.BUSY);
    assertThat(server.count(PdxCall.EXTRACTS)).isEqualTo(1);
    clock.advance(Duration.ofMinutes(2));
    assertThat(list().files()).isEmpty();
  }

  @Test
  void stays_within_the_budget_of_requests() throws Exception {
    PdxAccount thrifty =
        new PdxAccount(
            account.site(), account.login(), account.trust(), account.times(), Optional.empty(), 2);
    client.extracts(thrifty, OptionalInt.empty());
    clock.advance(Duration.ofMinutes(20));
    client.extracts(thrifty, OptionalInt.empty());
    PdxFailure failure = failure(() -> client.extracts(thrifty, OptionalInt.empty()));
    assertThat(failure.kind()).isEqualTo(Kind.BUDGET_USED_UP);
    assertThat(failure.retryAfter()).hasValue(Duration.ofMinutes(40));
    assertThat(server.count(PdxCall.EXTRACTS)).isEqualTo(2);
    clock.advance(Duration.ofMinutes(40));
    client.extracts(thrifty, OptionalInt.empty());
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CUT", "WRONG_LENGTH"})
  void refuses_a_download_that_is_shorter_than_announced(Fault fault) throws Exception {
    offer(server, "extract.dat", "events".repeat(50_000));
    PdxFile file = only();
    server.fail(PdxCall.DOWNLOAD, fault, 1);
    PdxFailure failure =
        failure(() -> client.download(account, file, OutputStream.nullOutputStream(), MOST));
    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_BROKEN);
    assertThat(client.download(account, file, OutputStream.nullOutputStream(), MOST).bytes())
        .isEqualTo(300_000);
  }

  @Test
  void notes_a_size_that_does_not_fit_to_the_list() throws Exception {
    offer(server, "extract.dat", "events");
    server.fail(PdxCall.EXTRACTS, Fault.WRONG_LENGTH, 1);
    PdxDownload download = client.download(account, only(), OutputStream.nullOutputStream(), MOST);
    assertThat(download.note()).hasValue("the list says size '16', and 6 bytes came");
  }

  @Test
  void refuses_a_file_that_is_too_large() throws Exception {
    offer(server, "extract.dat", "events");
    PdxFile file = only();
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    PdxFailure failure = failure(() -> client.download(account, file, target, 5));
    assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(target.size()).isZero();
  }

  @Test
  void gives_up_when_nothing_moves() throws Exception {
    PdxAccount impatient =
        account(
            folder, server.url(), PdxSamples.PASSWORD, Optional.empty(), Duration.ofMillis(300));
    server.fail(PdxCall.EXTRACTS, Fault.SLOW, 1);
    PdxFailure failure = failure(() -> client.extracts(impatient, OptionalInt.empty()));
    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_BROKEN);
    assertThat(failure.reason()).isEqualTo(Reason.CONNECTION_STALLED);
  }

  @Test
  void names_what_is_wrong_with_the_sign_in_file() throws Exception {
    Path missing = folder.resolve("missing");
    assertThat(failure(() -> PdxLogin.read(missing)).getMessage())
        .isEqualTo("the PDX sign-in file 'missing' cannot be read");
    Path login = folder.resolve("login");
    Files.writeString(login, "only-user\n");
    assertThat(failure(() -> PdxLogin.read(login)).text())
        .contains("'login' has 1 lines", "the first line");
    Files.writeString(login, "user\nsecret\nhttp://pdx.example\n");
    assertThat(failure(() -> PdxLogin.read(login)).getMessage())
        .contains("https://host:port")
        .doesNotContain("secret");
    Files.writeString(login, "user\nsecret\n");
    assertThat(PdxLogin.read(login).site(PdxSite.PROD)).isEqualTo(PdxSite.PROD);
    assertThat(PdxLogin.read(login)).hasToString("PdxLogin[user]");
  }
}
