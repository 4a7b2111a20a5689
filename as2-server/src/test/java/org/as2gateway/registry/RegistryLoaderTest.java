package org.as2gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.as2gateway.registry.Problem.Severity;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryLoaderTest {
  @TempDir private Path folder;

  @Test
  void a_complete_home_has_no_problems_and_knows_who_is_us() throws IOException {
    Registry registry = RegistryHome.complete(folder).load();

    assertThat(registry.problems()).isEmpty();
    assertThat(registry.isOutbound(out(registry))).isTrue();
    assertThat(registry.isInbound(out(registry))).isFalse();
    assertThat(registry.isInbound(in(registry))).isTrue();
    assertThat(registry.missingToSend(out(registry), Instant.now())).isEmpty();
    assertThat(registry.missingToReceive(in(registry), Instant.now())).isEmpty();
  }

  @Test
  void tells_all_that_is_missing_to_send() throws IOException {
    RegistryHome home = RegistryHome.complete(folder);
    Files.delete(folder.resolve("certs/acme/acme.pem"));
    home.write(
        RegistryHome.xml(
                RegistryHome.OUT_ATTRIBUTES
                        .replace("https://as2.acme.example/", "")
                        .replace("\"sha-256\"", "\"md5\"")
                    + "<attribute name=\"gw.tls_client_alias\" value=\"client\"/>",
                "")
            .replace("\"ACME\"", "\"\""));
    Registry registry = home.load();

    List<String> missing = registry.missingToSend(out(registry), Instant.now());

    assertThat(missing)
        .containsExactly(
            "as2_id of partner 'acme'",
            "as2_url of partnership 'out'",
            "a certificate of 'acme' in certs/acme/",
            "a private key in certs/client/ (gw.tls_client_alias)",
            "a 'sign' other than 'md5', which can be verified but not created");
    Problem problem = RegistryHome.find(registry, "partnership 'out': cannot send").orElseThrow();
    assertThat(problem.severity()).isEqualTo(Severity.INCOMPLETE);
    assertThat(problem.location()).contains("partnerships.xml:4");
    assertThat(problem.text()).contains(missing);
  }

  @Test
  void a_partner_without_a_url_or_for_messages_in_the_clear_can_still_be_received_from()
      throws IOException {
    RegistryHome home = RegistryHome.complete(folder);
    home.write(RegistryHome.xml("", ""));
    Registry registry = home.load();
    assertThat(registry.missingToReceive(in(registry), Instant.now())).isEmpty();

    Files.delete(folder.resolve("certs/acme/acme.pem"));
    assertThat(home.load().missingToReceive(in(registry), Instant.now()))
        .containsExactly("a certificate of 'acme' in certs/acme/");
    home.write(RegistryHome.xml("", "<attribute name=\"gw.allow_unsigned\" value=\"true\"/>"));
    Registry open = home.load();
    assertThat(open.missingToReceive(in(open), Instant.now())).isEmpty();
    assertThat(RegistryHome.find(open, "accepts unsigned messages")).isPresent();
  }

  @Test
  void a_sender_whose_certificates_have_all_expired_is_still_known() throws IOException {
    RegistryHome home = RegistryHome.complete(folder);
    KeyFiles.writePartner(folder, "acme", TestPki.expired("acme").certificate());
    Registry registry = home.load();

    assertThat(registry.missingToReceive(in(registry), Instant.now())).isEmpty();
    assertThat(registry.missingToSend(out(registry), Instant.now()))
        .singleElement()
        .asString()
        .startsWith("a valid certificate to encrypt for 'acme' in certs/acme/ (certificate")
        .contains("'CN=acme' expired on ");
    assertThat(RegistryHome.find(registry, "certs/acme/acme.pem: certificate expired on"))
        .isPresent();
  }

  @Test
  void warns_30_days_before_a_certificate_ends_unless_another_follows() throws IOException {
    RegistryHome home = RegistryHome.complete(folder);
    Instant now = Instant.now();
    var soon = TestPki.rsa("acme", now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(20)));
    KeyFiles.writePartner(folder, "acme", soon.certificate());
    assertThat(RegistryHome.find(home.load(), "certs/acme/acme.pem: certificate expires on"))
        .isPresent();

    KeyFiles.writePem(folder.resolve("certs/acme/next.pem"), TestPki.rsa("acme", 2).certificate());
    assertThat(home.load().problems()).isEmpty();

    KeyFiles.writePem(
        folder.resolve("certs/acme/next.pem"),
        TestPki.rsa("acme", 2).certificate(),
        "use: encrypt");
    assertThat(RegistryHome.find(home.load(), "certificate expires on")).isPresent();
  }

  @Test
  void warns_of_weak_algorithms_and_of_messages_without_proof() throws IOException {
    RegistryHome home = RegistryHome.complete(folder);
    home.write(
        RegistryHome.xml(
            "<attribute name=\"sign\" value=\"sha1\"/>"
                + "<attribute name=\"encrypt\" value=\"3des\"/>",
            "<attribute name=\"gw.accept_sign\" value=\"md5, sha-256\"/>"));
    Registry registry = home.load();
    for (String words :
        List.of(
            "'out': sends with weak algorithm sha1",
            "'out': sends with weak algorithm 3des",
            "'out': requests no signed receipt",
            "'in': accepts weak algorithm md5")) {
      assertThat(RegistryHome.find(registry, words)).as(words).isPresent();
    }
    home.write(RegistryHome.xml("", ""));
    assertThat(RegistryHome.find(home.load(), "'out': sends unsigned")).isPresent();
    assertThat(RegistryHome.find(home.load(), "'out': sends unencrypted messages")).isPresent();
  }

  @Test
  void warns_of_two_partnerships_for_the_same_pair_and_of_a_trust_file_that_is_not_there()
      throws IOException {
    RegistryHome home = RegistryHome.complete(folder);
    home.write(
        RegistryHome.xml(RegistryHome.OUT_ATTRIBUTES, "")
            .replace(
                "</partnerships>",
                "<partnership name=\"in2\"><sender name=\"acme\"/><receiver name=\"own\"/>"
                    + "<attribute name=\"gw.tls_trust\" value=\"ca.pem\"/></partnership>"
                    + "</partnerships>"));
    assertThat(RegistryHome.find(home.load(), "'in2': is never used for receiving")).isPresent();
    assertThat(RegistryHome.find(home.load(), "gw.tls_trust: 'certs/ca.pem' does not exist"))
        .isPresent();
  }

  @Test
  void a_broken_certificate_is_reported_and_the_rest_loads() throws IOException {
    RegistryHome home = RegistryHome.complete(folder);
    Files.writeString(folder.resolve("certs/acme/broken.pem"), "nonsense");
    Registry registry = home.load();
    assertThat(registry.missingToSend(out(registry), Instant.now())).isEmpty();
    assertThat(registry.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.subject()).isEqualTo("certs/acme/broken.pem"))
        .satisfies(p -> assertThat(p.severity()).isEqualTo(Severity.ERROR));
  }

  @Test
  void a_missing_file_is_refused_with_advice() {
    assertThat(new RegistryHome(folder).loader(Clock.systemUTC()).load())
        .isInstanceOfSatisfying(
            RegistryLoader.Outcome.Refused.class,
            r ->
                assertThat(r.problems())
                    .singleElement()
                    .satisfies(
                        p ->
                            assertThat(p.sentence())
                                .startsWith("partnerships.xml: not found in " + folder)
                                .contains("./as2 init")));
  }

  @Test
  void the_shipped_template_is_incomplete_and_says_what_to_do() throws IOException {
    Files.copy(Path.of("../partnerships.xml"), folder.resolve("partnerships.xml"));
    RegistryHome home = new RegistryHome(folder);
    Registry fresh = home.load();

    assertThat(RegistryHome.find(fresh, "we have no key").orElseThrow().text())
        .contains("./as2 cert new");
    assertThat(
            RegistryHome.find(fresh, "partnership 'my-company-to-usps-dts'").orElseThrow().text())
        .isEqualTo(
            "cannot be used yet: neither side is one of our AS2 identities because there is no"
                + " .p12 in"
                + " certs/my-company/ or certs/usps-dts/, missing: as2_id of partner 'my-company';"
                + " as2_id of partner 'usps-dts'");

    KeyFiles.writeOwn(folder, "my-company", TestPki.rsa("my-company"));
    assertThat(
            RegistryHome.find(home.load(), "partnership 'my-company-to-usps-dts'")
                .orElseThrow()
                .text())
        .isEqualTo(
            "cannot send yet, missing: as2_id of partner 'my-company'; as2_id of partner"
                + " 'usps-dts'; as2_url of partnership 'my-company-to-usps-dts'; a"
                + " certificate of 'usps-dts' in certs/usps-dts/");
    assertThat(home.load().problems())
        .allSatisfy(p -> assertThat(p.severity()).isEqualTo(Severity.INCOMPLETE));
  }

  private static Partnership out(Registry registry) {
    return registry.partnerships().partnership("out").orElseThrow();
  }

  private static Partnership in(Registry registry) {
    return registry.partnerships().partnership("in").orElseThrow();
  }
}
