package org.as2gateway.registry.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificate serves when (design.md §4). Times are days of January 2030. */
class CertificateChoiceTest {
  @TempDir Path home;

  private static Instant day(int day) {
    return Instant.parse("2030-01-01T00:00:00Z").plusSeconds((day - 1) * 86_400L);
  }

  private static String at(String key, int day) {
    return key + ": " + day(day);
  }

  private static OwnKey key(String name, int from, int to) {
    return TestPki.rsa(name, day(from), day(to));
  }

  private X509Certificate partner(String name, int from, int to, String... lines)
      throws IOException {
    X509Certificate certificate = key(name, from, to).certificate();
    KeyFiles.writePem(home.resolve("certs/a/" + name + ".pem"), certificate, lines);
    return certificate;
  }

  private OwnKey own(String name, int from, int to, String... lines) throws IOException {
    OwnKey key = key(name, from, to);
    KeyFiles.writeP12(key, home.resolve("certs/a/" + name + ".p12"));
    if (lines.length > 0) {
      KeyFiles.writePem(home.resolve("certs/a/" + name + ".pem"), key.certificate(), lines);
    }
    return key;
  }

  private CertificateRegistry registry() {
    Map<String, String> password = Map.of(KeyStorePassword.VARIABLE, KeyFiles.PASSWORD);
    return new CertificateLoader(home, password, key -> key).load().registry();
  }

  private void assertEncryptsWith(X509Certificate expected, int day) {
    assertThat(registry().encrypting("a", day(day))).as("day %d", day).contains(expected);
  }

  @Test
  void a_newer_undated_certificate_verifies_at_once_but_encrypts_only_after_the_older_one()
      throws IOException {
    X509Certificate older = partner("older", 1, 10);
    X509Certificate newer = partner("newer", 5, 30);

    assertThat(registry().verifying("a", day(4))).containsExactly(older);
    assertThat(registry().verifying("a", day(6))).containsExactlyInAnyOrder(older, newer);
    assertEncryptsWith(older, 6);
    assertEncryptsWith(newer, 11);
    assertThat(registry().verifying("a", day(11))).containsExactly(newer);
    assertThat(registry().encrypting("a", day(31))).isEmpty();
    assertThat(registry().isKnown("a")).isTrue();
  }

  @Test
  void a_retired_certificate_serves_for_nothing_from_its_day_on() throws IOException {
    X509Certificate older = partner("older", 1, 30, at("retired", 8));
    X509Certificate newer = partner("newer", 5, 30);

    assertEncryptsWith(older, 7);
    assertEncryptsWith(newer, 8);
    assertThat(registry().verifying("a", day(8))).containsExactly(newer);
  }

  @Test
  void the_greatest_past_active_from_is_used_outbound_and_holds_back_nothing_inbound()
      throws IOException {
    X509Certificate one = partner("one", 1, 30, at("active-from", 2));
    X509Certificate two = partner("two", 1, 30, at("active-from", 10));
    X509Certificate three = partner("three", 1, 30, at("active-from", 20));

    assertThat(registry().encrypting("a", day(1))).isEmpty();
    assertEncryptsWith(one, 9);
    assertEncryptsWith(two, 10);
    assertEncryptsWith(three, 20);
    assertThat(registry().verifying("a", day(1))).containsExactlyInAnyOrder(one, two, three);
  }

  @Test
  void a_dated_certificate_takes_over_from_an_undated_one_at_its_hour() throws IOException {
    X509Certificate undated = partner("undated", 1, 30);
    X509Certificate dated = partner("dated", 1, 20, at("active-from", 10));

    assertEncryptsWith(undated, 9);
    assertEncryptsWith(dated, 10);
    assertEncryptsWith(undated, 21);
  }

  @Test
  void a_newer_undated_certificate_waits_for_a_dated_one_to_end() throws IOException {
    X509Certificate dated = partner("dated", 1, 20, at("active-from", 2));
    X509Certificate undated = partner("undated", 5, 30);

    assertEncryptsWith(dated, 6);
    assertEncryptsWith(undated, 21);
  }

  @Test
  void of_undated_certificates_of_one_age_the_one_that_came_first_is_used() throws IOException {
    X509Certificate first = partner("z", 1, 30);
    X509Certificate second = partner("b", 1, 30);
    Files.setLastModifiedTime(home.resolve("certs/a/b.pem"), FileTime.from(day(9)));

    assertEncryptsWith(first, 2);
    assertThat(registry().verifying("a", day(2))).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void uses_are_kept_apart() throws IOException {
    X509Certificate signs = partner("signs", 1, 30, "use: sign");
    X509Certificate encrypts = partner("encrypts", 2, 30, "use: encrypt");

    assertThat(registry().verifying("a", day(3))).containsExactly(signs);
    assertEncryptsWith(encrypts, 3);
    assertThat(registry().encrypting("a", day(1))).isEmpty();
  }

  @Test
  void own_keys_are_chosen_alike_and_go_on_decrypting_until_retired() throws IOException {
    OwnKey older = own("older", 1, 10);
    OwnKey newer = own("newer", 5, 30);
    OwnKey gone = own("gone", 1, 30, at("retired", 3));

    assertThat(registry().signing("a", day(6))).contains(older);
    assertThat(registry().signing("a", day(11))).contains(newer);
    assertThat(registry().signing("a", day(31))).isEmpty();
    assertThat(registry().decrypting("a", day(31))).containsExactly(newer, older);
    assertThat(registry().decrypting("a", day(2))).containsExactlyInAnyOrder(newer, older, gone);
  }

  @Test
  void own_keys_follow_the_dates_beside_them() throws IOException {
    OwnKey older = own("older", 1, 30);
    OwnKey newer = own("newer", 2, 30, at("active-from", 10), "use: sign");

    assertThat(registry().signing("a", day(9))).contains(older);
    assertThat(registry().signing("a", day(10))).contains(newer);
    assertThat(registry().encrypting("a", day(10))).contains(older.certificate());
  }

  @Test
  void entries_are_listed_by_alias_and_end_of_validity() throws IOException {
    partner("late", 1, 30);
    partner("early", 1, 10);
    KeyFiles.writePartner(home, "0", key("zero", 1, 40).certificate());

    assertThat(registry().entries())
        .extracting(e -> e.alias() + " " + e.certificate().getSubjectX500Principal().getName())
        .isEqualTo(List.of("0 CN=zero", "a CN=early", "a CN=late"));
  }

  @Test
  void knows_nothing_of_other_names() {
    assertThat(registry().isKnown("../certs")).isFalse();
    assertThat(registry().encrypting("nobody", day(1))).isEmpty();
    assertThat(registry().decrypting("nobody", day(1))).isEmpty();
  }
}
