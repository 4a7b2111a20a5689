package org.as2gateway.transport.as2.send;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.As2Version;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.delivery.Attempts;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.Outbound;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.delivery.RetryTimes;
import org.as2gateway.delivery.folders.FileSources;
import org.as2gateway.delivery.folders.OutboxFolders;
import org.as2gateway.delivery.gate.FileRules;
import org.as2gateway.delivery.gate.JdbcInspections;
import org.as2gateway.delivery.queue.JdbcOutbox;
import org.as2gateway.delivery.queue.OutboxEntry;
import org.as2gateway.delivery.queue.QueueTime;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateRegistry;
import org.as2gateway.registry.partnerships.AccessPolicy;
import org.as2gateway.registry.partnerships.FilePolicy;
import org.as2gateway.registry.partnerships.MessagePolicy;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipRegistry;
import org.as2gateway.registry.partnerships.PdxPolicy;
import org.as2gateway.registry.partnerships.PgpPolicy;
import org.as2gateway.registry.partnerships.ProxyPolicy;
import org.as2gateway.registry.partnerships.QueuePolicy;
import org.as2gateway.registry.partnerships.ReceiptPolicy;
import org.as2gateway.registry.partnerships.SecurityPolicy;
import org.as2gateway.registry.partnerships.SftpPolicy;
import org.as2gateway.registry.partnerships.TransportPolicy;
import org.as2gateway.registry.partnerships.UspsPolicy;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.log.JdbcOtherWays;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestDatabase;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.as2.receipt.JudgeAgain;
import org.as2gateway.transport.as2.receipt.ReceiptRecorder;
import org.as2gateway.transport.proxy.Proxies;

/** The sending side on a real home and a real H2, with a partner that answers by script. */
final class SendingGateway implements AutoCloseable {
  static final String NAME = "us-them";
  static final Duration RETRY = Duration.ofMinutes(1);
  static final Duration BUDGET = Duration.ofHours(2);
  static final Duration MDN_TIMEOUT = Duration.ofMinutes(30);
  static final OwnKey US = TestPki.rsa("us");
  static final OwnKey THEM = TestPki.rsa("them");

  final FakeClock clock = new FakeClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  final HomeFolders folders;
  final PayloadStore payloads;
  final Database database;
  final JdbcMessageLog messages;
  final JdbcOutbox outbox;
  final DeliveryContext context;
  final ReceiptRecorder recorder;
  final JudgeAgain receipts;
  final As2Transport transport;
  final Outbound outbound;
  final FileSources filing;
  final List<SentRequest> requests = new ArrayList<>();
  private final Deque<Script> scripts = new ArrayDeque<>();
  private X509Certificate theirs = THEM.certificate();
  private UnaryOperator<Partnership> change = UnaryOperator.identity();
  private Registry registry;

  /** What the partner does with a request. */
  interface Script {
    HttpExchange.Answer answer(SentRequest request) throws IOException;
  }

  /** A request as it would be on the wire. */
  record SentRequest(HttpExchange.Request request, String body) {
    String header(String name) {
      return request.headers().first(name).orElse("");
    }
  }

  SendingGateway(Path home) throws IOException {
    folders = new HomeFolders(home);
    payloads = PayloadStore.open(folders, 0, 0);
    Files.createDirectories(folders.database());
    database = TestDatabase.h2(folders.database());
    messages = new JdbcMessageLog(database);
    outbox = new JdbcOutbox(database, new QueueTime(clock, clock::nanoTime));
    registry = makeRegistry();
    context =
        new DeliveryContext(
            database,
            messages,
            outbox,
            new JdbcOtherWays(database),
            new JdbcInspections(database),
            payloads,
            () -> registry,
            () -> {},
            clock);
    Attempts attempts = new Attempts(context, SendingGateway::next);
    recorder = new ReceiptRecorder(context, attempts);
    receipts = new JudgeAgain(context, recorder);
    Proxies proxies =
        new Proxies(context.folders(), GatewayConfig.Proxy.NONE, () -> registry, clock);
    transport =
        new As2Transport(
            context,
            () -> {},
            new SendMessage(context, this::send, attempts, recorder, proxies),
            new SendAsyncMdn(context, this::send, SendingGateway::next, proxies));
    outbound =
        new Outbound(context, attempts, transport, transport.receipts(), List.of(new FileRules()));
    filing = new FileSources(context);
  }

