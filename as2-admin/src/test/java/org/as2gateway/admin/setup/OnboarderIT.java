package org.as2gateway.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.AuditEntry;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.proxy.Proxies;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A partner on its way into the registry, without pages and without a partner to talk to. */
class OnboarderIT {
  private static final Actor ANN = new Actor("ann", "192.0.2.1");
  private static final String URL = "http://127.0.0.1:9/as2";

  @TempDir private Path folder;
  private TestGateway gateway;
  private Onboarder onboarder;

  @BeforeEach
  void start() throws Exception {
    gateway =
        TestGateway.start(
            new TestHome(folder)
                .station("Us", TestPki.rsa("CN=us"))
                .partner("Them", TestPki.rsa("CN=them").certificate())
                .partner("Half", TestPki.rsa("CN=half").certificate())
                .partnership("Us", "Them", TestHome.sending(URI.create(URL)))
                .partnership("Them", "Us", Map.of())
                .partnership("Us", "Half", Map.of("as2_mdn_to", "us@example.com")));
    onboarder =
        new Onboarder(
            Registrar.of(gateway.gateway(), Clock.systemUTC()),
            gateway.gateway().onboardings(),
            Proxies.ofHosts(gateway.gateway().config(), Clock.systemUTC()));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Onboarding begun() throws Exception {
    return onboarder.begin(ANN, "Acme", Map.of(Answer.STATION, "Us"));
  }

  /** With all that has to be known before anything is sent. */
  private Onboarding answered() throws Exception {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put(Answer.AS2_ID, "ACME-ID");
    answers.put(Answer.URL, URL);
    answers.put(Answer.EMAIL, "ops@acme.example");
    answers.put(Answer.PEM, KeyFiles.pem(TestPki.rsa("CN=acme").certificate()));
    answers.put(Answer.PRESET, "generic");
    Onboarding taken = onboarder.take(begun(), answers);
    return onboarder.answer(taken, Map.of(Answer.PHONE, "compared by ann"));
  }

  private Onboarding tested() throws Exception {
    return onboarder.answer(
        answered(), Map.of(Answer.CHECKS_VERDICT, "good", Answer.TEST_VERDICT, "good"));
  }

  private static void assertRefused(Reason reason, String words, ThrowingCallable step) {
    assertThatThrownBy(step)
        .isInstanceOfSatisfying(EditRefused.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(words);
  }

  private AuditEntry lastAudit() {
    return gateway.gateway().identity().audit().newest(Long.MAX_VALUE, null, 1).get(0);
  }

  private Map<String, String> attributes(String partnership) throws Exception {
    return gateway.gateway().registryEditor().partnership(partnership).orElseThrow().attributes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " Acme", "Acme ", "Acme.", "../x", "a/b", "Ac\u202Eme", "-acme"})
  void a_name_that_cannot_name_folders_is_refused(String name) {
    assertRefused(
        Reason.INVALID, "because it names folders", () -> onboarder.begin(ANN, name, Map.of()));
  }

  @Test
  void one_partner_is_set_up_once_at_a_time() throws Exception {
    Onboarding first = begun();
    assertThat(lastAudit().action()).isEqualTo("onboarding-begin");
    assertRefused(Reason.CONFLICT, "already being set up", this::begun);
    onboarder.abandon(ANN, first);
    assertThat(lastAudit().action()).isEqualTo("onboarding-abandon");
    assertThat(begun().id()).isNotEqualTo(first.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Them", "Us"})
  void who_is_complete_is_not_set_up_again(String name) {
    assertRefused(Reason.CONFLICT, "already complete", () -> onboarder.begin(ANN, name, Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"HALF, ''", "' half.', ''", "Some other name, Half"})
  void another_spelling_or_the_as2_id_means_the_partner_that_is_there(String typed, String as2Id)
      throws Exception {
    Map<String, String> known = Map.of(Answer.AS2_ID, as2Id);
    Onboarding begun = onboarder.begin(ANN, typed, known);
    assertThat(begun.partner()).isEqualTo("Half");
    assertThat(onboarder.underWay("h a l f", ""))
        .hasValueSatisfying(present -> assertThat(present.id()).isEqualTo(begun.id()));
    assertThat(onboarder.underWay("Acme", "")).isEmpty();
  }

  @Test
  void what_is_known_of_an_incomplete_partner_need_not_be_asked() throws Exception {
    Onboarding begun = onboarder.begin(ANN, "Half", Map.of(Answer.EMAIL, "new@half.example"));
    assertThat(begun.answer(Answer.AS2_ID)).isEqualTo("Half");
    assertThat(begun.answer(Answer.EMAIL)).as("what is given counts").isEqualTo("new@half.example");
    assertThat(OnboardingStep.next(begun)).isEqualTo(OnboardingStep.IDENTITY);
  }

  @ParameterizedTest
  @CsvSource({
    "url, ftp://acme.example, the URL",
    "as2_id, a\u00e9, the AS2 id",
    "station, Them, not one of our",
    "preset, newest, starting point",
    "requested, 2026-13-01, not a date",
    "requested, +999999999-12-31, not a date",
    "phone, compared by nobody, not a known answer",
    "checks_verdict, good, not a known answer",
    "test_verdict, good, not a known answer"
  })
  void an_answer_that_cannot_be_is_refused_and_not_kept(String name, String answer, String words)
      throws Exception {
    Onboarding begun = begun();
    assertRefused(Reason.INVALID, words, () -> onboarder.take(begun, Map.of(name, answer)));
    assertThat(gateway.gateway().onboardings().find(begun.id()).orElseThrow().answers())
        .isEqualTo(begun.answers());
  }

  @ParameterizedTest
  @CsvSource({"generic, sha-256, aes256-cbc", "legacy, sha1, 3des"})
  void a_preset_fills_in_what_is_not_given(String preset, String sign, String encrypt)
      throws Exception {
    Onboarding usual = onboarder.take(begun(), Map.of(Answer.PRESET, preset));
    assertThat(usual.answer(Answer.SIGN)).isEqualTo(sign);
    assertThat(usual.answer(Answer.ENCRYPT)).isEqualTo(encrypt);

    Onboarding given =
        onboarder.take(usual, Map.of(Answer.PRESET, preset, Answer.ENCRYPT, "aes128-gcm"));
    assertThat(given.answer(Answer.SIGN)).isEqualTo(sign);
    assertThat(given.answer(Answer.ENCRYPT)).isEqualTo("aes128-gcm");
  }

  @Test
  void another_certificate_has_to_be_compared_again() throws Exception {
    Onboarding compared = answered();
    assertThat(OnboardingStep.CERTIFICATES.isDone(compared)).isTrue();
    byte[] other = TestPki.rsa("CN=acme", 2).certificate().getEncoded();
    Onboarding later = onboarder.takeCertificates(compared, other);
    assertThat(OnboardingStep.CERTIFICATES.isDone(later)).isFalse();
    assertThat(OnboardingStep.next(later)).isEqualTo(OnboardingStep.CERTIFICATES);
    assertThatThrownBy(
            () -> onboarder.takeCertificates(later, "none".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(CertsException.class);
  }

  @Test
  void another_address_has_to_be_checked_again() throws Exception {
    Onboarding checked =
        onboarder.answer(
            answered(), Map.of(Answer.CHECKS, "all good", Answer.CHECKS_VERDICT, "good"));
    Onboarding same = onboarder.take(checked, Map.of(Answer.URL, URL));
    assertThat(OnboardingStep.CHECKS.isDone(same)).isTrue();
    Onboarding moved = onboarder.take(same, Map.of(Answer.URL, "http://127.0.0.1:10/as2"));
    assertThat(OnboardingStep.CHECKS.isDone(moved)).isFalse();
    assertThat(moved.answer(Answer.CHECKS)).isEmpty();
  }

  @Test
  void checks_of_an_address_where_nobody_is_are_bad_and_say_why() throws Exception {
    Onboarding checked = onboarder.check(answered(), Map.of());
    assertThat(Answer.isBad(checked, Answer.CHECKS_VERDICT)).isTrue();
    assertThat(FindingText.read(checked.answer(Answer.CHECKS))).isNotEmpty();
  }

  @Test
  void nothing_is_sent_before_identity_certificates_and_security_are_known() throws Exception {
    Onboarding begun = begun();
    assertRefused(Reason.CONFLICT, "'Identity'", () -> onboarder.addOutbound(ANN, begun));
    Onboarding named = onboarder.take(begun, Map.of(Answer.AS2_ID, "A", Answer.URL, URL));
    assertRefused(Reason.CONFLICT, "'Certificates'", () -> onboarder.addOutbound(ANN, named));
    assertThat(gateway.gateway().registry().partnerships().partner("Acme")).isEmpty();
  }

  @Test
  void the_way_to_the_partner_is_added_with_its_certificate() throws Exception {
    assertThat(onboarder.addOutbound(ANN, answered())).isEqualTo("Us-to-Acme");
    assertThat(attributes("Us-to-Acme"))
        .containsEntry("as2_url", URL)
        .containsEntry("sign", "sha-256")
        .containsEntry("encrypt", "aes256-cbc")
        .containsEntry("as2_mdn_to", "Us")
        .doesNotContainKey("as2_receipt_option");
    assertThat(attributes("Us-to-Acme").get("as2_mdn_options")).endsWith("required, sha-256");
    var registry = gateway.gateway().registry();
    assertThat(registry.partnerships().partner("Acme").orElseThrow().as2Id().orElseThrow().value())
        .isEqualTo("ACME-ID");
    assertThat(registry.missingToSend(registry.outboundTo("Acme").orElseThrow(), Instant.now()))
        .isEmpty();
    assertThat(registry.partnerships().partnership("Acme-to-Us")).as("not by this").isEmpty();
  }

  @Test
  void receipts_are_asked_for_as_chosen_and_a_second_attempt_changes_that() throws Exception {
    Onboarding later =
        onboarder.take(
            answered(), Map.of(Answer.RECEIPT, "async", Answer.RECEIPT_URL, "http://us.example/r"));
    onboarder.addOutbound(ANN, later);
    assertThat(attributes("Us-to-Acme")).containsEntry("as2_receipt_option", "http://us.example/r");
    onboarder.addOutbound(ANN, onboarder.take(later, Map.of(Answer.RECEIPT, "none")));
    assertThat(gateway.gateway().registry().outboundTo("Acme"))
        .hasValueSatisfying(p -> assertThat(p.name()).isEqualTo("Us-to-Acme"));
    assertThat(attributes("Us-to-Acme").getOrDefault("as2_mdn_to", "")).isEmpty();
    assertThat(attributes("Us-to-Acme").getOrDefault("as2_receipt_option", "")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = OnboardingStep.class,
      names = {"IDENTITY", "CERTIFICATES", "SECURITY", "CHECKS", "TEST"})
  void nobody_goes_live_with_a_step_missing(OnboardingStep missing) throws Exception {
    Onboarding all = tested();
    onboarder.addOutbound(ANN, all);
    Map<String, String> blank =
        Map.of(
            switch (missing) {
              case IDENTITY -> Answer.URL;
              case CERTIFICATES -> Answer.PHONE;
              case SECURITY -> Answer.PRESET;
              case CHECKS -> Answer.CHECKS_VERDICT;
              default -> Answer.TEST_VERDICT;
            },
            "");
    Onboarding without = onboarder.answer(all, blank);
    assertRefused(
        Reason.CONFLICT, "'" + missing.label() + "'", () -> onboarder.goLive(ANN, without));
    assertThat(gateway.gateway().registry().partnerships().partnership("Acme-to-Us")).isEmpty();
  }

  @Test
  void the_partner_goes_live_and_the_setup_is_over() throws Exception {
    Onboarding all = tested();
    onboarder.addOutbound(ANN, all);
    onboarder.goLive(ANN, all);
    assertThat(attributes("Acme-to-Us"))
        .containsEntry("sign", "sha-256")
        .containsEntry("encrypt", "aes256-cbc");
    Optional<Onboarding> kept = gateway.gateway().onboardings().find(all.id());
    assertThat(kept.filter(o -> o.finishedAt().isEmpty())).as("still under way").isEmpty();
    assertThat(lastAudit().action()).isEqualTo("onboarding-live");
    assertThat(lastAudit().after()).isEqualTo("compared by ann");
    assertRefused(Reason.CONFLICT, "already complete", this::begun);
  }

  @Test
  void files_are_accepted_as_tests_once_certificates_are_compared_until_go_live() throws Exception {
    Onboarding compared = onboarder.compared(ANN, tested(), "compared by ann");
    assertThat(attributes("Acme-to-Us")).containsEntry("gw.state", "testing");
    assertThat(isTesting()).isTrue();
    onboarder.addOutbound(ANN, compared);
    assertThat(isTesting()).as("set up, and not live").isTrue();
    onboarder.goLive(ANN, compared);
    assertThat(attributes("Acme-to-Us")).doesNotContainKey("gw.state");
    assertThat(isTesting()).isFalse();
  }

  private boolean isTesting() {
    return gateway
        .gateway()
        .registry()
        .partnerships()
        .partnership("Acme-to-Us")
        .orElseThrow()
        .message()
        .isTesting();
  }

  @Test
  void nothing_is_accepted_before_the_as2_id_is_known() throws Exception {
    Map<String, String> pem =
        Map.of(Answer.PEM, KeyFiles.pem(TestPki.rsa("CN=acme").certificate()));
    Onboarding compared = onboarder.compared(ANN, onboarder.take(begun(), pem), "compared by ann");
    assertThat(gateway.gateway().registry().partnerships().partnership("Acme-to-Us")).isEmpty();
    onboarder.acceptTests(ANN, onboarder.take(compared, Map.of(Answer.AS2_ID, "ACME-ID")));
    assertThat(isTesting()).isTrue();
  }

  @Test
  void who_is_given_up_is_no_longer_accepted_and_can_be_begun_again() throws Exception {
    onboarder.abandon(ANN, onboarder.compared(ANN, answered(), "compared by ann"));
    assertThat(gateway.gateway().registry().partnerships().partnership("Acme-to-Us")).isEmpty();
    assertThat(begun().answer(Answer.AS2_ID)).isEqualTo("ACME-ID");
  }

  @Test
  void what_is_in_use_does_not_become_a_test() throws Exception {
    Map<String, String> half = Map.of(Answer.STATION, "Us", Answer.AS2_ID, "Half");
    gateway
        .gateway()
        .registryEditor()
        .putPartnership(
            "ann", new PartnershipEntry("Half-to-Us", "Half", "Us", Map.of()), Optional.empty());
    Onboarding begun = onboarder.begin(ANN, "Half", half);
    Map<String, String> pem =
        Map.of(Answer.PEM, KeyFiles.pem(TestPki.rsa("CN=half").certificate()));
    onboarder.compared(ANN, onboarder.take(begun, pem), "compared by ann");
    assertThat(attributes("Half-to-Us")).doesNotContainKey("gw.state");
  }

  @Test
  void going_live_without_a_test_needs_a_reason_that_is_kept() throws Exception {
    Onboarding checked = onboarder.answer(answered(), Map.of(Answer.CHECKS_VERDICT, "good"));
    assertRefused(
        Reason.INVALID, "reason", () -> onboarder.goLiveUntested(ANN, checked, " \u202E "));
    assertRefused(Reason.CONFLICT, "'Test message'", () -> onboarder.goLive(ANN, checked));
    onboarder.goLiveUntested(ANN, checked, "they test in June");
    assertThat(attributes("Acme-to-Us")).doesNotContainKey("gw.state");
    assertThat(attributes("Us-to-Acme")).containsEntry("as2_url", URL);
    assertThat(lastAudit().action()).isEqualTo("onboarding-live");
    assertThat(lastAudit().after()).isEqualTo("compared by ann; without a test: they test in June");
  }

  @Test
  void without_a_check_of_the_way_nobody_goes_live_untested() throws Exception {
    Onboarding unchecked = answered();
    assertRefused(
        Reason.CONFLICT, "'Checks'", () -> onboarder.goLiveUntested(ANN, unchecked, "hurry"));
  }
}
