package org.as2gateway.registry.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which certificates of a partner serve for what, by chain, key usage and the lines above them. */
class CertificateRolesTest {
  private static final String SIGNING = "keyUsage=critical,digitalSignature";
  private static final String ENCRYPTION = "keyUsage=critical,keyEncipherment";
  private static final String ISSUING = "keyUsage=critical,keyCertSign,cRLSign";

  @TempDir Path home;
  @TempDir Path scratch;
  private CertificateFolder folder;
  private OpenSslFiles openSsl;

  @BeforeEach
  void setUp() {
    folder =
        new CertificateFolder(
            home, Map.of(KeyStorePassword.VARIABLE, KeyFiles.PASSWORD), Clock.systemUTC());
    openSsl = new OpenSslFiles(scratch);
  }

  private ImportReport take(Path... files) throws Exception {
    ImportReport report = folder.importFiles("them", List.of(files), ImportOptions.NONE);
    assertThat(report.refusals()).isEmpty();
    return report;
  }

  private List<String> signers() {
    return folder.load().registry().verifying("them", Instant.now()).stream()
        .map(c -> c.getSubjectX500Principal().getName())
        .sorted()
        .toList();
  }

  private Optional<String> recipient() {
    return folder
        .load()
        .registry()
        .encrypting("them", Instant.now())
        .map(c -> c.getSubjectX500Principal().getName());
  }

  private List<String> authorities() {
    return names(folder.load().registry().authorities());
  }

  private static List<String> names(List<CertificateEntry> entries) {
    return entries.stream()
        .map(e -> e.certificate().getSubjectX500Principal().getName())
        .sorted()
        .toList();
  }

  private List<String> warnings() {
    return folder.load().problems().stream().map(CertificateProblem::text).toList();
  }

  private void assertLeafAlone() {
    assertThat(signers()).containsExactly("CN=leaf");
    assertThat(recipient()).contains("CN=leaf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keyUsage=critical,digitalSignature,keyCertSign,cRLSign",
        "keyUsage=critical,keyCertSign,cRLSign",
        "keyUsage=critical,digitalSignature,keyEncipherment,keyCertSign",
        "subjectKeyIdentifier=hash",
      })
  void an_authority_never_serves_in_whatever_order_it_comes(String extension) throws Exception {
    Path ca = openSsl.selfSigned("ca", OpenSslFiles.EC, "-addext", extension);
    Path leaf = openSsl.issued("leaf", "ca");
    List<List<Path>> orders = new ArrayList<>(List.of(List.of(leaf, ca), List.of(ca, leaf)));
    for (List<Path> order : orders) {
      folder.importFiles("them", order, ImportOptions.NONE);
      assertLeafAlone();
      assertThat(authorities()).containsExactly("CN=ca");
      clear();
      for (Path one : order) {
        take(one);
      }
      assertLeafAlone();
      assertThat(authorities()).containsExactly("CN=ca");
      clear();
    }
  }

