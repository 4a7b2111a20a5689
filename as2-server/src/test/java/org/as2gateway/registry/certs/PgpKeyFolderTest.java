package org.as2gateway.registry.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.pgp.PgpKeyFile;
import org.as2gateway.pgp.PgpNewKey;
import org.as2gateway.testkit.FakeClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgpKeyFolderTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final char[] THEIRS = "their secret".toCharArray();

  private final FakeClock clock = new FakeClock(START);
  @TempDir Path home;
  private CertificateFolder certificates;
  private PgpKeyFolder folder;

  @BeforeEach
  void setUp() {
    certificates = new CertificateFolder(home, Map.of(), clock);
    folder = certificates.pgp();
  }

  private static PgpNewKey wanted(String name) {
    return new PgpNewKey(name, PgpNewKey.Kind.CURVE_25519, Duration.ofDays(365));
  }

  private static String secret(String name, Instant from) throws CertsException {
    return wanted(name).generate(from, THEIRS);
  }

  private static String publicKey(String name, Instant from) throws CertsException {
    return PgpKeyFile.parse(bytes(secret(name, from))).keys().get(0).key().toArmor();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private ImportReport taken(String alias, String text) throws Exception {
    return certificates.importContent(alias, "file.asc", bytes(text), ImportOptions.NONE);
  }

  @Test
  void a_new_key_is_protected_by_the_password_of_the_home() throws Exception {
    PgpEntry made = folder.newKey("us", wanted("Us <us@example.com>"), Optional.empty());
    assertThat(made.isOwn()).isTrue();
    assertThat(made.uses()).containsExactlyInAnyOrder(CertificateUse.values());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.file())))
        .isEqualTo("rw-------");
    assertThat(home.relativize(made.file()).toString()).startsWith("certs/us/us-us-example-com-");
    assertThat(folder.load().signing("us", START)).isPresent();
    assertThat(folder.load().decrypting("us", START)).hasSize(1);
    assertThat(certificates.load().registry().isOwn("us")).isFalse();
    Files.writeString(KeyStorePassword.file(home), "another");
    assertThat(folder.load().signing("us", START)).isEmpty();
    assertThat(certificates.load().problems().get(0).text()).contains("./as2 cert import");
  }

  @Test
  void a_partners_key_is_imported_shown_and_never_beside_ours() throws Exception {
    String text = publicKey("Acme", START);
    PgpKeyFolder.Offer offer = folder.inspect("acme", bytes(text)).get(0);
    assertThat(offer.refusal()).isEmpty();
    assertThat(offer.isSecret()).isFalse();
    ImportReport report = taken("acme", text);
    assertThat(report.pgp()).hasSize(1);
    assertThat(report.pgp().get(0).fingerprint()).isEqualTo(offer.key().fingerprint());
    assertThat(taken("acme", text).reasons().get(0)).contains("already registered");
    folder.newKey("us", wanted("us"), Optional.empty());
    assertThat(taken("us", text).reasons().get(0)).contains("holds OpenPGP keys of ours");
    assertThatThrownBy(() -> folder.newKey("acme", wanted("us"), Optional.empty()))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("a partner's OpenPGP keys");
    assertThat(folder.exportArmor("acme")).isEqualTo(text);
  }

  @Test
  void our_key_of_another_program_comes_in_with_its_pass_phrase() throws Exception {
    String text = secret("us", START);
    assertThat(taken("us", text).refusals().get(0)).contains("AS2_IMPORT_PASSWORD");
    ImportOptions options =
        new ImportOptions(
            Optional.empty(),
            Optional.empty(),
            Optional.of(KeyStorePassword.of(String.valueOf(THEIRS))));
    ImportReport report = certificates.importContent("us", "us.asc", bytes(text), options);
    assertThat(report.refusals()).isEmpty();
    assertThat(folder.load().signing("us", START)).isPresent();
    assertThat(folder.exportArmor("us")).contains("PUBLIC KEY").doesNotContain("PRIVATE");
  }

  @Test
  void a_second_key_waits_until_it_is_activated_and_both_are_accepted() throws Exception {
    String first = taken("acme", publicKey("Acme 1", START)).pgp().get(0).fingerprint();
    clock.advance(Duration.ofDays(30));
    String second = taken("acme", publicKey("Acme 2", clock.instant())).pgp().get(0).fingerprint();
    clock.advance(Duration.ofDays(1));
    assertThat(encrypting()).isEqualTo(first);
    assertThat(folder.load().verifying("acme", clock.instant())).hasSize(2);
    Instant change = clock.instant().plus(Duration.ofDays(2));
    assertThat(folder.activate("acme", second.substring(0, 8), change).activeFrom())
        .contains(change);
    assertThat(encrypting()).isEqualTo(first);
    clock.advance(Duration.ofDays(3));
    assertThat(encrypting()).isEqualTo(second);
    String keyId = first.substring(first.length() - 16);
    folder.retire("acme", keyId, clock.instant());
    assertThat(folder.load().verifying("acme", clock.instant())).hasSize(1);
    folder.putBack("acme", keyId);
    assertThat(folder.load().verifying("acme", clock.instant())).hasSize(2);
    PgpEntry dated = folder.find("acme", second);
    assertThat(Files.readString(dated.file()))
        .startsWith("active-from: " + change + "\n-----BEGIN");
  }

  private String encrypting() {
    return folder.load().encrypting("acme", clock.instant()).orElseThrow().fingerprint();
  }

  @Test
  void an_expired_key_is_not_imported_and_has_no_successor_by_itself() throws Exception {
    PgpEntry entry = taken("acme", publicKey("Acme", START)).pgp().get(0);
    Instant end = entry.key().expires(START).orElseThrow();
    assertThat(end).isEqualTo(START.plus(Duration.ofDays(365)));
    assertThat(folder.load().hasSuccessor(entry, end)).isFalse();
    clock.advance(Duration.ofDays(100));
    taken("acme", publicKey("Acme 2", clock.instant()));
    assertThat(folder.load().hasSuccessor(entry, end)).isTrue();
    clock.advance(Duration.ofDays(400));
    assertThat(taken("other", publicKey("Old", START)).reasons().get(0))
        .contains("expired at 2027-06-01");
  }

  @Test
  void a_broken_file_is_reported_and_the_rest_loads() throws Exception {
    taken("acme", publicKey("Acme", START));
    Files.writeString(
        home.resolve("certs/acme/broken.asc"), "-----BEGIN PGP PUBLIC KEY BLOCK-----\n");
    Files.writeString(home.resolve("certs/acme/other.asc"), "no key");
    LoadedCertificates loaded = certificates.load();
    assertThat(loaded.registry().pgp().entries()).hasSize(1);
    assertThat(loaded.problems())
        .extracting(CertificateProblem::text)
        .anySatisfy(text -> assertThat(text).contains("no END line"))
        .anySatisfy(text -> assertThat(text).contains("not an OpenPGP key"));
    assertThatThrownBy(() -> folder.find("acme", "00000000"))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("pgp list");
  }

  @Test
  void several_keys_come_in_one_file_and_messages_are_told_apart() throws Exception {
    ImportReport report =
        taken("acme", publicKey("Acme 1", START) + "\n" + publicKey("Acme 2", START));
    assertThat(report.pgp()).hasSize(2);
    assertThat(
            taken("acme", "-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----\n")
                .refusals()
                .get(0))
        .contains("BEGIN PGP PUBLIC KEY BLOCK");
    assertThat(report.remarks()).isEqualTo(List.of());
  }
}
