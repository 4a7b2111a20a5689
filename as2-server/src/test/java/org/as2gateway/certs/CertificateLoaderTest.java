package org.as2gateway.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateLoaderTest {
  private static final Map<String, String> PASSWORD =
      Map.of(KeyStorePassword.VARIABLE, KeyFiles.PASSWORD);

  @TempDir Path home;
  @TempDir Path scratch;
  private OpenSslFiles openSsl;

  @BeforeEach
  void setUp() {
    openSsl = new OpenSslFiles(scratch);
  }

  private LoadedCertificates load() {
    return new CertificateLoader(home, PASSWORD, key -> key).load();
  }

  private CertificateRegistry clean() {
    LoadedCertificates loaded = load();
    assertThat(loaded.problems()).isEmpty();
    return loaded.registry();
  }

  private Path alias(String name) {
    return home.resolve("certs").resolve(name);
  }

  private static List<String> subjects(CertificateRegistry registry) {
    return registry.entries().stream()
        .map(entry -> entry.certificate().getSubjectX500Principal().getName())
        .toList();
  }

  private Path own(Path p12, String alias) throws IOException {
    Path copy = openSsl.copy(p12, alias(alias).resolve("key.p12"));
    return Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void an_empty_or_missing_folder_holds_nothing() throws IOException {
    assertThat(clean().entries()).isEmpty();

    Files.createDirectories(alias("empty"));
    assertThat(clean().isKnown("empty")).isFalse();
    assertThat(clean().isOwn("empty")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-newkey rsa:2048",
        "-newkey rsa:4096",
        "-newkey ec -pkeyopt ec_paramgen_curve:P-256",
        "-newkey ec -pkeyopt ec_paramgen_curve:P-384"
      })
  void loads_own_keys_and_certificates_that_openssl_made(String algorithm) throws IOException {
    Path pem = openSsl.selfSigned("us", algorithm);
    own(openSsl.p12("us"), "us");
    openSsl.copy(pem, alias("pem").resolve("a.pem"));
    openSsl.copy(openSsl.der(pem, "us.der"), alias("der").resolve("a.cer"));

    CertificateRegistry registry = clean();

    assertThat(registry.isOwn("us")).isTrue();
    assertThat(registry.signing("us", Instant.now())).isPresent();
    assertThat(registry.decrypting("us", Instant.now())).hasSize(1);
    assertThat(registry.isOwn("pem")).isFalse();
    assertThat(registry.signing("pem", Instant.now())).isEmpty();
    assertThat(registry.verifying("pem", Instant.now()))
        .hasSize(1)
        .isEqualTo(registry.verifying("der", Instant.now()));
    assertThat(registry.encrypting("us", Instant.now()))
        .isEqualTo(registry.encrypting("pem", Instant.now()));
  }

  @Test
  void loads_own_keys_of_older_openssl_releases() throws IOException {
    openSsl.selfSigned("us", "-newkey rsa:2048");
    own(
        openSsl.p12(
            "us", "-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1"),
        "us");

    assertThat(clean().signing("us", Instant.now())).isPresent();
  }

  @Test
  void loads_an_own_key_with_its_chain_apart() throws IOException {
    openSsl.selfSigned("root", "-newkey rsa:2048");
    openSsl.issued("us", "root");
    own(openSsl.p12("us", "-certfile", openSsl.file("root.crt").toString()), "us");

    CertificateRegistry registry = clean();

    assertThat(subjects(registry)).containsExactly("CN=us");
    assertThat(registry.signing("us", Instant.now()).orElseThrow().chain())
        .singleElement()
        .extracting(c -> c.getSubjectX500Principal().getName())
        .isEqualTo("CN=root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "1267650600228229401496703205376"})
  void loads_certificates_with_odd_serial_numbers(String serial) throws IOException {
    Path pem = openSsl.selfSigned("odd", "-newkey rsa:2048", "-set_serial", serial);
    openSsl.copy(pem, alias("odd").resolve("a.crt"));

    assertThat(clean().verifying("odd", Instant.now()))
        .singleElement()
        .extracting(c -> c.getSerialNumber().toString())
        .isEqualTo(serial);
  }

  @Test
  void loads_certificates_with_odd_countries() throws IOException {
    Path pem =
        openSsl.selfSigned("odd", "-newkey rsa:2048", "-subj", "/C=UK/O=Müller & Söhne*@/CN=odd");
    openSsl.copy(pem, alias("odd").resolve("a.crt"));

    assertThat(clean().encrypting("odd", Instant.now())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DER", "PEM"})
  void takes_the_end_entity_of_a_p7b_chain(String form) throws IOException {
    Path root = openSsl.selfSigned("root", "-newkey rsa:2048");
    Path leaf = openSsl.issued("leaf", "root");
    openSsl.copy(openSsl.p7b("chain.p7b", form, root, leaf), alias("them").resolve("chain.p7b"));

    assertThat(subjects(clean())).containsExactly("CN=leaf");
  }

  @Test
  void takes_every_end_entity_of_a_p7b() throws IOException {
    Path one = openSsl.selfSigned("one", "-newkey rsa:2048");
    Path two = openSsl.selfSigned("two", "-newkey rsa:2048");
    openSsl.copy(openSsl.p7b("both.p7b", "DER", one, two), alias("them").resolve("both.p7b"));

    assertThat(subjects(clean())).containsExactlyInAnyOrder("CN=one", "CN=two");
  }

  @Test
  void keeps_self_signed_authorities_that_issued_nobody_even_when_renewed() throws IOException {
    Path old = openSsl.selfSigned("them", "-newkey rsa:2048");
    byte[] first = Files.readAllBytes(old);
    openSsl.selfSigned("them", "-key " + openSsl.file("them.key"));
    Path file = openSsl.copy(old, alias("them").resolve("both.pem"));
    Files.write(file, first, StandardOpenOption.APPEND);

    assertThat(clean().verifying("them", Instant.now())).hasSize(2);
  }

  @Test
  void leaves_out_an_authority_in_a_file_of_its_own_if_it_may_only_issue() throws IOException {
    Path root =
        openSsl.selfSigned("root", "-newkey rsa:2048", "-addext", "keyUsage=keyCertSign,cRLSign");
    openSsl.copy(openSsl.issued("leaf", "root"), alias("them").resolve("leaf.pem"));
    openSsl.copy(root, alias("them").resolve("root.pem"));

    assertThat(subjects(clean())).containsExactly("CN=leaf");
  }

  @Test
  void reads_the_lines_of_each_certificate_of_a_file() throws IOException {
    Files.createDirectories(alias("them"));
    Files.writeString(
        alias("them").resolve("all.pem"),
        "\uFEFFfrom their mail of 3 May\r\nUse: sign\r\nactive-from: 2026-12-01T00:00:00Z\r\n"
            + KeyFiles.pem(TestPki.rsa("one").certificate())
            + "subject=CN = two\nretired: 2027-01-31T01:00:00+01:00\nuse: encrypt,  sign\n"
            + KeyFiles.pem(TestPki.rsa("two").certificate())
            + KeyFiles.pem(TestPki.rsa("three").certificate())
            + "use: nonsense below the last one is text\n");

    Map<String, CertificateEntry> byName = new HashMap<>();
    clean()
        .entries()
        .forEach(e -> byName.put(e.certificate().getSubjectX500Principal().getName(), e));

    assertThat(byName.get("CN=one").uses()).containsExactly(CertificateUse.SIGN);
    assertThat(byName.get("CN=one").activeFrom()).contains(Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(byName.get("CN=two").retired()).contains(Instant.parse("2027-01-31T00:00:00Z"));
    assertThat(byName.get("CN=two").uses()).hasSize(2);
    assertThat(byName.get("CN=three").uses()).hasSize(2);
    assertThat(byName.get("CN=three").activeFrom()).isEmpty();
  }

  @Test
  void a_pem_beside_a_p12_or_p7b_carries_the_lines_of_the_same_certificate() throws IOException {
    OwnKey key = TestPki.rsa("us");
    own(KeyFiles.writeP12(key, scratch.resolve("us.p12")), "us");
    KeyFiles.writePem(alias("us").resolve("a.pem"), key.certificate(), "use: encrypt");
    Path them = KeyFiles.writePem(scratch.resolve("them.pem"), TestPki.rsa("them").certificate());
    openSsl.copy(openSsl.p7b("them.p7b", "DER", them), alias("them").resolve("them.p7b"));
    KeyFiles.writePem(
        alias("them").resolve("z.pem"), TestPki.rsa("them").certificate(), "retired: 2020-01-01");

    CertificateRegistry registry = clean();

    assertThat(registry.entries()).hasSize(2);
    assertThat(registry.signing("us", Instant.now())).isEmpty();
    assertThat(registry.encrypting("us", Instant.now())).contains(key.certificate());
    assertThat(registry.verifying("them", Instant.now())).isEmpty();
    assertThat(registry.isKnown("them")).isTrue();
    assertThat(registry.entries().get(1).file()).hasFileName("key.p12");
  }

  @Test
  void reads_base64_without_begin_and_end_and_der_one_after_the_other() throws Exception {
    byte[] one = TestPki.rsa("one").certificate().getEncoded();
    byte[] two = TestPki.ec("two").certificate().getEncoded();
    Files.createDirectories(alias("them"));
    Files.write(alias("them").resolve("a.cer"), Base64.getMimeEncoder().encode(one));
    try (var out = Files.newOutputStream(alias("them").resolve("b.cer"))) {
      out.write(two);
      out.write(TestPki.rsa("three").certificate().getEncoded());
      out.write('\n');
    }

    assertThat(subjects(clean())).containsExactlyInAnyOrder("CN=one", "CN=two", "CN=three");
  }

  @Test
  void reports_broken_files_and_loads_the_rest() throws Exception {
    byte[] der = TestPki.rsa("cut").certificate().getEncoded();
    String pem = KeyFiles.pem(TestPki.rsa("good").certificate());
    Path them = Files.createDirectories(alias("them"));
    Files.write(them.resolve("a-cut.cer"), Arrays.copyOf(der, 300));
    Files.writeString(them.resolve("b-cut.pem"), pem.substring(0, pem.length() - 30));
    Files.writeString(them.resolve("c-text.crt"), "not a certificate");
    Files.writeString(them.resolve("d-empty.pem"), "");
    Files.writeString(them.resolve("e-date.pem"), "active-from: soon\n" + pem);
    Files.writeString(them.resolve("f-use.pem"), "use: everything\n" + pem);
    Files.writeString(them.resolve("g-typo.pem"), "retire: 2020-01-01\n" + pem);
    KeyFiles.writeKeyPem(them.resolve("h-key.pem"), TestPki.rsa("good"));
    Files.writeString(them.resolve("i-junk.p7b"), pem.replace(" CERT", " X").replace("AAA", "!"));
    KeyFiles.writePem(them.resolve("j-weak.pem"), TestPki.weakRsa("weak").certificate());
    Files.write(them.resolve("k-big.pem"), new byte[(1 << 20) + 1]);
    KeyFiles.writePem(them.resolve("z-good.pem"), TestPki.rsa("good").certificate());

    LoadedCertificates loaded = load();

    assertThat(subjects(loaded.registry())).containsExactly("CN=good");
    assertThat(loaded.problems())
        .allMatch(problem -> !problem.isWarning())
        .extracting(p -> p.file().getFileName().toString().charAt(0) + " " + p.text())
        .satisfiesExactly(
            text -> assertThat(text).startsWith("a it is damaged, or no certificate"),
            text -> assertThat(text).contains("b its 'BEGIN CERTIFICATE' in line 1 has no 'END"),
            text -> assertThat(text).startsWith("c it is damaged, or no certificate"),
            text -> assertThat(text).startsWith("d it is empty"),
            text -> assertThat(text).contains("expected a time such as '2026-12-01T00:00:00Z'"),
            text -> assertThat(text).contains("expected 'sign', 'encrypt' or 'sign, encrypt'"),
            text -> assertThat(text).contains("line 'retire:' is not known"),
            text -> assertThat(text).startsWith("h it holds a private key where a certificate"),
            text -> assertThat(text).startsWith("i it holds no certificate"),
            text -> assertThat(text).contains("certificate 'CN=weak': its RSA key has 1024 bits"),
            text -> assertThat(text).startsWith("k it is larger than 1 MiB"))
        .allMatch(text -> text.endsWith("it is left out"));
  }

  @Test
  void warns_of_what_should_be_looked_at() throws IOException {
    OwnKey key = TestPki.rsa("us");
    KeyFiles.writeP12(key, alias("us").resolve("us.p12"));
    Path secret = KeyStorePassword.file(home);
    Files.createDirectories(secret.getParent());
    Files.writeString(secret, KeyFiles.PASSWORD);
    for (Path file : List.of(secret, alias("us").resolve("us.p12"))) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }
    KeyFiles.writeKeyPem(alias("them").resolve("a.pem"), key);
    Files.writeString(
        alias("them").resolve("a.pem"), KeyFiles.pem(key.certificate()), StandardOpenOption.APPEND);
    Files.writeString(alias("them").resolve("them.pfx"), "");
    KeyFiles.writePem(alias("two").resolve("a.pem"), key.certificate(), "retired: 2030-01-01");
    KeyFiles.writePem(alias("two").resolve("b.pem"), key.certificate(), "retired: 2031-01-01");

    LoadedCertificates loaded = load();

    assertThat(loaded.registry().entries()).hasSize(3);
    assertThat(loaded.problems())
        .allMatch(CertificateProblem::isWarning)
        .extracting(CertificateProblem::text)
        .satisfiesExactly(
            text -> assertThat(text).startsWith("other users can read this password"),
            text -> assertThat(text).startsWith("it holds a private key, which is not used"),
            text -> assertThat(text).startsWith("it is not read: expected .p12"),
            text -> assertThat(text).contains("'a.pem' says otherwise"),
            text -> assertThat(text).startsWith("other users can read this key store"));
    assertThat(loaded.registry().entries().get(1).retired())
        .contains(Instant.parse("2030-01-01T00:00:00Z"));
  }

  @Test
  void an_alias_stays_ours_when_its_key_store_cannot_be_opened() throws IOException {
    own(KeyFiles.writeP12(TestPki.rsa("us"), scratch.resolve("us.p12")), "us");

    LoadedCertificates wrong =
        new CertificateLoader(home, Map.of(KeyStorePassword.VARIABLE, "wrong"), k -> k).load();
    LoadedCertificates none = new CertificateLoader(home, Map.of(), k -> k).load();

    assertThat(wrong.problems())
        .singleElement()
        .extracting(CertificateProblem::text)
        .asString()
        .startsWith("the password does not open it: set AS2_KEYSTORE_PASSWORD")
        .doesNotContain("wrong;");
    assertThat(none.problems())
        .singleElement()
        .extracting(CertificateProblem::text)
        .asString()
        .startsWith("its password is not known: set AS2_KEYSTORE_PASSWORD");
    assertThat(wrong.registry().isOwn("us")).isTrue();
    assertThat(wrong.registry().signing("us", Instant.now())).isEmpty();
  }

  @Test
  void reports_key_stores_that_are_broken_weak_or_without_key() throws IOException {
    Files.write(
        own(KeyFiles.writeP12(TestPki.rsa("us"), scratch.resolve("a.p12")), "broken"),
        "damage".getBytes(StandardCharsets.US_ASCII));
    own(KeyFiles.writeP12(TestPki.weakRsa("us"), scratch.resolve("b.p12")), "weak");
    Path pem = KeyFiles.writePem(scratch.resolve("c.pem"), TestPki.rsa("c").certificate());
    List<String> words = new ArrayList<>(List.of("pkcs12", "-export", "-nokeys", "-in"));
    words.addAll(List.of(pem.toString(), "-passout", "pass:" + KeyFiles.PASSWORD, "-out"));
    words.add(scratch.resolve("c.p12").toString());
    openSsl.run(words);
    own(scratch.resolve("c.p12"), "keyless");

    assertThat(load().problems())
        .extracting(p -> alias("x").getParent().relativize(p.file()) + " " + p.text())
        .satisfiesExactly(
            text -> assertThat(text).startsWith("broken/key.p12 it is damaged, or no PKCS #12"),
            text -> assertThat(text).contains("keyless/key.p12 it holds no private key"),
            text -> assertThat(text).contains("weak/key.p12 certificate 'CN=us': its RSA key has"));
  }

  @Test
  void the_password_file_serves_where_the_variable_is_not_set() throws IOException {
    KeyFiles.writeOwn(home, "us", TestPki.rsa("us"));

    assertThat(
            new CertificateLoader(home, Map.of(), k -> k)
                .load()
                .registry()
                .signing("us", Instant.now()))
        .isPresent();
  }

  @Test
  void hands_every_private_key_to_the_import() throws IOException {
    own(KeyFiles.writeP12(TestPki.rsa("us"), scratch.resolve("us.p12")), "us");
    List<PrivateKey> seen = new ArrayList<>();
    PrivateKey other = TestPki.rsa("other").privateKey();

    CertificateRegistry registry =
        new CertificateLoader(
                home,
                PASSWORD,
                key -> {
                  seen.add(key);
                  return other;
                })
            .load()
            .registry();

    assertThat(seen).containsExactly(TestPki.rsa("us").privateKey());
    assertThat(registry.signing("us", Instant.now()).orElseThrow().privateKey()).isSameAs(other);
  }

  @Test
  void passes_over_the_reserved_name_hidden_names_and_loose_files() throws IOException {
    KeyFiles.writePartner(home, "tls", TestPki.rsa("tls").certificate());
    KeyFiles.writePartner(home, ".old", TestPki.rsa("old").certificate());
    KeyFiles.writePem(alias("them").resolve(".a.pem.tmp"), TestPki.rsa("a").certificate());
    KeyFiles.writePem(home.resolve("certs/trusted.pem"), TestPki.rsa("b").certificate());
    Files.writeString(alias("them").resolve("README.txt"), "notes");

    assertThat(clean().entries()).isEmpty();
  }
}