  private void clear() throws IOException {
    for (Path file : AliasFolder.files(home.resolve("certs/them"))) {
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DER", "PEM"})
  void the_leaf_of_a_chain_with_intermediates_serves_and_the_others_show_the_chain(String form)
      throws Exception {
    Path root = openSsl.selfSigned("root", OpenSslFiles.EC);
    Path middle = openSsl.issued("middle", "root", "-addext", "basicConstraints=critical,CA:TRUE");
    Path leaf = openSsl.issued("leaf", "middle");

    ImportReport report = take(openSsl.p7b("chain.p7b", form, root, leaf, middle));

    assertThat(names(report.added())).containsExactly("CN=leaf");
    assertThat(names(report.kept())).containsExactly("CN=middle", "CN=root");
    assertThat(report.notes()).hasSize(2).allMatch(note -> note.contains("to show the chain"));
    assertLeafAlone();
    assertThat(warnings()).isEmpty();
  }

  @Test
  void an_authority_that_was_kept_does_not_take_over_when_the_leaf_is_gone() throws Exception {
    Path ca = openSsl.selfSigned("ca", OpenSslFiles.EC);
    ImportReport report = take(openSsl.issued("leaf", "ca"), ca);

    Files.delete(report.added().get(0).file());

    assertThat(signers()).isEmpty();
    assertThat(recipient()).isEmpty();
    assertThat(folder.load().registry().isKnown("them")).isFalse();
  }

  @Test
  void files_put_into_the_folder_by_hand_are_judged_alike() throws Exception {
    Path ca = openSsl.selfSigned("ca", OpenSslFiles.EC);
    openSsl.copy(ca, home.resolve("certs/them/a.pem"));
    openSsl.copy(openSsl.issued("leaf", "ca"), home.resolve("certs/them/b.pem"));

    assertLeafAlone();
  }

  @Test
  void an_expired_or_weak_authority_is_no_obstacle() throws Exception {
    Path leaf =
        KeyFiles.writePem(
            scratch.resolve("leaf.pem"),
            TestPki.issuedBy(TestPki.ca("expired ca"), "leaf").certificate());
    Path weak = openSsl.selfSigned("weak", "-newkey rsa:1024");
    Path other = openSsl.issued("other", "weak");

    assertThat(names(take(leaf, other, weak).added())).containsExactly("CN=leaf", "CN=other");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void old_authorities_without_extensions_are_known_by_what_they_issued() throws Exception {
    Path ca = openSsl.withoutExtensions("ca", "ca");

    take(openSsl.withoutExtensions("leaf", "ca"), ca);

    assertLeafAlone();
  }

  @Test
  void a_self_signed_certificate_that_issued_nothing_is_the_partners_own() throws Exception {
    ImportReport report = take(openSsl.selfSigned("leaf", OpenSslFiles.EC));

    assertThat(report.notes()).isEmpty();
    assertLeafAlone();
    assertThat(authorities()).isEmpty();
    assertThat(warnings()).isEmpty();
  }

  @Test
  void of_two_self_signed_certificates_both_verify_and_dates_say_which_one_encrypts()
      throws Exception {
    take(openSsl.selfSigned("next", OpenSslFiles.EC));
    Path old = openSsl.selfSigned("old", OpenSslFiles.EC);
    Files.writeString(
        home.resolve("certs/them/old.pem"), "active-from: 2020-01-01\n" + Files.readString(old));

    assertThat(signers()).containsExactly("CN=next", "CN=old");
    assertThat(recipient()).contains("CN=old");
    assertThat(authorities()).isEmpty();
  }

  @Test
  void a_cross_signed_authority_and_its_twin_are_both_authorities() throws Exception {
    Path ca = openSsl.selfSigned("ca", OpenSslFiles.EC);
    Path leaf = openSsl.issued("leaf", "ca");
    Path other = openSsl.selfSigned("other", OpenSslFiles.EC);
    Path cross = openSsl.reissued("ca", "other", "CA:TRUE");

    take(leaf, cross, ca, other);

    assertLeafAlone();
    assertThat(authorities()).containsExactly("CN=ca", "CN=ca", "CN=other");
  }

  @Test
  void a_certificate_renewed_with_the_same_key_is_a_second_leaf() throws Exception {
    Path ca = openSsl.selfSigned("ca", OpenSslFiles.EC);
    Path leaf = openSsl.issued("leaf", "ca");
    Path renewed = openSsl.reissued("leaf", "ca", "CA:FALSE");

    take(ca, leaf, renewed);

    assertThat(signers()).containsExactly("CN=leaf", "CN=leaf");
    assertThat(authorities()).containsExactly("CN=ca");
  }

  @Test
  void key_usage_decides_where_there_is_one_for_each_use() throws Exception {
    Path signing = openSsl.selfSigned("signing", OpenSslFiles.EC, "-addext", SIGNING);
    Path encryption = openSsl.selfSigned("encryption", "-newkey rsa:2048", "-addext", ENCRYPTION);

    ImportReport report = take(signing, encryption);

    assertThat(report.added())
        .extracting(CertificateEntry::uses)
        .containsExactlyInAnyOrder(Set.of(CertificateUse.SIGN), Set.of(CertificateUse.ENCRYPT));
    assertThat(signers()).containsExactly("CN=signing");
    assertThat(recipient()).contains("CN=encryption");
    assertThat(warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "keyAgreement, encryption",
    "'keyAgreement,encipherOnly', encryption",
    "dataEncipherment, encryption",
    "nonRepudiation, signing",
    "'digitalSignature,nonRepudiation', signing",
  })
  void other_key_usages_mean_the_same(String usage, String activity) throws Exception {
    Path odd = openSsl.selfSigned("odd", OpenSslFiles.EC, "-addext", "keyUsage=critical," + usage);
    take(odd, openSsl.selfSigned("usual", OpenSslFiles.EC));

    CertificateEntry entry =
        folder.load().registry().entries().stream()
            .filter(e -> e.certificate().getSubjectX500Principal().getName().equals("CN=odd"))
            .findFirst()
            .orElseThrow();

    assertThat(entry.uses()).extracting(CertificateUse::activity).containsExactly(activity);
  }

  @ParameterizedTest
  @CsvSource({
    "digitalSignature, only signing; it is still used for encryption",
    "keyEncipherment, only encryption; it is still used for signing",
    "'keyCertSign,cRLSign', neither signing nor encryption; it is still used for signing and encryption",
  })
  void a_single_certificate_serves_for_both_with_a_warning(String usage, String told)
      throws Exception {
    ImportReport report =
        take(openSsl.selfSigned("leaf", OpenSslFiles.EC, "-addext", "keyUsage=" + usage));

    assertLeafAlone();
    assertThat(warnings()).singleElement().asString().contains(told);
    assertThat(report.notes()).singleElement().asString().contains(told);
  }

  @Test
  void one_for_issuing_only_gives_way_to_a_better_one() throws Exception {
    take(openSsl.selfSigned("ca", OpenSslFiles.EC, "-addext", ISSUING));
    take(openSsl.selfSigned("leaf", OpenSslFiles.EC));

    assertLeafAlone();
  }

  @Test
  void a_line_overrides_key_usage_and_chain_with_a_warning() throws Exception {
    Path signing = openSsl.selfSigned("signing", OpenSslFiles.EC, "-addext", SIGNING);
    take(openSsl.selfSigned("leaf", OpenSslFiles.EC));
    Files.createDirectories(home.resolve("certs/them"));
    Files.writeString(
        home.resolve("certs/them/signing.pem"),
        "use: encrypt\nactive-from: 2020-01-01\n" + Files.readString(signing));

    assertThat(signers()).containsExactly("CN=leaf");
    assertThat(recipient()).contains("CN=signing");
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("its key usage allows only signing; the line 'use: encrypt' overrides that");
  }

  @Test
  void our_own_keys_are_chosen_by_key_usage() throws Exception {
    for (String name : List.of("encryption", "signing")) {
      String usage = name.equals("signing") ? SIGNING : ENCRYPTION;
      openSsl.selfSigned(name, "-newkey rsa:2048", "-addext", usage);
      openSsl.copy(openSsl.p12(name), home.resolve("certs/us/" + name + ".p12"));
    }
    CertificateRegistry registry = folder.load().registry();

    assertThat(registry.signing("us", Instant.now()).map(OwnKey::toString))
        .contains("OwnKey[CN=signing]");
    assertThat(registry.encrypting("us", Instant.now()))
        .map(c -> c.getSubjectX500Principal().getName())
        .contains("CN=encryption");
    assertThat(registry.decrypting("us", Instant.now())).hasSize(2);
  }

  @Test
  void our_own_authority_neither_signs_nor_encrypts() throws Exception {
    openSsl.selfSigned("ca", OpenSslFiles.EC);
    openSsl.issued("leaf", "ca");
    for (String name : List.of("ca", "leaf")) {
      openSsl.copy(openSsl.p12(name), home.resolve("certs/us/" + name + ".p12"));
    }
    CertificateRegistry registry = folder.load().registry();

    assertThat(registry.signing("us", Instant.now()).map(OwnKey::toString))
        .contains("OwnKey[CN=leaf]");
    assertThat(registry.encrypting("us", Instant.now()))
        .map(c -> c.getSubjectX500Principal().getName())
        .contains("CN=leaf");
  }

  @Test
  void our_own_certificate_sent_back_is_left_out() throws Exception {
    CertificateEntry own = folder.newKey("us", NewKey.of("us").withKind(KeyKind.EC_P256));
    Path file = KeyFiles.writePem(scratch.resolve("us.pem"), own.certificate());

    ImportReport report = folder.importFiles("them", List.of(file), ImportOptions.NONE);

    assertThat(report.isEmpty()).isTrue();
    assertThat(report.refusals())
        .singleElement()
        .asString()
        .contains("is our own certificate, of alias 'us', which the partner sent back");
  }
}
