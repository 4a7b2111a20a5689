package org.as2gateway.transport.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.Attempts;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.FallbackOffer;
import org.as2gateway.delivery.Outbound;
import org.as2gateway.delivery.Outcome;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.delivery.Transport;
import org.as2gateway.delivery.Transports;
import org.as2gateway.delivery.gate.JdbcInspections;
import org.as2gateway.delivery.inbox.AcceptFiles;
import org.as2gateway.delivery.inbox.ArrivingFiles;
import org.as2gateway.delivery.inbox.InboxDelivery;
import org.as2gateway.delivery.queue.JdbcOutbox;
import org.as2gateway.delivery.queue.OutboxEntry;
import org.as2gateway.delivery.queue.QueueTime;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.RegistryLoader;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.FileFacts;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.log.JdbcOtherWays;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.OtherWay;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestDatabase;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.TransportKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every transport without receipts gets from the queue, the log and the inbox. */
final class FileTransportIT {
  @TempDir private Path home;
  private final FakeClock clock = FakeClock.standing();
  private final List<MessageRecord> sent = new ArrayList<>();
  private HomeFolders folders;
  private Database database;
  private JdbcMessageLog messages;
  private JdbcOutbox outbox;
  private Attempts attempts;
  private Outbound outbound;
  private AcceptFiles accept;
  private InboxDelivery inbox;
  private Outcome next = new Outcome.Sent();
  private Registry registry;
  private Runnable beforeUpdate = () -> {};
  private Runnable beforeFind = () -> {};
  private Runnable duringAttempt = () -> {};
  private JdbcOtherWays ways;

  @BeforeEach
  void open() throws IOException {
    folders = new HomeFolders(home);
    PayloadStore payloads = PayloadStore.open(folders, 0, 0);
    Files.createDirectories(folders.database());
    database = TestDatabase.h2(folders.database());
    messages = new JdbcMessageLog(database);
    outbox = new JdbcOutbox(database, new QueueTime(clock, clock::nanoTime));
    ways = new JdbcOtherWays(database);
    registry = registry("sftp");
    DeliveryContext context =
        new DeliveryContext(
            database,
            interrupted(messages),
            outbox,
            ways,
            new JdbcInspections(database),
            payloads,
            () -> registry,
            () -> {},
            clock);
    attempts =
        new Attempts(
            context,
            (entry, now, after) ->
                entry.attempts() < 3 ? Optional.of(now.plusSeconds(60)) : Optional.empty());
    Map<TransportKind, Transport> all = new EnumMap<>(TransportKind.class);
    all.put(TransportKind.SFTP, new Scripted(TransportKind.SFTP));
    all.put(TransportKind.PDX, new Scripted(TransportKind.PDX));
    outbound =
        new Outbound(
            context, attempts, new Transports(context, attempts, all), entry -> {}, List.of());
    inbox = new InboxDelivery(database, messages, payloads, clock);
    accept = new AcceptFiles(messages, payloads, inbox, Long.MAX_VALUE, clock);
  }

  /** Something else may happen before each update. */
  private MessageLog interrupted(MessageLog log) {
    return (MessageLog)
        Proxy.newProxyInstance(
            MessageLog.class.getClassLoader(),
            new Class<?>[] {MessageLog.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("update")) {
                beforeUpdate.run();
              }
              if (method.getName().equals("find")) {
                beforeFind.run();
              }
              return method.invoke(log, arguments);
            });
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Registry registry(String transport) throws IOException {
    return registry(Map.of("gw.transport", transport));
  }

  private Registry registry(Map<String, String> outbound) throws IOException {
    return registry(outbound, Map.of("gw.transport", "sftp"));
  }

  private Registry registry(Map<String, String> outbound, Map<String, String> other)
      throws IOException {
    OwnKey key = TestPki.rsa("US");
    TestHome written = new TestHome(home).station("US", key).partner("USPS", key.certificate());
    Map<String, String> all = new HashMap<>(outbound);
    all.put("gw.fallback", "US-to-OTHER");
    written.partner("OTHER", key.certificate());
    written.partnership("US", "USPS", all);
    written.partner("THIRD", key.certificate());
    written.partnership("US", "OTHER", other);
    written.partnership("US", "THIRD", Map.of("gw.transport", "sftp"));
    written.partnership("USPS", "US", Map.of("gw.transport", "sftp", "gw.keep_filenames", "true"));
    CertificateFolder certificates = new CertificateFolder(home, Map.of(), clock);
    RegistryLoader.Outcome outcome = new RegistryLoader(home, certificates::load, clock).load();
    return ((RegistryLoader.Outcome.Loaded) outcome).registry();
  }

