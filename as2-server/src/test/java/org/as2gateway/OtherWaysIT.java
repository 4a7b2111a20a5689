package org.as2gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.AuditEntry;
import org.as2gateway.people.accounts.JdbcAuditLog;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.OtherWay;
import org.as2gateway.store.log.OtherWay.Proof;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.pdx.PdxCall;
import org.as2gateway.transport.pdx.synthetic.Fault;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.FileStep;
import org.as2gateway.usps.ledger.UspsFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages that do not get through by AS2 go by PDX instead, and the other way round: who decides,
 * and what is known of both once the first one arrives after all.
 */
@Tag("slow")
class OtherWaysIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String AS2 = "us-to-them";
  private static final String PDX = "us-to-pdx";
  private static final String EFN = Samples.efn(1);

  @TempDir private Path folder;

  private SyntheticPdx pdx;
  private TestHome ours;
  private TestGateway them;
  private TestGateway us;
  private int receipts;

  @BeforeEach
  void open() throws Exception {
    pdx = SyntheticPdx.open(folder.resolve("pdx"), 0, "user", "secret", Clock.systemUTC());
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      receipts = free.getLocalPort();
    }
    var our = TestPki.rsa("CN=us");
    var their = TestPki.rsa("CN=them");
    them =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("them", their)
                .partner("us", our.certificate())
                .partnership("us", "them", Map.of("as2_receipt_option", receiptsUrl())));
    ours =
        new TestHome(folder.resolve("us"))
            .station("us", our)
            .partner("them", their.certificate())
            .partner("pdx", TestPki.rsa("CN=pdx").certificate());
    Path secrets = Files.createDirectories(ours.path().resolve("data/secrets"));
    Files.writeString(secrets.resolve("pdx-login"), "user\nsecret\n" + pdx.url() + "\n");
  }

  @AfterEach
  void close() {
    if (us != null) {
      us.close();
    }
    them.close();
    pdx.close();
  }

  private String receiptsUrl() {
    return "http://127.0.0.1:" + receipts + "/as2";
  }

  private static Map<String, String> pdx() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("gw.transport", "pdx");
    attributes.put("gw.pdx_environment", "TEM");
    attributes.put("gw.pdx_login", "pdx-login");
    attributes.put("gw.pdx_requests", "1000");
    attributes.put("gw.usps", "manifests");
    return attributes;
  }

  private static Map<String, String> with(Map<String, String> attributes, String... more) {
    Map<String, String> all = new LinkedHashMap<>(attributes);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  /** AS2 with receipts that come later, at a port that nobody listens on yet. */
  private Map<String, String> as2() {
    return with(
        TestHome.sending(them.url()),
        "gw.usps",
        "manifests",
        "as2_receipt_option",
        receiptsUrl(),
        "gw.fallback",
        PDX,
        "gw.fallback_after",
        "1s");
  }

  private void start(Map<String, String> as2, Map<String, String> pdx) throws Exception {
    ours.partnership("us", "them", as2).partnership("us", "pdx", pdx);
    us = TestGateway.start(ours);
  }

  private String submit(String partnership) throws Exception {
    byte[] manifest = Samples.manifest(EFN, 100, 3).getBytes(ISO_8859_1);
    return us.submit(partnership, "tonight.manifest", manifest).id();
  }

  private OtherWays ways() {
    return us.gateway().otherWays();
  }

  private MessageRecord awaitOffer(String id) {
    return us.await(id, message -> ways().offer(message).isPresent());
  }

  private OtherWay way(String id) {
    return ways().about(Set.of(id)).get(0);
  }

  private OtherWay awaitArrival(String id) {
    return await().atMost(PATIENCE).until(() -> way(id), found -> found.arrived().isPresent());
  }

  private UspsFile awaitFile(FileState state) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> us.gateway().usps().ledger().files().find(EFN).orElse(null),
            file -> file != null && file.state() == state);
  }

  private boolean hasEvent(String id, EventKind kind) {
    return us.gateway().messages().events(id).stream().anyMatch(e -> e.kind() == kind);
  }

  /** Forwards what comes to the port of the receipts to our gateway. */
  private ServerSocket openReceipts() throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), receipts));
    daemon(
        () -> {
          while (!server.isClosed()) {
            Socket from = server.accept();
            Socket to = new Socket(InetAddress.getLoopbackAddress(), us.url().getPort());
            daemon(() -> from.getInputStream().transferTo(to.getOutputStream()));
            daemon(() -> to.getInputStream().transferTo(from.getOutputStream()));
          }
        });
    return server;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                return; // one of both has closed it
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Test
  void a_receipt_that_comes_after_the_file_went_by_pdx_is_told_on_both() throws Exception {
    start(as2(), pdx());
    String first = submit(AS2);
    us.await(first, message -> message.status() == MessageStatus.AWAITING_MDN);
    MessageRecord stuck = awaitOffer(first);
    assertThat(ways().offer(stuck).orElseThrow().first().isNothingArrived()).isFalse();
    String second = ways().send(first, "ann", "no receipt, and the cut-off is near").id();
    assertThat(us.awaitEnd(second).status()).isEqualTo(MessageStatus.SENT);
    assertThat(awaitFile(FileState.RECEIVED).times().receivedBy()).isEqualTo("pdx");
    assertThat(way(first).arrived()).isEmpty();

    try (ServerSocket open = openReceipts()) {
      OtherWay late = awaitArrival(first);
      assertThat(open.isBound()).isTrue();
      assertThat(late.arrived().orElseThrow().proof()).isEqualTo(Proof.MDN);
      assertThat(late.isStopped()).isFalse();
    }
    MessageRecord arrived = us.gateway().messages().find(first).orElseThrow();
    assertThat(arrived.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(arrived.mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(hasEvent(first, EventKind.ARRIVED_LATE)).isTrue();
    assertThat(hasEvent(second, EventKind.ARRIVED_LATE)).isTrue();
    assertThat(ways().untold(Instant.EPOCH)).extracting(OtherWay::message).containsExactly(second);
    awaitStep("it had come another way before");
    assertThat(awaitFile(FileState.RECEIVED).times().receivedBy()).isEqualTo("pdx");

    assertThat(ways().tell(first, new OtherWay.Told(Instant.now(), "ann", "called"))).isTrue();
    assertThat(ways().untold(Instant.EPOCH)).isEmpty();
    assertThat(ways().tell(second, new OtherWay.Told(Instant.now(), "bob", "again"))).isFalse();
  }

  private void awaitStep(String words) {
    long file = us.gateway().usps().ledger().files().find(EFN).orElseThrow().id();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                us.gateway().usps().ledger().files().steps(file).stream()
                    .map(FileStep::detail)
                    .anyMatch(detail -> detail.contains(words)));
  }

  @Test
  void a_receipt_that_comes_in_time_stops_what_would_go_by_pdx() throws Exception {
    start(as2(), pdx());
    us.gateway().hold(PDX);
    String first = submit(AS2);
    awaitOffer(first);
    String second = ways().send(first, "ann", "no receipt").id();
    try (ServerSocket open = openReceipts()) {
      OtherWay late = awaitArrival(first);
      assertThat(open.isBound()).isTrue();
      assertThat(late.isStopped()).isTrue();
    }
    us.gateway().release(PDX);
    assertThat(us.awaitEnd(second).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(pdx.uploads()).isEmpty();
    assertThat(ways().untold(Instant.EPOCH)).isEmpty();
    UspsFile file = awaitFile(FileState.RECEIVED);
    assertThat(file.times().receivedBy()).isEqualTo("mdn");
  }

  @Test
  void an_answer_of_usps_before_the_upload_proves_the_first_message() throws Exception {
    start(as2(), pdx());
    us.gateway().hold(PDX);
    String first = submit(AS2);
    awaitOffer(first);
    String second = ways().send(first, "ann", "no receipt").id();
    us.gateway().usps().ledger().accept(EFN, "bob", "USPS says so by phone", Instant.now());

    OtherWay late = awaitArrival(first);
    assertThat(late.arrived().orElseThrow().proof()).isEqualTo(Proof.USPS);
    assertThat(us.awaitEnd(second).status()).isEqualTo(MessageStatus.CANCELLED);
    us.gateway().release(PDX);
    assertThat(us.gateway().messages().find(first).orElseThrow().status())
        .isEqualTo(MessageStatus.CANCELLED);
    assertThat(pdx.uploads()).isEmpty();
  }

  @Test
  void pieces_of_a_file_that_usps_accepted_without_a_receipt_are_known() throws Exception {
    start(as2(), pdx());
    String first = submit(AS2);
    us.await(first, message -> message.state().attempts() > 0);
    us.gateway().cancel(first);
    awaitFile(FileState.UNUSED);
    us.gateway().usps().ledger().accept(EFN, "bob", "USPS says so by phone", Instant.now());
    long file = awaitFile(FileState.ACCEPTED).id();
    await().atMost(PATIENCE).until(() -> us.gateway().usps().ledger().messages().isEntered(file));
    assertThat(us.gateway().usps().ledger().pieces().filesOf(List.of(hash(100)))).hasSize(1);
  }

  private static long hash(int serial) {
    return PieceKey.of(Samples.pic(serial)).hash();
  }

  @Test
  void a_list_of_pdx_shows_late_what_went_by_as2_instead() throws Exception {
    pdx.fail(PdxCall.UPLOAD, Fault.TAKEN_CUT, 1);
    pdx.fail(PdxCall.UPLOADED, Fault.SERVER_ERROR, 3);
    Map<String, String> sync = with(TestHome.sending(them.url()), "gw.usps", "manifests");
    start(sync, with(pdx(), "gw.fallback", AS2, "gw.fallback_after", "1s"));
    String first = submit(PDX);
    MessageRecord stuck = awaitOffer(first);
    assertThat(ways().offer(stuck).orElseThrow().first().isNothingArrived()).isFalse();
    String second = ways().send(first, "ann", "PDX does not answer").id();
    assertThat(us.awaitEnd(second).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);

    OtherWay late =
        await()
            .atMost(Duration.ofSeconds(180))
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> way(first), found -> found.arrived().isPresent());
    assertThat(late.arrived().orElseThrow().proof()).isEqualTo(Proof.PDX);
    assertThat(us.gateway().messages().find(first).orElseThrow().status())
        .isEqualTo(MessageStatus.SENT);
    assertThat(ways().untold(Instant.EPOCH)).extracting(OtherWay::message).containsExactly(second);
  }

  @Test
  void a_refused_connection_goes_another_way_by_the_setting_and_the_audit_says_so()
      throws Exception {
    Map<String, String> automatic = with(as2(), "gw.fallback_automatic", "true");
    automatic.put("as2_url", receiptsUrl()); // nobody listens
    start(automatic, pdx());
    String first = submit(AS2);
    assertThat(us.awaitEnd(first).status()).isEqualTo(MessageStatus.CANCELLED);
    OtherWay way = way(first);
    assertThat(way.isAutomatic()).isTrue();
    assertThat(us.awaitEnd(way.message()).status()).isEqualTo(MessageStatus.SENT);
    assertThat(ways().automatic(Instant.EPOCH)).containsExactly(way);
    List<AuditEntry> audit = us.gateway().identity().audit().newest(JdbcAuditLog.Filter.ALL, 10);
    assertThat(audit)
        .anySatisfy(
            entry -> {
              assertThat(entry.actor().name()).isEqualTo("gateway");
              assertThat(entry.actor().address()).isEqualTo("gw.fallback_automatic");
              assertThat(entry.action()).isEqualTo("message-fallback");
              assertThat(entry.subject()).isEqualTo(first);
            });
    assertThatThrownBy(() -> ways().send(first, "ann", "again"))
        .isInstanceOf(RefusedOperation.class);
  }

  @Test
  void an_unknown_outcome_is_only_offered_whatever_the_setting_says() throws Exception {
    start(with(as2(), "gw.fallback_automatic", "true"), pdx());
    String first = submit(AS2);
    MessageRecord stuck = awaitOffer(first);
    assertThat(stuck.status()).isEqualTo(MessageStatus.AWAITING_MDN);
    Instant end = Instant.now().plusSeconds(12); // two looks of the setting
    await().atMost(PATIENCE).until(() -> Instant.now().isAfter(end));
    assertThat(ways().about(Set.of(first))).isEmpty();
    assertThat(ways().offered(AS2)).extracting(MessageRecord::id).containsExactly(first);

    MessageRecord sent = ways().send(first, "ann", "AS2 is down");
    assertThat(us.awaitEnd(sent.id()).status()).isEqualTo(MessageStatus.SENT);
    assertThat(ways().offered(AS2)).isEmpty();
  }
}
