package org.as2gateway.registry.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.OpenSsl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A key of ours gets a certificate from an authority, which is the openssl command line. */
class KeyRequestTest {
  private static final RequestSubject SUBJECT =
      new RequestSubject("us.example", "Parcels & Sons", "EDI", "Memphis", "Tennessee", "us");

  @TempDir Path home;
  @TempDir Path scratch;
  private CertificateFolder folder;
  private OpenSsl openSsl;

  @BeforeEach
  void setUp() {
    folder = new CertificateFolder(home, Map.of(), Clock.systemUTC());
    openSsl = new OpenSsl(scratch);
  }

  private String ok(String... arguments) throws IOException {
    OpenSsl.Result result = openSsl.run(arguments);
    assertThat(result.isOk()).as(result.output()).isTrue();
    return result.output();
  }

  private String path(String name) {
    return scratch.resolve(name).toString();
  }

  private CertificateEntry key(KeyKind kind) throws Exception {
    return folder.newKey("us", NewKey.of("us").withKind(kind));
  }

  private String request(CertificateEntry entry) throws Exception {
    Path csr = scratch.resolve("us.csr");
    Files.writeString(csr, folder.request("us", entry.fingerprint(), SUBJECT));
    return csr.toString();
  }

  /** A root and an issuing authority below it. */
  private void makeAuthorities() throws IOException {
    Files.writeString(scratch.resolve("ca.ext"), "basicConstraints=critical,CA:TRUE\n");
    ok(
        words(
            "req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /CN=Root -days 90",
            "-keyout",
            path("root.key"),
            "-out",
            path("root.crt")));
    ok(
        words(
            "req -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /CN=Issuing",
            "-keyout",
            path("issuing.key"),
            "-out",
            path("issuing.csr")));
    sign(path("issuing.csr"), "root", "issuing.crt", "-extfile", path("ca.ext"));
  }

  private String sign(String csr, String issuer, String out, String... options) throws IOException {
    String[] command =
        words(
            "x509 -req -days 30",
            "-in",
            csr,
            "-CA",
            path(issuer + ".crt"),
            "-CAkey",
            path(issuer + ".key"),
            "-out",
            path(out));
    ok(concat(command, options));
    return path(out);
  }

  private static String[] words(String spaced, String... more) {
    return concat(spaced.split(" ", -1), more);
  }

  private static String[] concat(String[] one, String[] other) {
    List<String> all = new ArrayList<>(List.of(one));
    all.addAll(List.of(other));
    return all.toArray(String[]::new);
  }

  private byte[] bundle(String... names) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(Files.readString(scratch.resolve(name)));
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private Issued imported(byte[] content) throws Exception {
    return folder.importIssued("us", content, Optional.empty());
  }