  /** Sends as it is told to. */
  private final class Scripted extends FileTransport {
    Scripted(TransportKind kind) {
      super(kind, clock);
    }

    @Override
    public void send(MessageRecord message) {
      if (attempts.begin(message.id(), "to a script").isPresent()) {
        sent.add(message);
        duringAttempt.run();
        attempts.conclude(
            message.id(),
            next,
            "so it was told",
            List.of(
                new Evidence(
                    message.id(),
                    EvidenceKind.TRANSFER,
                    clock.instant(),
                    Octets.of("server script\n".getBytes(US_ASCII)))));
      }
    }
  }

  private String submit() throws IOException, RefusedOperation {
    return outbound
        .submit()
        .submit(
            "US-to-USPS",
            Optional.empty(),
            SubmittedFiles.of(
                new SubmittedFiles.SubmittedFile(
                    "a.txt",
                    Optional.empty(),
                    new ByteArrayInputStream("content".getBytes(US_ASCII)))))
        .id();
  }

  private MessageRecord deliver(String id) throws InterruptedException {
    Optional<OutboxEntry> entry = outbox.find(id, OutboxEntry.Kind.MESSAGE);
    outbound.delivery().deliver(entry.orElseThrow());
    return messages.find(id).orElseThrow();
  }

  private List<EventKind> events(String id) {
    return messages.events(id).stream().map(MessageEvent::kind).toList();
  }

