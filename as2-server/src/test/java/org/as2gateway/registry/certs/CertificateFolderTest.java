package org.as2gateway.registry.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFolderTest {

  private final Instant now = Instant.now();

  @TempDir Path home;
  @TempDir Path scratch;
  private CertificateFolder folder;
  private OpenSslFiles openSsl;

  @BeforeEach
  void setUp() {
    folder = new CertificateFolder(home, Map.of(), Clock.systemUTC());
    openSsl = new OpenSslFiles(scratch);
  }

  private Path pem(String name, X509Certificate certificate) throws IOException {
    return KeyFiles.writePem(scratch.resolve(name), certificate);
  }

  private CertificateEntry taken(String alias, Path file) throws Exception {
    ImportReport report = folder.importFiles(alias, List.of(file), ImportOptions.NONE);
    assertThat(report.refusals()).isEmpty();
    return report.added().get(0);
  }

  private String refusal(String alias, Path file) throws Exception {
    ImportReport report = folder.importFiles(alias, List.of(file), ImportOptions.NONE);
    assertThat(report.added()).isEmpty();
    assertThat(report.refusals()).hasSize(1);
    assertThat(report.refusals().get(0)).startsWith("'" + file + "': ");
    return report.refusals().get(0);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private List<Path> files(String alias) throws IOException {
    try (var files = Files.list(home.resolve("certs").resolve(alias))) {
      return files.sorted().toList();
    }
  }

  @Test
  void makes_an_rsa_3072_key_with_password_and_certificate_that_openssl_reads() throws Exception {
    CertificateEntry entry = folder.newKey("us", NewKey.of("Müller, Söhne & Co"));

    Path p12 = files("us").get(0);
    String password = Files.readString(KeyStorePassword.file(home)).strip();
    String key =
        openSsl.run(
            List.of(
                "pkcs12", "-in", p12.toString(), "-nodes", "-passin", "pass:" + password, "-info"));
    String text =
        openSsl.run(
            List.of(
                "x509",
                "-in",
                files("us").get(1).toString(),
                "-noout",
                "-text",
                "-nameopt",
                "utf8"));
    assertThat(key).contains("BEGIN PRIVATE KEY", "BEGIN CERTIFICATE");
    assertThat(text)
        .contains("(3072 bit)", "Digital Signature, Key Encipherment", "CA:FALSE", "Version: 3")
        .contains("sha256WithRSAEncryption");
    assertThat(entry.isOwn()).isTrue();
    assertThat(entry.certificate().getNotAfter().toInstant())
        .isBetween(now.plus(Duration.ofDays(730)), now.plus(Duration.ofDays(1096)));
    assertThat(mode(p12)).isEqualTo("rw-------");
    assertThat(mode(KeyStorePassword.file(home))).isEqualTo("rw-------");
    assertThat(mode(KeyStorePassword.file(home).getParent())).isEqualTo("rwx------");
    assertThat(files("us")).hasSize(2).allMatch(file -> file.toString().contains("ller-s-hne"));
    assertThat(folder.load().problems()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void makes_keys_of_every_kind(KeyKind kind) throws Exception {
    CertificateEntry entry = folder.newKey("us", NewKey.of("us").withKind(kind));

    var key = entry.certificate().getPublicKey();
    int bits =
        key instanceof RSAKey rsa
            ? rsa.getModulus().bitLength()
            : ((ECKey) key).getParams().getCurve().getField().getFieldSize();
    assertThat(kind.text()).endsWith(Integer.toString(bits));
    assertThat(KeyKind.parse(kind.text().toUpperCase(Locale.ROOT))).contains(kind);
    assertThat(entry.certificate().getKeyUsage()[kind.isRsa() ? 2 : 4]).isTrue();
    entry.certificate().verify(key);
    assertThat(folder.load().registry().signing("us", now)).isPresent();
  }

  @Test
  void a_second_key_waits_for_the_first_or_for_its_date() throws Exception {
    CertificateEntry first = folder.newKey("us", NewKey.of("us").withKind(KeyKind.EC_P256));
    folder.newKey("us", NewKey.of("us").withKind(KeyKind.EC_P256));
    CertificateEntry dated =
        folder.newKey(
            "us", NewKey.of("us").withKind(KeyKind.EC_P256).withActiveFrom(now.plusSeconds(3600)));

    CertificateRegistry registry = folder.load().registry();
    assertThat(registry.signing("us", now).map(OwnKey::certificate)).contains(first.certificate());
    assertThat(registry.signing("us", now.plusSeconds(7200)).map(OwnKey::certificate))
        .contains(dated.certificate());
    assertThat(registry.decrypting("us", now)).hasSize(3);
    assertThat(folder.load().problems()).isEmpty();
  }

  @Test
  void a_variable_keeps_the_password_out_of_the_home() throws Exception {
    folder =
        new CertificateFolder(
            home, Map.of(KeyStorePassword.VARIABLE, KeyFiles.PASSWORD), Clock.systemUTC());

    folder.newKey("us", NewKey.of("us").withKind(KeyKind.EC_P256));

    assertThat(KeyStorePassword.file(home)).doesNotExist();
    assertThat(folder.load().registry().signing("us", now)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "../us", "a/b", "a\\b", ".us", "-us", "us.", "us ", "tls", "TLS", "ü"
      })
  void refuses_aliases_that_are_no_safe_folder_names(String alias) {
    assertThatThrownBy(() -> folder.newKey(alias, NewKey.of("us")))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("alias '");
    assertThatThrownBy(() -> folder.importFiles(alias, List.of(), ImportOptions.NONE))
        .isInstanceOf(CertsException.class);
    assertThat(home.resolve("certs")).doesNotExist();
  }

  @Test
  void refuses_keys_that_make_no_sense() throws Exception {
    assertThatThrownBy(() -> folder.newKey("us", NewKey.of(" ")))
        .hasMessageContaining("expected 1 to 64 printable characters");
    assertThatThrownBy(() -> folder.newKey("us", NewKey.of("us").withValidity(Duration.ZERO)))
        .hasMessageContaining("expected 1 day to 20 years");
    taken("them", pem("them.pem", TestPki.rsa("them").certificate()));
    assertThatThrownBy(() -> folder.newKey("them", NewKey.of("us")))
        .hasMessageContaining("contains a partner's certificates");
  }

  @Test
  void imports_pem_der_and_p7b_with_use_and_date() throws Exception {
    Path pem = pem("one.pem", TestPki.rsa("one").certificate());
    Path der = openSsl.der(pem("two.pem", TestPki.ec("two").certificate()), "two.der");
    Path p7b =
        openSsl.p7b(
            "three.p7b",
            "DER",
            pem("three.pem", TestPki.issuedBy(TestPki.ca("ca"), "three").certificate()),
            pem("ca.pem", TestPki.ca("ca").certificate()));

    ImportReport report =
        folder.importFiles(
            "them",
            List.of(pem, der, p7b),
            new ImportOptions(
                Optional.of(Set.of(CertificateUse.ENCRYPT)), Optional.of(now), Optional.empty()));

    assertThat(report.refusals()).isEmpty();
    assertThat(report.notes())
        .singleElement()
        .asString()
        .contains("'CN=ca' is a CA certificate: it is kept to show the chain");
    assertThat(report.kept()).singleElement().matches(entry -> entry.uses().isEmpty());
    assertThat(report.added())
        .hasSize(3)
        .allMatch(entry -> entry.uses().equals(Set.of(CertificateUse.ENCRYPT)))
        .allMatch(entry -> entry.activeFrom().equals(Optional.of(now)))
        .allMatch(entry -> !entry.isOwn());
    assertThat(files("them")).hasSize(4).allMatch(file -> file.toString().endsWith(".pem"));
  }

  @Test
  void explains_refusals_and_takes_the_rest() throws Exception {
    Path good = pem("good.pem", TestPki.rsa("good").certificate());
    Path gone = scratch.resolve("gone.pem");

    ImportReport report = folder.importFiles("them", List.of(gone, good), ImportOptions.NONE);

    assertThat(report.added()).hasSize(1);
    assertThat(report.refusals()).singleElement().asString().contains("it cannot be read");
    ImportReport again = folder.importFiles("them", List.of(good), ImportOptions.NONE);
    assertThat(again.isEmpty()).isTrue();
    assertThat(again.refusals()).isEmpty();
    assertThat(again.known())
        .singleElement()
        .asString()
        .contains("it is already registered, fingerprint ");
    assertThat(refusal("them", pem("weak.pem", TestPki.weakRsa("weak").certificate())))
        .contains("its RSA key has 1024 bits and is too weak");
    assertThat(refusal("them", pem("old.pem", TestPki.expired("old").certificate())))
        .contains("it expired at ");
    assertThat(refusal("them", KeyFiles.writeKeyPem(scratch.resolve("k.pem"), TestPki.rsa("k"))))
        .contains("it contains a private key, expected a certificate");
    assertThat(refusal("them", Files.writeString(scratch.resolve("x.pem"), "hello")))
        .contains("not a certificate");
    assertThat(refusal("them", KeyFiles.writeP12(TestPki.rsa("us"), scratch.resolve("us.p12"))))
        .contains("contains a partner's certificates");
    assertThat(files("them")).hasSize(1);
  }

  @Test
  void notes_certificates_that_are_not_valid_yet() throws Exception {
    ImportReport report =
        folder.importFiles(
            "them",
            List.of(pem("next.pem", TestPki.notYetValid("next").certificate())),
            ImportOptions.NONE);

    assertThat(report.added()).hasSize(1);
    assertThat(report.notes()).singleElement().asString().contains("is not valid before ");
  }

  @Test
  void imports_an_own_key_with_the_password_it_came_with() throws Exception {
    openSsl.selfSigned("us", "-newkey rsa:2048");
    Path p12 = openSsl.p12("us");
    assertThat(refusal("us", p12)).contains("wrong password; set the password of the file");

    ImportReport report =
        folder.importFiles(
            "us",
            List.of(p12),
            new ImportOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.of(KeyStorePassword.of(KeyFiles.PASSWORD))));

    assertThat(report.refusals()).isEmpty();
    assertThat(report.added()).singleElement().extracting(CertificateEntry::isOwn).isEqualTo(true);
    assertThat(folder.load().problems()).isEmpty();
    assertThat(folder.load().registry().signing("us", Instant.now())).isPresent();
    assertThat(refusal("us", pem("them.pem", TestPki.rsa("them").certificate())))
        .contains("alias 'us' is one of our AS2 identities");
  }

  @Test
  void refuses_java_key_stores_and_says_how_to_convert_them() throws Exception {
    Path jks = scratch.resolve("us.jks");
    var store = KeyStore.getInstance("JKS");
    store.load(null, null);
    try (var out = Files.newOutputStream(jks)) {
      store.store(out, KeyFiles.PASSWORD.toCharArray());
    }

    assertThat(refusal("us", jks)).contains("keytool -importkeystore");
  }

  @Test
  void exports_what_serves_now_or_will() throws Exception {
    CertificateEntry first = folder.newKey("us", NewKey.of("us").withKind(KeyKind.EC_P256));
    CertificateEntry second =
        folder.newKey(
            "us", NewKey.of("us").withKind(KeyKind.EC_P256).withActiveFrom(now.plusSeconds(60)));

    assertThat(folder.exportDer("us")).isEqualTo(first.certificate().getEncoded());
    assertThat(folder.exportPem("us"))
        .doesNotContain("active-from")
        .contains(KeyFiles.pem(first.certificate()), KeyFiles.pem(second.certificate()));
    folder.retire("us", first.fingerprint(), now.minusSeconds(1));
    assertThat(folder.exportPem("us")).isEqualTo(KeyFiles.pem(second.certificate()));
    assertThatThrownBy(() -> folder.exportDer("us")).hasMessageContaining("export it as PEM");
    assertThatThrownBy(() -> folder.exportPem("nobody"))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("alias 'nobody' has no valid certificate");
  }

  @Test
  void activates_and_retires_by_editing_the_lines_and_nothing_else() throws Exception {
    X509Certificate one = TestPki.rsa("one").certificate();
    X509Certificate two = TestPki.rsa("two").certificate();
    Path file = home.resolve("certs/them/all.pem");
    Files.createDirectories(file.getParent());
    String note = "von Jürgen, 3. Mai\n";
    Files.write(
        file,
        (note + "active-from: 2020-01-01\n" + KeyFiles.pem(one) + "kept\n" + KeyFiles.pem(two))
            .getBytes(StandardCharsets.ISO_8859_1));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Instant from = Instant.parse("2027-01-01T00:00:00Z");

    CertificateEntry active = folder.activate("them", Fingerprint.of(one).substring(0, 8), from);
    CertificateEntry retired = folder.retire("them", colons(Fingerprint.of(two)), from);

    assertThat(active.activeFrom()).contains(from);
    assertThat(retired.retired()).contains(from);
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .isEqualTo(
            note
                + "active-from: 2027-01-01T00:00:00Z\n"
                + KeyFiles.pem(one)
                + "kept\nretired: 2027-01-01T00:00:00Z\n"
                + KeyFiles.pem(two));
    assertThat(mode(file)).isEqualTo("rw-r-----");
    assertThat(files("them")).containsExactly(file);
  }

  private static String colons(String hex) {
    return hex.toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
  }

  @Test
  void writes_a_pem_beside_what_cannot_carry_lines() throws Exception {
    OwnKey key = TestPki.rsa("us");
    KeyFiles.writeOwn(home, "us", key);
    Path der = scratch.resolve("them.cer");
    Files.write(der, TestPki.ec("them").certificate().getEncoded());
    openSsl.copy(der, home.resolve("certs/them/them.cer"));

    CertificateEntry own = folder.retire("us", Fingerprint.of(key.certificate()), now);
    folder.activate("them", Fingerprint.of(TestPki.ec("them").certificate()), now);
    CertificateEntry theirs =
        folder.retire("them", Fingerprint.of(TestPki.ec("them").certificate()), now);

    assertThat(own.retired()).contains(now);
    assertThat(own.isOwn()).isTrue();
    assertThat(theirs.activeFrom()).contains(now);
    assertThat(theirs.retired()).contains(now);
    assertThat(files("us")).hasSize(2);
    assertThat(files("them")).hasSize(2);
    assertThat(folder.load().registry().decrypting("us", now)).isEmpty();
  }

  @Test
  void says_which_fingerprint_is_unknown_or_none() throws Exception {
    taken("them", pem("them.pem", TestPki.rsa("them").certificate()));

    assertThatThrownBy(() -> folder.retire("them", "00000000", now))
        .isInstanceOf(CertsException.class)
        .hasMessage("alias 'them' has no certificate '00000000'; run 'cert list'");
    assertThatThrownBy(() -> folder.retire("them", "abc", now))
        .hasMessageContaining("expected the first 8 or more hex digits");
  }
}
