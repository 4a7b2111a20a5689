package org.as2gateway.registry.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.OwnKey;
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
    openSsl.selfSigned("us", OpenSslFiles.EC);
    own(
        openSsl.p12(
            "us", "-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1"),
        "us");

    assertThat(clean().signing("us", Instant.now())).isPresent();
  }

  @Test
  void loads_an_own_key_with_its_chain_apart() throws IOException {
    openSsl.selfSigned("root", OpenSslFiles.EC);
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
    Path pem = openSsl.selfSigned("odd", OpenSslFiles.EC, "-set_serial", serial);
    openSsl.copy(pem, alias("odd").resolve("a.crt"));

    assertThat(clean().verifying("odd", Instant.now()))
        .singleElement()
        .extracting(c -> c.getSerialNumber().toString())
        .isEqualTo(serial);
  }

  @Test
  void loads_certificates_with_odd_countries() throws IOException {
    Path pem =
        openSsl.selfSigned("odd", OpenSslFiles.EC, "-subj", "/C=UK/O=Müller & Söhne*@/CN=odd");
    openSsl.copy(pem, alias("odd").resolve("a.crt"));

    assertThat(clean().encrypting("odd", Instant.now())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DER", "PEM"})
  void takes_the_end_entity_of_a_p7b_chain(String form) throws IOException {
    Path root = openSsl.selfSigned("root", OpenSslFiles.EC);
    Path leaf = openSsl.issued("leaf", "root");
    openSsl.copy(openSsl.p7b("chain.p7b", form, root, leaf), alias("them").resolve("chain.p7b"));

    assertThat(subjects(clean())).containsExactly("CN=leaf");
  }

  @Test
  void takes_every_end_entity_of_a_p7b() throws IOException {
    Path one = openSsl.selfSigned("one", OpenSslFiles.EC);
    Path two = openSsl.selfSigned("two", OpenSslFiles.EC);
    openSsl.copy(openSsl.p7b("both.p7b", "DER", one, two), alias("them").resolve("both.p7b"));

    assertThat(subjects(clean())).containsExactlyInAnyOrder("CN=one", "CN=two");
  }

  @Test
  void keeps_self_signed_authorities_that_issued_nobody_even_when_renewed() throws IOException {
    Path old = openSsl.selfSigned("them", OpenSslFiles.EC);
    byte[] first = Files.readAllBytes(old);
    openSsl.selfSigned("them", "-key " + openSsl.file("them.key"));
    Path file = openSsl.copy(old, alias("them").resolve("both.pem"));
    Files.write(file, first, StandardOpenOption.APPEND);

    assertThat(clean().verifying("them", Instant.now())).hasSize(2);
  }

  @Test
  void leaves_out_an_authority_in_a_file_of_its_own_if_it_may_only_issue() throws IOException {
    Path root =
        openSsl.selfSigned("root", OpenSslFiles.EC, "-addext", "keyUsage=keyCertSign,cRLSign");
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
