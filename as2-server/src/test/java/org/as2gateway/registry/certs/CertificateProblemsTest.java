package org.as2gateway.registry.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of files of certs/ that cannot be used, or should be looked at. */
class CertificateProblemsTest {
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
            text -> assertThat(text).startsWith("a it is damaged or not a certificate"),
            text -> assertThat(text).contains("b its 'BEGIN CERTIFICATE' in line 1 has no 'END"),
            text -> assertThat(text).startsWith("c it is damaged or not a certificate"),
            text -> assertThat(text).startsWith("d it is empty"),
            text -> assertThat(text).contains("expected a time such as '2026-12-01T00:00:00Z'"),
            text -> assertThat(text).contains("expected 'sign', 'encrypt' or 'sign, encrypt'"),
            text -> assertThat(text).contains("line 'retire:' is not known"),
            text ->
                assertThat(text).startsWith("h it contains a private key, expected a certificate"),
            text -> assertThat(text).startsWith("i it contains no certificate"),
            text -> assertThat(text).contains("certificate 'CN=weak': its RSA key has 1024 bits"),
            text -> assertThat(text).startsWith("k it is larger than 1 MiB"))
        .allMatch(text -> text.endsWith("it is ignored"));
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
            text -> assertThat(text).startsWith("it contains a private key, which is not used"),
            text -> assertThat(text).startsWith("it is ignored: expected .p12"),
            text -> assertThat(text).contains("'a.pem' has different lines"),
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
        .startsWith("wrong password: set AS2_KEYSTORE_PASSWORD")
        .doesNotContain("wrong;");
    assertThat(none.problems())
        .singleElement()
        .extracting(CertificateProblem::text)
        .asString()
        .startsWith("its password is unknown: set AS2_KEYSTORE_PASSWORD");
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
            text -> assertThat(text).startsWith("broken/key.p12 it is damaged or not a PKCS #12"),
            text -> assertThat(text).contains("keyless/key.p12 it contains no private key"),
            text -> assertThat(text).contains("weak/key.p12 certificate 'CN=us': its RSA key has"));
  }
}