  /** What a start does before the worker runs. */
  void recover() throws IOException {
    intake(Duration.ZERO).recover();
    outbound.recover();
    filing.run();
  }

  /** The intake of files that stood unchanged for so long. */
  OutboxFolders intake(Duration settle) {
    return new OutboxFolders(context, transport, settle);
  }

  private static Optional<Instant> next(
      OutboxEntry entry, Instant now, Optional<Duration> retryAfter) {
    Instant next = now.plus(retryAfter.orElse(RETRY));
    return now.isBefore(entry.createdAt().plus(BUDGET)) ? Optional.of(next) : Optional.empty();
  }

  private HttpExchange.Answer send(HttpExchange.Request request) throws IOException {
    SentRequest sent =
        new SentRequest(
            request,
            new String(
                request.body().orElseThrow().content().open().readAllBytes(),
                StandardCharsets.ISO_8859_1));
    requests.add(sent);
    if (scripts.isEmpty()) {
      throw new HttpFailure(Reason.CONNECTION_FAILED, "connection refused", null);
    }
    return scripts.remove().answer(sent);
  }

  /** What the partner does next, in order. */
  SendingGateway script(Script... answers) {
    scripts.addAll(List.of(answers));
    return this;
  }

  /** Changes the partnership. */
  void change(UnaryOperator<Partnership> change) {
    this.change = change;
    registry = makeRegistry();
  }

  /** Registers that certificate of the partner, and no other. */
  void register(X509Certificate certificate) {
    theirs = certificate;
    registry = makeRegistry();
  }

  Registry registry() {
    return registry;
  }

  RetryTimes retryTimes() {
    return SendingGateway::next;
  }

