package org.as2gateway.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Partners over SFTP and PDX on their way into the registry. */
class FileSetupIT {
  private static final Caller ANN =
      new Caller(new Actor("ann", "192.0.2.1"), Role.ADMINISTRATOR, Optional.empty());

  @TempDir private Path folder;
  private TestGateway gateway;
  private OnboardingActions actions;

  @BeforeEach
  void start() throws Exception {
    gateway =
        TestGateway.start(new TestHome(folder.resolve("home")).station("Us", TestPki.rsa("CN=us")));
    actions =
        new OnboardingActions(
            gateway.gateway(), Registrar.of(gateway.gateway(), Clock.systemUTC()));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Onboarding begin(String name, String transport, String preset) throws Exception {
    return actions.begin(
        ANN, new OnboardingActions.Beginning(name, "", "", preset, transport, Optional.empty()));
  }

  private Onboarding judged(Onboarding onboarding) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> actions.require(onboarding.id()),
            one -> !one.answer(Answer.TEST_VERDICT).isEmpty());
  }

  private Map<String, String> attributes(String partnership) throws Exception {
    return gateway.gateway().registryEditor().partnership(partnership).orElseThrow().attributes();
  }

  private static String answers(Onboarding onboarding, String name) {
    return onboarding.answer(name);
  }

  @Test
  void sftp_goes_from_an_unknown_host_key_to_a_sent_test_and_live() throws Exception {
    OpenSsh openSsh = new OpenSsh(folder);
    Path hostKey = openSsh.key("host", "ed25519", "");
    Path userKey = openSsh.key("user", "ed25519", "");
    Path in = Files.createDirectory(folder.resolve("in"));
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.createDirectories(gateway.home().path().resolve("certs/Us"));
    Files.copy(userKey, gateway.home().path().resolve("certs/Us/id_ed25519"));
    try (OpenSsh.Server sshd = openSsh.server(hostKey, List.of(userKey))) {
      Onboarding begun = begin("Acme", "sftp", "");
      assertThat(OnboardingStep.of(begun)).doesNotContain(OnboardingStep.CERTIFICATES);
      assertThat(OnboardingStep.next(begun)).isEqualTo(OnboardingStep.IDENTITY);
      Map<String, String> known = new LinkedHashMap<>();
      known.put(Answer.SFTP_SIDE, Answer.THEIRS);
      known.put(
          "gw.sftp_url",
          "sftp://" + System.getProperty("user.name") + "@127.0.0.1:" + sshd.port() + in);
      known.put("gw.sftp_poll", out.toString());
      known.put("gw.sftp_key", "Us");
      known.put(Answer.PGP, "no");
      Onboarding unpinned = actions.check(actions.take(ANN, begun, known), true);
      String found = openSsh.fingerprint(hostKey);
      assertThat(answers(unpinned, Answer.HOST_KEY_SHOWN)).isEqualTo(found);
      assertThat(answers(unpinned, Answer.CHECKS_VERDICT)).isEqualTo("bad");
      assertThat(OnboardingStep.CONNECTION.isDone(unpinned)).as("not pinned by itself").isFalse();
      assertThatThrownBy(() -> actions.test(ANN, unpinned)).hasMessageContaining("'Connection'");
      assertThatThrownBy(() -> actions.trust(ANN, unpinned, "SHA256:" + "A".repeat(43), "Bob"))
          .hasMessageContaining("did not show this host key");

      Onboarding pinned = actions.trust(ANN, unpinned, found, "Bob");
      assertThat(answers(pinned, "gw.sftp_host_key")).isEqualTo(found);
      assertThat(answers(pinned, Answer.PHONE)).contains("by ann", "with Bob");
      assertThat(answers(pinned, Answer.CHECKS_VERDICT)).as(pinned.toString()).isEqualTo("good");
      Onboarding tried = actions.check(pinned, true);
      assertThat(FindingText.read(answers(tried, Answer.CHECKS)))
          .extracting(one -> one.subject())
          .contains("read back", "remove");
      assertThat(in).as("the round trip leaves nothing").isEmptyDirectory();

      Onboarding tested = judged(actions.test(ANN, tried));
      assertThat(answers(tested, Answer.TEST_VERDICT)).isEqualTo("good");
      try (Stream<Path> files = Files.list(in)) {
        assertThat(files).hasSize(1);
      }
      assertThat(attributes("Acme-to-Us")).containsEntry("gw.state", "testing");
      actions.goLive(ANN, tested);
    }
    assertThat(attributes("Us-to-Acme"))
        .containsEntry("gw.transport", "sftp")
        .containsEntry("gw.sftp_key", "Us")
        .doesNotContainKeys("gw.sftp_poll", "as2_url", "sign");
    assertThat(attributes("Acme-to-Us"))
        .containsEntry("gw.sftp_poll", out.toString())
        .doesNotContainKeys("gw.state", "gw.usps");
    assertThat(gateway.gateway().registry().problems()).isEmpty();
    assertThat(gateway.gateway().identity().audit().newest(Long.MAX_VALUE, "onboarding-trust", 1))
        .singleElement()
        .satisfies(entry -> assertThat(entry.after()).contains("with Bob"));
  }

  @Test
  void a_partner_who_comes_to_our_server_has_both_ways_and_tests_before_it_is_live()
      throws Exception {
    Onboarding begun = begin("Acme", "sftp", "usps-dts");
    Onboarding known =
        actions.take(
            ANN,
            begun,
            Map.of(Answer.SFTP_SIDE, Answer.OURS, "gw.sftp_key", "Acme", Answer.PGP, "no"));
    Onboarding checked = actions.check(known, false);
    assertThat(FindingText.read(answers(checked, Answer.CHECKS)))
        .extracting(one -> one.text())
        .anyMatch(text -> text.contains("sftp.enabled: true"));
    actions.test(ANN, checked);
    assertThat(attributes("Us-to-Acme")).doesNotContainKeys("gw.sftp_url", "gw.usps");
    assertThat(attributes("Acme-to-Us")).containsEntry("gw.state", "testing");
    actions.abandon(ANN, checked);
    assertThat(gateway.gateway().registry().partnerships().partnership("Acme-to-Us")).isEmpty();
  }

  @Test
  void openpgp_is_the_partners_key_one_way_and_its_signature_the_other() throws Exception {
    Onboarding begun = begin("Acme", "sftp", "");
    Map<String, String> known = new LinkedHashMap<>();
    known.put(Answer.SFTP_SIDE, Answer.OURS);
    known.put("gw.sftp_key", "Acme");
    known.put(Answer.PGP, "yes");
    known.put("gw.pgp_encrypt", "Acme");
    known.put("gw.pgp_sign", "Us");
    known.put("gw.pgp_require", "encrypted, signed");
    Onboarding taken = actions.take(ANN, begun, known);
    new FileEntries(Registrar.of(gateway.gateway(), Clock.systemUTC())).putLive(ANN.actor(), taken);
    assertThat(attributes("Us-to-Acme"))
        .containsEntry("gw.pgp_encrypt", "Acme")
        .containsEntry("gw.pgp_sign", "Us")
        .doesNotContainKey("gw.pgp_require");
    assertThat(attributes("Acme-to-Us"))
        .containsEntry("gw.pgp_sign", "Acme")
        .containsEntry("gw.pgp_require", "encrypted, signed")
        .doesNotContainKey("gw.pgp_encrypt");
  }

  @Test
  void pdx_goes_from_its_login_to_live_with_answers_for_the_usps_desk() throws Exception {
    try (SyntheticPdx pdx =
        SyntheticPdx.open(folder.resolve("pdx"), 0, "jane", "secret", Clock.systemUTC())) {
      Onboarding begun = begin("usps-pdx", "pdx", "");
      assertThat(OnboardingStep.next(begun)).isEqualTo(OnboardingStep.LOGIN);
      Onboarding known =
          actions.take(
              ANN, begun, Map.of("gw.pdx_environment", "CAT", "gw.pdx_login", "pdx-login"));
      Onboarding without = actions.check(known);
      assertThat(answers(without, Answer.CHECKS_VERDICT)).as("no file yet").isEqualTo("bad");
      Path secrets = Files.createDirectories(gateway.home().path().resolve("data/secrets"));
      Files.writeString(secrets.resolve("pdx-login"), "jane\nsecret\n" + pdx.url() + "\n");
      Onboarding checked = actions.check(known);
      assertThat(answers(checked, Answer.CHECKS_VERDICT)).as(checked.toString()).isEqualTo("good");
      Onboarding tested = judged(actions.test(ANN, checked));
      assertThat(answers(tested, Answer.TEST_VERDICT)).isEqualTo("good");
      assertThat(gateway.gateway().registry().partnerships().partnership("usps-pdx-to-Us"))
          .as("answers are not fetched as tests")
          .isEmpty();
      actions.goLive(ANN, tested);
    }
    assertThat(attributes("Us-to-usps-pdx"))
        .containsEntry("gw.pdx_environment", "CAT")
        .containsEntry("gw.usps", "manifests");
    assertThat(attributes("usps-pdx-to-Us")).containsEntry("gw.usps", "answers");
  }

  @Test
  void nothing_is_uploaded_to_pdx_in_production_as_a_test() throws Exception {
    Onboarding known =
        actions.take(
            ANN,
            begin("usps-pdx", "pdx", ""),
            Map.of("gw.pdx_environment", "PROD", "gw.pdx_login", "pdx-login"));
    assertThatThrownBy(() -> actions.test(ANN, known))
        .isInstanceOf(EditRefused.class)
        .hasMessageContaining("as a manifest");
    assertThat(gateway.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sftp, gw.sftp_url, https://partner.example/in, expected sftp://user@host:port/folder",
    "sftp, gw.sftp_url, sftp://us:secret@partner.example/in, expected no password in the URL",
    "sftp, gw.sftp_host_key, 16:27:ac, expected fingerprints",
    "sftp, gw.pgp_require, sealed, expected one of",
    "sftp, sftp_side, nobody, whose SFTP server",
    "sftp, pgp, perhaps, whether OpenPGP",
    "sftp, gw.pdx_login, pdx-login, not a setting of a partner over SFTP",
    "sftp, transport, pdx, the transport of this setup is 'sftp'",
    "sftp, host_key_shown, SHA256:x, not a known answer",
    "pdx, gw.pdx_environment, TEST, expected one of",
    "pdx, gw.pdx_login, ../x, expected the plain name",
    "pdx, gw.sftp_url, sftp://us@partner.example/in, not a setting of a partner over PDX",
    "as2, gw.sftp_url, sftp://us@partner.example/in, not a setting of a partner over AS2",
  })
  void an_answer_that_cannot_be_is_refused_and_not_kept(
      String transport, String name, String answer, String words) throws Exception {
    Onboarding begun = begin("Acme", transport, "");
    assertThatThrownBy(() -> actions.take(ANN, begun, Map.of(name, answer)))
        .isInstanceOf(EditRefused.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining("secret");
    assertThat(actions.require(begun.id()).answers()).isEqualTo(begun.answers());
  }

  @Test
  void a_transport_that_is_none_does_not_begin() {
    assertThatThrownBy(() -> begin("Acme", "ftp", ""))
        .hasMessageContaining("'ftp' is not a transport; expected as2, sftp, or pdx");
  }

  @Test
  void another_address_has_to_be_checked_again() throws Exception {
    Onboarding known =
        actions.take(
            ANN,
            begin("Acme", "sftp", ""),
            Map.of(Answer.SFTP_SIDE, Answer.THEIRS, "gw.sftp_url", "sftp://us@127.0.0.1:9/in"));
    Onboarding checked = actions.check(known);
    assertThat(answers(checked, Answer.CHECKS)).isNotEmpty();
    Map<String, String> same = Map.of("gw.sftp_url", "sftp://us@127.0.0.1:9/in");
    assertThat(answers(actions.take(ANN, checked, same), Answer.CHECKS)).isNotEmpty();
    Map<String, String> other = Map.of("gw.sftp_url", "sftp://us@127.0.0.1:10/in");
    assertThat(answers(actions.take(ANN, checked, other), Answer.CHECKS)).isEmpty();
  }
}
