package org.as2gateway.transport.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.pgp.PgpCipher;
import org.as2gateway.pgp.PgpFailure.Reason;
import org.as2gateway.pgp.PgpLimits;
import org.as2gateway.pgp.PgpNewKey;
import org.as2gateway.pgp.PgpOutcome;
import org.as2gateway.registry.Problem;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.RegistryLoader;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.CertificateLoader;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.FileFacts;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.store.payload.Content;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.StageFile;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.TransportKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two homes that exchange files with OpenPGP around them. */
class PgpFilesTest {
  private static final String ID = "01J0000000000000000000000A";
  private static final byte[] PAYLOAD = "H1|020\r\n".repeat(100).getBytes(StandardCharsets.UTF_8);
  private static final String OUT =
      """
      <attribute name="gw.transport" value="sftp"/>
      <attribute name="gw.pgp_encrypt" value="acme"/>
      <attribute name="gw.pgp_sign" value="us"/>
      """;
  private static final String IN =
      """
      <attribute name="gw.transport" value="sftp"/>
      <attribute name="gw.pgp_sign" value="us"/>
      <attribute name="gw.pgp_require" value="encrypted, signed"/>
      """;

  private final FakeClock clock = FakeClock.standing();
  @TempDir Path ourHome;
  @TempDir Path theirHome;
  private PayloadStore store;

  @BeforeEach
  void setUp() throws Exception {
    for (Path home : List.of(ourHome, theirHome)) {
      KeyFiles.writeOwn(home, home == ourHome ? "us" : "acme", TestPki.rsa("own"));
    }
    newKey(ourHome, "us");
    newKey(theirHome, "acme");
    handOver(ourHome, "us", theirHome);
    handOver(theirHome, "acme", ourHome);
    clock.advance(Duration.ofMinutes(1));
    store = PayloadStore.open(new HomeFolders(ourHome), 0, 0);
  }

  private CertificateFolder folder(Path home) {
    return new CertificateFolder(home, password(), clock);
  }

  private static Map<String, String> password() {
    return Map.of("AS2_KEYSTORE_PASSWORD", KeyFiles.PASSWORD);
  }

  private void newKey(Path home, String alias) throws Exception {
    folder(home)
        .pgp()
        .newKey(
            alias,
            new PgpNewKey(alias, PgpNewKey.Kind.CURVE_25519, Duration.ofDays(100)),
            Optional.empty());
  }

  private void handOver(Path from, String alias, Path to) throws Exception {
    byte[] text = folder(from).pgp().exportArmor(alias).getBytes(StandardCharsets.US_ASCII);
    assertThat(folder(to).importContent(alias, "key", text, ImportOptions.NONE).refusals())
        .isEmpty();
  }

  private Registry registry(Path home, String attributes) throws IOException {
    Files.writeString(
        home.resolve("partnerships.xml"),
        """
        <partnerships>
          <partner name="us" as2_id="US" x509_alias="us"/>
          <partner name="acme" as2_id="ACME" x509_alias="acme"/>
          <partnership name="p"><sender name="us"/><receiver name="acme"/>%s</partnership>
        </partnerships>
        """
            .formatted(attributes));
    CertificateLoader certificates = new CertificateLoader(home, password(), key -> key);
    RegistryLoader.Outcome outcome = new RegistryLoader(home, certificates::load, clock).load();
    assertThat(outcome).isInstanceOf(RegistryLoader.Outcome.Loaded.class);
    return ((RegistryLoader.Outcome.Loaded) outcome).registry();
  }

  private PgpFiles files(Registry registry) {
    return new PgpFiles(store, () -> registry, new PgpLimits(1 << 20, 100), clock);
  }

  private static Partnership partnership(Registry registry) {
    return registry.partnerships().partnership("p").orElseThrow();
  }

  private MessageRecord message() throws IOException {
    StageFile stage = store.stage(ID, 0);
    stage.output().write(PAYLOAD);
    store.keep(List.of(stage));
    store.unstage(stage);
    return new MessageRecord(
        ID,
        Direction.OUT,
        "p",
        List.of(new PayloadRecord("a.ssf", "text/plain", PAYLOAD.length, "", null)),
        TransferState.queued(clock.instant(), null),
        new FileFacts(TransportKind.SFTP, "us", "acme", true, true));
  }