  private X509Certificate signing() {
    return folder.load().registry().signing("us", Instant.now()).orElseThrow().certificate();
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"RSA_2048", "EC_P256", "EC_P384"})
  void openssl_verifies_the_request_and_its_subject(KeyKind kind) throws Exception {
    String csr = request(key(kind));
    String text = ok("req", "-verify", "-noout", "-text", "-nameopt", "sep_comma_plus", "-in", csr);
    assertThat(text)
        .contains("self-signature verify OK")
        .contains("C=US,ST=Tennessee,L=Memphis,O=Parcels & Sons,OU=EDI,CN=us.example")
        .contains("Digital Signature");
  }

  @ParameterizedTest
  @CsvSource({"'',US,common name is missing", "us,USA,expected two letters", "'a\nb','',printable"})
  void a_subject_that_no_certificate_can_have_is_refused(String name, String country, String why)
      throws Exception {
    CertificateEntry entry = key(KeyKind.EC_P256);
    RequestSubject subject = new RequestSubject(name, "", "", "", "", country);
    assertThatThrownBy(() -> folder.request("us", entry.fingerprint(), subject))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining(why);
  }

  @Test
  void the_issued_certificate_stands_beside_with_its_chain_until_it_is_activated()
      throws Exception {
    CertificateEntry entry = key(KeyKind.RSA_2048);
    makeAuthorities();
    sign(request(entry), "issuing", "us.crt");

    Issued issued = imported(bundle("root.crt", "us.crt", "issuing.crt"));
    assertThat(issued.notes()).isEmpty();
    assertThat(issued.entry().isOwn()).isTrue();
    assertThat(issued.entry().chain())
        .extracting(c -> c.getSubjectX500Principal().getName())
        .containsExactly("CN=Issuing", "CN=Root");
    assertThat(signing()).as("as before").isEqualTo(entry.certificate());

    Path chain = Files.writeString(scratch.resolve("chain.pem"), issued.entry().chainPem());
    ok("verify", "-CAfile", path("root.crt"), "-untrusted", chain.toString(), chain.toString());
    folder.activate("us", issued.entry().fingerprint(), Instant.now().minusSeconds(1));
    OwnKey key = folder.load().registry().signing("us", Instant.now()).orElseThrow();
    assertThat(key.certificate()).isEqualTo(issued.entry().certificate());
    assertThat(key.chain()).hasSize(2);
    assertThatThrownBy(() -> imported(bundle("us.crt")))
        .hasMessage("the certificate is already registered for alias 'us'");
  }

  @Test
  void a_bundle_in_der_is_taken_too_and_a_missing_root_is_told() throws Exception {
    CertificateEntry entry = key(KeyKind.EC_P256);
    makeAuthorities();
    sign(request(entry), "issuing", "us.crt");
    ok(
        words(
            "crl2pkcs7 -nocrl -outform DER",
            "-certfile",
            path("us.crt"),
            "-certfile",
            path("issuing.crt"),
            "-out",
            path("us.p7b")));
    Issued issued = imported(Files.readAllBytes(scratch.resolve("us.p7b")));
    assertThat(issued.entry().chain()).hasSize(1);
    assertThat(issued.notes())
        .containsExactly(
            "the chain ends at 'CN=Issuing': the certificate of its issuer, 'CN=Root', is not in"
                + " the file");
  }

  @Test
  void a_certificate_that_begins_before_the_present_one_does_not_take_over() throws Exception {
    Duration ahead = Duration.ofHours(1); // as if the authority dated it back
    folder = new CertificateFolder(home, Map.of(), Clock.offset(Clock.systemUTC(), ahead));
    CertificateEntry entry = key(KeyKind.EC_P256);
    makeAuthorities();
    sign(request(entry), "root", "us.crt");
    Issued issued = imported(bundle("us.crt", "root.crt"));
    assertThat(issued.entry().certificate().getNotBefore())
        .isBefore(entry.certificate().getNotBefore());
    OwnKey key = folder.load().registry().signing("us", Instant.now().plus(ahead)).orElseThrow();
    assertThat(key.certificate()).isEqualTo(entry.certificate());
  }

  @Test
  void what_belongs_to_no_key_or_to_no_authority_is_refused() throws Exception {
    CertificateEntry entry = key(KeyKind.EC_P256);
    makeAuthorities();
    assertThatThrownBy(() -> imported(bundle("root.crt")))
        .hasMessageContaining("no certificate in it belongs to a key of alias 'us'");
    sign(request(entry), "root", "us.crt");
    ok(
        words(
            "req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /CN=Root -days 90",
            "-keyout",
            path("forged.key"),
            "-out",
            path("forged.crt")));
    assertThatThrownBy(() -> imported(bundle("us.crt", "forged.crt")))
        .hasMessageContaining("was not signed by the CA certificate of that name");
    assertThatThrownBy(() -> imported(Files.readAllBytes(entry.file())))
        .hasMessageContaining("it is a key store");
    assertThat(folder.load().registry().entries()).hasSize(1);
  }

  @Test
  void a_backup_opens_with_openssl_and_gives_another_home_the_same_key() throws Exception {
    CertificateEntry entry = key(KeyKind.EC_P256);
    folder.retire("us", entry.fingerprint(), Instant.now().minusSeconds(1));
    Path backup = scratch.resolve("backup.p12");
    KeyStorePassword password = KeyStorePassword.of("a long password");
    Files.write(backup, folder.exportKey("us", entry.fingerprint(), password));
    assertThat(openSsl.run("pkcs12", "-in", "" + backup, "-nodes", "-passin", "pass:wrong").isOk())
        .isFalse();
    assertThat(ok("pkcs12", "-in", "" + backup, "-nodes", "-passin", "pass:a long password"))
        .contains("BEGIN PRIVATE KEY", "BEGIN CERTIFICATE");

    Path other = Files.createDirectory(scratch.resolve("other"));
    CertificateFolder restored = new CertificateFolder(other, Map.of(), Clock.systemUTC());
    ImportOptions options =
        new ImportOptions(Optional.empty(), Optional.empty(), Optional.of(password));
    restored.importFiles("us", List.of(backup), options);
    OwnKey key = restored.load().registry().signing("us", Instant.now()).orElseThrow();
    assertThat(key.certificate()).isEqualTo(entry.certificate());
    assertThat(key.privateKey())
        .isEqualTo(folder.load().registry().decrypting("us", Instant.EPOCH).get(0).privateKey());
    assertThatThrownBy(() -> folder.exportKey("us", "0".repeat(64), password))
        .isInstanceOf(CertsException.class);
  }
}