  MessageRecord submit(String text) {
    try (var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
      return outbound
          .submit()
          .submit(
              NAME,
              Optional.empty(),
              SubmittedFiles.of(
                  new SubmittedFiles.SubmittedFile("order.txt", Optional.of("text/plain"), in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RefusedOperation e) {
      throw new AssertionError(e);
    }
  }

  /** Drops a file into the outbox folder. */
  Path drop(String name, String content) {
    try {
      Path folder = Files.createDirectories(folders.outbox(NAME));
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer with a receipt in which everything holds. */
  static HttpExchange.Answer acknowledge(SendingGateway gateway, SentRequest request) {
    MessageRecord message =
        gateway.messages.findByMessageId(new MessageId(request.header("Message-ID"))).get(0);
    return Mdns.answer(200, Mdns.positive(message));
  }

  /** Runs every delivery that is due now, once. */
  void deliverDue() {
    for (String lane : outbox.lanes()) {
      for (OutboxEntry entry : outbox.due(lane, clock.instant(), 1000)) {
        try {
          outbound.delivery().deliver(entry);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
    filing.run();
  }

  MessageRecord message(String id) {
    return messages.find(id).orElseThrow();
  }

  List<String> eventKinds(String id) {
    return messages.events(id).stream().map(e -> e.kind().text()).toList();
  }

  private Registry makeRegistry() {
    Partner us = partner("us", "us id");
    Partner them = partner("them", "them");
    Partner other = partner("other", "other");
    Partnership toThem = change.apply(partnership(NAME, us, them));
    return new Registry(
        new PartnershipRegistry(
            List.of(us, them, other), List.of(toThem, partnership("us-other", us, other))),
        new FixedCertificates(Map.of("us", US), Map.of("them", theirs)),
        List.of());
  }

  static Partner partner(String name, String as2Id) {
    return new Partner(name, Optional.of(new As2Id(as2Id)), Optional.of(name), Optional.empty());
  }

  private static Partnership partnership(String name, Partner us, Partner them) {
    return new Partnership(
        name,
        us,
        them,
        new MessagePolicy(
            Optional.empty(),
            "application/octet-stream",
            "binary",
            As2Version.V1_2,
            true,
            false,
            false,
            Headers.empty(),
            false),
        new SecurityPolicy(
            Optional.of(SignatureAlgorithm.SHA256),
            Optional.of(EncryptionAlgorithm.AES256_CBC),
            Optional.empty(),
            KeyTransport.RSA_PKCS1,
            Compression.NONE,
            Set.of(SignatureAlgorithm.SHA256),
            Set.of(EncryptionAlgorithm.AES256_CBC),
            false,
            false,
            Optional.empty(),
            true,
            true),
        receipt(Optional.empty()),
        AccessPolicy.OPEN,
        TransportKind.AS2,
        new TransportPolicy(
            Optional.of(URI.create("http://localhost:1/as2")),
            false,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            ProxyPolicy.NONE),
        SftpPolicy.NONE,
        PgpPolicy.NONE,
        PdxPolicy.NONE,
        new QueuePolicy(false, 4, false),
        FilePolicy.ANY,
        UspsPolicy.NONE,
        Optional.empty());
  }

  private static ReceiptPolicy receipt(Optional<URI> asyncUrl) {
    return new ReceiptPolicy(
        Optional.of("us"),
        Optional.of(
            "signed-receipt-protocol=required, pkcs7-signature;"
                + " signed-receipt-micalg=required, sha-256"),
        true,
        List.of("sha-256"),
        asyncUrl,
        MDN_TIMEOUT);
  }

  static Partnership asynchronous(Partnership p) {
    return with(p, receipt(Optional.of(URI.create("http://us.example/as2"))));
  }

  static Partnership withoutReceipt(Partnership p) {
    return with(
        p,
        new ReceiptPolicy(
            Optional.empty(), Optional.empty(), false, List.of(), Optional.empty(), MDN_TIMEOUT));
  }

  static Partnership with(Partnership p, ReceiptPolicy receipt) {
    return new Partnership(
        p.name(),
        p.sender(),
        p.receiver(),
        p.message(),
        p.security(),
        receipt,
        p.access(),
        p.kind(),
        p.transport(),
        p.sftp(),
        p.pgp(),
        p.pdx(),
        p.queue(),
        p.files(),
        p.usps(),
        p.profile());
  }

  static Partnership with(Partnership p, QueuePolicy queue) {
    return new Partnership(
        p.name(),
        p.sender(),
        p.receiver(),
        p.message(),
        p.security(),
        p.receipt(),
        p.access(),
        p.kind(),
        p.transport(),
        p.sftp(),
        p.pgp(),
        p.pdx(),
        queue,
        p.files(),
        p.usps(),
        p.profile());
  }

  static Partnership withUrl(Partnership p, Optional<URI> url) {
    TransportPolicy t = p.transport();
    return new Partnership(
        p.name(),
        p.sender(),
        p.receiver(),
        p.message(),
        p.security(),
        p.receipt(),
        p.access(),
        p.kind(),
        new TransportPolicy(
            url,
            t.isChunked(),
            t.connectTimeout(),
            t.readTimeout(),
            t.tlsTrust(),
            t.tlsClientAlias(),
            t.basicUser(),
            t.maxBytes(),
            t.restart(),
            t.proxy()),
        p.sftp(),
        p.pgp(),
        p.pdx(),
        p.queue(),
        p.files(),
        p.usps(),
        p.profile());
  }

  /** Plain: neither signed nor encrypted. */
  static Partnership plain(Partnership p) {
    SecurityPolicy s = p.security();
    return new Partnership(
        p.name(),
        p.sender(),
        p.receiver(),
        p.message(),
        new SecurityPolicy(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            s.keyTransport(),
            Compression.NONE,
            s.acceptSign(),
            s.acceptEncrypt(),
            true,
            true,
            Optional.empty(),
            true,
            true),
        p.receipt(),
        p.access(),
        p.kind(),
        p.transport(),
        p.sftp(),
        p.pgp(),
        p.pdx(),
        p.queue(),
        p.files(),
        p.usps(),
        p.profile());
  }

  @Override
  public void close() {
    database.close();
  }

  /** Certificates that are always in force. */
  private record FixedCertificates(Map<String, OwnKey> own, Map<String, X509Certificate> others)
      implements CertificateRegistry {
    @Override
    public boolean isOwn(String alias) {
      return own.containsKey(alias);
    }

    @Override
    public List<X509Certificate> verifying(String alias, Instant now) {
      return encrypting(alias, now).stream().toList();
    }

    @Override
    public Optional<X509Certificate> encrypting(String alias, Instant now) {
      return Optional.ofNullable(others.get(alias));
    }

    @Override
    public Optional<OwnKey> signing(String alias, Instant now) {
      return Optional.ofNullable(own.get(alias));
    }

    @Override
    public List<OwnKey> decrypting(String alias, Instant now) {
      return signing(alias, now).stream().toList();
    }

    @Override
    public boolean isKnown(String alias) {
      return own.containsKey(alias) || others.containsKey(alias);
    }

    @Override
    public List<CertificateEntry> entries() {
      return List.of();
    }

    @Override
    public List<CertificateEntry> authorities() {
      return List.of();
    }
  }
}