  private static byte[] bytes(Content content) throws IOException {
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    }
  }

  private PgpOutcome opened(String attributes, byte[] came, OutputStream sink) throws IOException {
    Registry registry = registry(theirHome, attributes);
    return files(registry).open(partnership(registry), Content.of(came), sink);
  }

  @Test
  void what_one_home_makes_the_other_opens_and_it_is_made_once() throws Exception {
    Registry ours = registry(ourHome, OUT);
    assertThat(ours.missingToSend(partnership(ours), clock.instant())).isEmpty();
    MessageRecord message = message();
    byte[] sent = bytes(files(ours).toSend(message, 0, partnership(ours)));
    assertThat(new String(sent, StandardCharsets.ISO_8859_1)).doesNotContain("H1|020");
    folder(ourHome)
        .pgp()
        .retire(
            "us", folder(ourHome).pgp().load().entries("us").get(0).fingerprint(), clock.instant());
    Registry later = registry(ourHome, OUT);
    assertThat(bytes(files(later).toSend(message, 0, partnership(later)))).isEqualTo(sent);
    assertThat(store.wire(ID)).isEmpty();

    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    PgpOutcome outcome = opened(IN, sent, sink);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            PgpOutcome.Opened.class,
            opened -> {
              assertThat(opened.cipher()).contains(PgpCipher.AES256);
              assertThat(opened.signer()).isPresent();
            });
    assertThat(sink.toByteArray()).isEqualTo(PAYLOAD);
  }

  @Test
  void a_plain_file_passes_only_where_nothing_is_required() throws Exception {
    assertThat(opened(IN, PAYLOAD, OutputStream.nullOutputStream()))
        .isInstanceOfSatisfying(
            PgpOutcome.Refused.class,
            refused -> assertThat(refused.failure().reason()).isEqualTo(Reason.NOT_OPENPGP));
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    String lenient = IN.replace("encrypted, signed", "");
    assertThat(opened(lenient, PAYLOAD, sink)).isInstanceOf(PgpOutcome.Opened.class);
    assertThat(sink.toByteArray()).isEqualTo(PAYLOAD);
  }

  @Test
  void without_settings_the_payload_goes_as_it_is() throws Exception {
    Registry ours = registry(ourHome, "<attribute name=\"gw.transport\" value=\"sftp\"/>");
    assertThat(bytes(files(ours).toSend(message(), 0, partnership(ours)))).isEqualTo(PAYLOAD);
    assertThat(store.wire(ID + "-0")).isEmpty();
  }

  @Test
  void missing_and_expired_keys_are_named_before_and_when_they_are_needed() throws Exception {
    Registry ours =
        registry(ourHome, OUT.replace("\"acme\"", "\"nobody\"").replace("\"us\"", "\"acme\""));
    List<String> missing = ours.missingToSend(partnership(ours), clock.instant());
    assertThat(missing)
        .anySatisfy(
            text ->
                assertThat(text)
                    .startsWith("gw.pgp_encrypt of partnership 'p'")
                    .contains("./as2 cert import nobody FILE"))
        .anySatisfy(text -> assertThat(text).contains("gw.pgp_sign").contains("no secret part"));
    assertThatThrownBy(() -> files(ours).toSend(message(), 0, partnership(ours)))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("certs/nobody/");
    Registry theirs = registry(theirHome, IN);
    assertThat(theirs.missingToReceive(partnership(theirs), clock.instant())).isEmpty();
    clock.advance(Duration.ofDays(200));
    Registry later = registry(theirHome, IN);
    assertThat(later.missingToReceive(partnership(later), clock.instant()))
        .anySatisfy(text -> assertThat(text).contains("to verify with").contains("expired at"));
    assertThat(later.problems())
        .extracting(Problem::text)
        .anySatisfy(text -> assertThat(text).contains("OpenPGP key expired on"));
  }

  @Test
  void weak_ciphers_are_warned_of_and_names_say_what_a_file_is() throws Exception {
    Registry ours =
        registry(
            ourHome,
            OUT
                + "<attribute name=\"gw.pgp_cipher\" value=\"3des\"/>"
                + "<attribute name=\"gw.pgp_armor\" value=\"true\"/>");
    assertThat(ours.problems())
        .extracting(Problem::text)
        .anySatisfy(text -> assertThat(text).contains("3DES").contains("gw.pgp_cipher"));
    assertThat(PgpFiles.nameReceived(partnership(ours), "b.ssf.PGP")).isEqualTo("b.ssf");
    MessageRecord message = message();
    byte[] sent = bytes(files(ours).toSend(message, 0, partnership(ours)));
    Registry changed = registry(ourHome, OUT);
    assertThat(files(changed).outgoing(message, 0, partnership(changed)).name())
        .as("by what was made, not by what is set now")
        .isEqualTo("a.ssf.asc");
    assertThat(new String(sent, StandardCharsets.US_ASCII)).startsWith("-----BEGIN PGP MESSAGE");
    assertThat(opened(IN, sent, OutputStream.nullOutputStream()))
        .isInstanceOfSatisfying(
            PgpOutcome.Opened.class,
            opened -> assertThat(opened.warnings().get(0)).contains("3DES"));
  }

  @Test
  void many_at_once_get_one_and_the_same_file() throws Exception {
    Registry ours = registry(ourHome, OUT);
    PgpFiles files = files(ours);
    MessageRecord message = message();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Set<Octets> made = new HashSet<>();
      Callable<Octets> work = () -> Octets.of(bytes(files.toSend(message, 0, partnership(ours))));
      for (Future<Octets> result : threads.invokeAll(Collections.nCopies(8, work))) {
        made.add(result.get());
      }
      assertThat(made).hasSize(1);
    } finally {
      threads.shutdown();
    }
  }
}