  @Test
  void an_upload_ends_as_sent_and_a_proof_acknowledges_it() throws Exception {
    String id = submit();
    MessageRecord after = deliver(id);
    assertThat(after.status()).isEqualTo(MessageStatus.SENT);
    assertThat(after.facts())
        .isEqualTo(new FileFacts(TransportKind.SFTP, "US", "USPS", false, false));
    assertThat(outbox.find(id, OutboxEntry.Kind.MESSAGE)).isEmpty();
    assertThat(messages.evidence(id, EvidenceKind.TRANSFER)).hasSize(1);
    assertThat(outbound.acknowledge().acknowledge(id, "accepted by USPS"))
        .map(MessageRecord::status)
        .hasValue(MessageStatus.ACKNOWLEDGED);
    assertThat(messages.find(id).orElseThrow().status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(events(id))
        .containsExactly(
            EventKind.QUEUED,
            EventKind.ATTEMPT,
            EventKind.ANSWER,
            EventKind.SENT,
            EventKind.ACKNOWLEDGED);
  }

  @Test
  void nothing_acknowledges_what_is_not_sent() throws Exception {
    String id = submit();
    assertThat(outbound.acknowledge().acknowledge(id, "too early"))
        .map(MessageRecord::status)
        .hasValue(MessageStatus.QUEUED);
    assertThat(outbound.acknowledge().acknowledge("unknown", "who")).isEmpty();
    assertThat(messages.find(id).orElseThrow().status()).isEqualTo(MessageStatus.QUEUED);
  }

  @Test
  void a_proof_ends_doubt_and_leaves_other_failures_alone() throws Exception {
    next = new Outcome.Failed(new Failure(Reason.OUTCOME_UNKNOWN, "nobody can tell"));
    String doubtful = submit();
    assertThat(deliver(doubtful).status()).isEqualTo(MessageStatus.FAILED);
    next = new Outcome.Failed(new Failure(Reason.FILE_MISSING, "it is gone"));
    String failed = submit();
    deliver(failed);
    outbound.acknowledge().acknowledge(doubtful, "accepted by USPS");
    outbound.acknowledge().acknowledge(failed, "accepted by USPS");
    MessageRecord proven = messages.find(doubtful).orElseThrow();
    assertThat(proven.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(proven.reason()).isNull();
    assertThat(events(doubtful)).endsWith(EventKind.FAILED, EventKind.ACKNOWLEDGED);
    assertThat(messages.find(failed).orElseThrow().status()).isEqualTo(MessageStatus.FAILED);
  }

  @Test
  void a_message_that_changes_meanwhile_is_acknowledged_all_the_same() throws Exception {
    String id = submit();
    deliver(id);
    beforeUpdate =
        () -> {
          beforeUpdate = () -> {};
          MessageRecord now = messages.find(id).orElseThrow();
          Instant later = now.state().updatedAt().plusSeconds(1);
          messages.update(now.withState(now.state().withUpdatedAt(later)), now);
        };
    outbound.acknowledge().acknowledge(id, "accepted by USPS");
    assertThat(messages.find(id).orElseThrow().status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(events(id)).containsOnlyOnce(EventKind.ACKNOWLEDGED);
  }

  @Test
  void a_failed_attempt_comes_again_until_the_budget_is_used_up() throws Exception {
    next =
        new Outcome.Retry(
            new Failure(Reason.CONNECTION_LOST, "the connection was lost"), Optional.empty());
    String id = submit();
    assertThat(deliver(id).status()).isEqualTo(MessageStatus.QUEUED);
    assertThat(deliver(id).status()).isEqualTo(MessageStatus.QUEUED);
    MessageRecord last = deliver(id);
    assertThat(last.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(last.error()).isEqualTo("failed after 3 attempts: the connection was lost");
    assertThat(events(id)).endsWith(EventKind.ANSWER, EventKind.FAILED);
  }

  @Test
  void what_was_sent_is_sent_again_only_as_a_new_message() throws Exception {
    String id = submit();
    deliver(id);
    MessageRecord again = outbound.resend().resend(id);
    assertThat(again.id()).isNotEqualTo(id);
    assertThat(deliver(again.id()).status()).isEqualTo(MessageStatus.SENT);
    assertThat(sent).hasSize(2);
  }

  @Test
  void a_message_stays_with_its_transport_when_the_partnership_changes_its_own() throws Exception {
    String id = submit();
    registry = registry("pdx");
    MessageRecord waiting = deliver(id);
    assertThat(sent).isEmpty();
    assertThat(waiting.status()).isEqualTo(MessageStatus.QUEUED);
    assertThat(waiting.error())
        .isEqualTo(
            "the message was made for sftp, and partnership 'US-to-USPS' uses pdx now: change"
                + " gw.transport back, or cancel the message and send the file again");
    registry = registry("sftp");
    assertThat(deliver(id).status()).isEqualTo(MessageStatus.SENT);
  }

  @Test
  void a_partnership_that_lacks_settings_takes_nothing() throws IOException {
    registry = registry("pdx");
    assertThatThrownBy(this::submit)
        .isInstanceOf(RefusedOperation.class)
        .hasMessageContaining("gw.pdx_environment of partnership 'US-to-USPS': PROD, TEM, or CAT")
        .hasMessageContaining("gw.pdx_login");
  }

  @Test
  void a_message_that_does_not_get_through_goes_another_way_if_somebody_says_so() throws Exception {
    next =
        new Outcome.Retry(
            new Failure(Reason.CONNECTION_FAILED, "connection refused"), Optional.empty());
    String id = submit();
    assertThat(deliver(id).status()).isEqualTo(MessageStatus.QUEUED);
    MessageRecord stuck = messages.find(id).orElseThrow();
    assertThat(outbound.fallback().offer(stuck)).isEmpty();
    clock.advance(Duration.ofMinutes(61));
    assertThat(outbound.fallback().offer(stuck).map(FallbackOffer::partnership))
        .contains("US-to-OTHER");

    MessageRecord instead = outbound.fallback().send(id, "ann", "the server is down");
    assertThat(instead.partnership()).isEqualTo("US-to-OTHER");
    MessageRecord ended = messages.find(id).orElseThrow();
    assertThat(ended.status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(ended.error())
        .isEqualTo(
            "sent on 'US-to-OTHER' instead as " + instead.id() + ", by ann: the server is down");
    assertThat(outbox.find(id, OutboxEntry.Kind.MESSAGE)).isEmpty();
    next = new Outcome.Sent();
    assertThat(deliver(instead.id()).status()).isEqualTo(MessageStatus.SENT);
    assertThat(messages.handled().originals(Set.of(instead.id()))).containsEntry(instead.id(), id);
    assertThatThrownBy(() -> outbound.fallback().send(id, "ann", "again"))
        .isInstanceOf(RefusedOperation.class)
        .hasMessageContaining("cannot go another way");
    assertThatThrownBy(() -> outbound.fallback().send(instead.id(), "ann", "again"))
        .isInstanceOf(RefusedOperation.class)
        .hasMessageContaining("names no alternative: set gw.fallback");
  }

  private static Outcome retry(Reason reason) {
    return new Outcome.Retry(new Failure(reason, "so it was told"), Optional.empty());
  }

  private static Outcome failed(Reason reason) {
    return new Outcome.Failed(new Failure(reason, "so it was told"));
  }

  private String stuck(Reason reason) throws Exception {
    next = retry(reason);
    String id = submit();
    deliver(id);
    clock.advance(Duration.ofMinutes(61));
    return id;
  }

  private String instead(String id) throws Exception {
    return outbound.fallback().send(id, "ann", "it does not get through").id();
  }

  private MessageStatus status(String id) {
    return messages.find(id).orElseThrow().status();
  }

  private List<String> untold() {
    return ways.untold(Instant.EPOCH).stream().map(OtherWay::message).toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"PROXY_UNREACHABLE", "PROXY_REFUSED", "PROXY_SIGN_IN_REFUSED"})
  void a_proxy_that_does_not_connect_us_leaves_no_doubt(Reason reason) throws Exception {
    MessageRecord certain = messages.find(stuck(reason)).orElseThrow();
    assertThat(outbound.fallback().offer(certain).orElseThrow().first().isNothingArrived())
        .isTrue();
  }

  @Test
  void tls_that_failed_for_no_known_reason_leaves_a_doubt() throws Exception {
    MessageRecord doubtful = messages.find(stuck(Reason.TLS_FAILED)).orElseThrow();
    MessageRecord certain = messages.find(stuck(Reason.TLS_CERTIFICATE_NOT_TRUSTED)).orElseThrow();
    assertThat(outbound.fallback().offer(doubtful).orElseThrow().first().isNothingArrived())
        .isFalse();
    assertThat(outbound.fallback().offer(certain).orElseThrow().first().isNothingArrived())
        .isTrue();
  }

  @Test
  void each_message_that_can_go_another_way_is_found_however_many_there_are() throws Exception {
    next = retry(Reason.CONNECTION_LOST);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      ids.add(submit());
      deliver(ids.get(i));
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(outbound.fallback().total("US-to-USPS")).isEmpty();
    next = failed(Reason.CONNECTION_LOST);
    deliver(ids.get(100));
    clock.advance(Duration.ofMinutes(61));
    List<String> found = new ArrayList<>();
    outbound.fallback().eachOffered("US-to-USPS", message -> found.add(message.id()));
    assertThat(found).isEqualTo(ids);
    assertThat(outbound.fallback().total("US-to-USPS"))
        .contains(new JdbcOtherWays.StuckTotal(101, ids.get(0), ids.get(100)));
    assertThat(outbound.fallback().total("US-to-OTHER")).isEmpty();
  }

  @Test
  void an_attempt_that_comes_between_leaves_the_decision_to_a_person() throws Exception {
    registry = registry(Map.of("gw.transport", "sftp", "gw.fallback_automatic", "true"));
    String id = stuck(Reason.CONNECTION_FAILED);
    MessageRecord before = messages.find(id).orElseThrow();
    next = retry(Reason.CONNECTION_LOST);
    beforeFind =
        () -> {
          beforeFind = () -> {};
          assertThatCode(() -> deliver(id)).doesNotThrowAnyException();
        };
    assertThatThrownBy(() -> outbound.fallback().sendAutomatically(before, "setting"))
        .isInstanceOf(RefusedOperation.class)
        .hasMessageContaining("may have arrived: a person decides");
    assertThat(status(id)).isEqualTo(MessageStatus.QUEUED);
  }

  @Test
  void a_message_that_is_on_its_way_as_another_is_not_resent() throws Exception {
    String first = stuck(Reason.CONNECTION_LOST);
    String second = instead(first);
    assertThatThrownBy(() -> outbound.resend().resend(first))
        .isInstanceOf(RefusedOperation.class)
        .hasMessageContaining("is sent another way as '" + second + "', which is queued");
    next = failed(Reason.CONNECTION_LOST);
    assertThat(deliver(second).status()).isEqualTo(MessageStatus.FAILED);
    assertThat(outbound.resend().resend(first).id()).isEqualTo(first);
  }

  @Test
  void what_is_sent_in_place_of_a_replacement_is_stopped_too() throws Exception {
    registry =
        registry(
            Map.of("gw.transport", "sftp"),
            Map.of("gw.transport", "sftp", "gw.fallback", "US-to-THIRD"));
    String first = stuck(Reason.CONNECTION_LOST);
    String second = instead(first);
    deliver(second);
    clock.advance(Duration.ofMinutes(61));
    String third = instead(second);
    assertThatThrownBy(() -> outbound.resend().resend(first))
        .hasMessageContaining("is sent another way as '" + third + "'");
    outbound.lateArrivals().proven(first, "USPS has accepted it");
    assertThat(status(third)).isEqualTo(MessageStatus.CANCELLED);
    assertThat(ways.find(third).orElseThrow().isStopped()).isTrue();
    assertThat(untold()).containsExactly(second);
  }

  @Test
  void each_message_that_was_sent_in_place_of_one_is_settled() throws Exception {
    String first = stuck(Reason.CONNECTION_LOST);
    String second = instead(first);
    next = failed(Reason.CONNECTION_LOST);
    deliver(second);
    outbound.resend().resend(first);
    deliver(first);
    String third = instead(first);
    next = new Outcome.Sent();
    deliver(third);
    outbound.lateArrivals().proven(first, "USPS has accepted it");
    assertThat(untold()).containsExactlyInAnyOrder(second, third);
    assertThat(ways.unsettled(first)).isEmpty();
  }

  @Test
  void one_that_fails_before_it_goes_out_did_not_come_twice() throws Exception {
    for (Reason reason : List.of(Reason.CONNECTION_FAILED, Reason.CONNECTION_LOST)) {
      String first = stuck(Reason.CONNECTION_LOST);
      String second = instead(first);
      next = failed(reason);
      duringAttempt = () -> outbound.lateArrivals().proven(first, "USPS has accepted it");
      assertThat(deliver(second).status()).isEqualTo(MessageStatus.FAILED);
      duringAttempt = () -> {};
      assertThat(untold()).contains(second);
      assertThat(ways.needless(10)).extracting(OtherWay::message).containsExactly(second);
      outbound.lateArrivals().run();
      assertThat(untold().contains(second)).isEqualTo(reason == Reason.CONNECTION_LOST);
      assertThat(ways.needless(10)).as("settled once").isEmpty();
    }
  }

  @Test
  void only_sftp_claims_openpgp() throws IOException {
    Map<String, String> pgp = Map.of("gw.pgp_sign", "US", "gw.pgp_encrypt", "USPS");
    for (TransportKind kind : List.of(TransportKind.SFTP, TransportKind.PDX)) {
      Map<String, String> attributes = new HashMap<>(pgp);
      attributes.put("gw.transport", kind.text());
      var partnership = registry(attributes).partnerships().partnership("US-to-USPS").orElseThrow();
      MessageRecord message =
          new Scripted(kind).create("20260101-000000-000", partnership, null, List.of(), null);
      boolean hasPgp = kind == TransportKind.SFTP;
      assertThat(message.facts()).isEqualTo(new FileFacts(kind, "US", "USPS", hasPgp, hasPgp));
    }
  }

  private ArrivingFiles.Result arrive(boolean isNew) throws IOException {
    var partnership = registry.partnerships().partnership("USPS-to-US").orElseThrow();
    try (ArrivingFiles arriving = accept.begin(partnership)) {
      try (OutputStream out = arriving.open("scans.txt", Optional.empty())) {
        out.write("scanned".getBytes(US_ASCII));
      }
      assertThat(arriving.bytes(0)).isEqualTo(7);
      return arriving.accept(
          new ArrivingFiles.Provenance(
              new FileFacts(TransportKind.SFTP, "USPS", "US", false, false),
              "by a script",
              List.of()),
          () -> isNew);
    }
  }

  @Test
  void a_file_that_arrives_is_one_message_in_the_inbox() throws Exception {
    ArrivingFiles.Result result = arrive(true);
    String id = ((ArrivingFiles.Result.Accepted) result).message().id();
    MessageRecord message = messages.find(id).orElseThrow();
    assertThat(message.status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(folders.inbox("USPS").resolve("scans.txt")).hasContent("scanned");
    assertThat(message.payloads().get(0).sha256())
        .isEqualTo("46b1a23984dd3da94257d860fa664348eb038091e7c49daf92c222cea7c56386");
    assertThat(events(id))
        .containsExactly(EventKind.RECEIVED, EventKind.ACCEPTED, EventKind.DELIVERED);
    assertThat(messages.evidence(id, EvidenceKind.CONTENT)).hasSize(1);
  }

  @Test
  void a_file_that_is_known_leaves_nothing_behind() throws Exception {
    assertThat(arrive(false)).isInstanceOf(ArrivingFiles.Result.Known.class);
    inbox.deliverLeftBehind();
    assertThat(folders.stage()).isEmptyDirectory();
    assertThat(folders.payloads()).isEmptyDirectory();
    assertThat(folders.inbox("USPS").resolve("scans.txt")).doesNotExist();
  }

  @Test
  void a_name_that_is_taken_is_refused_where_names_are_kept() throws Exception {
    arrive(true);
    assertThat(arrive(true))
        .isEqualTo(
            new ArrivingFiles.Result.NameRefused(
                "a file named 'scans.txt' is in the inbox, and gw.keep_filenames is set"));
    assertThat(folders.stage()).isEmptyDirectory();
  }
}
