package org.as2gateway.admin.setup;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.doctor.Finding;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.registry.AdvisedCertificateJson;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.store.log.MessageRecord;
import org.jspecify.annotations.Nullable;

/** A partner that is being set up, as JSON. */
@Description("A partner that is being set up.")
record OnboardingJson(
    String id,
    String partner,
    String startedBy,
    Instant startedAt,
    Instant updatedAt,
    @Nullable Instant finishedAt,
    OnboardingStep next,
    @Description("the steps of this transport, in order") List<OnboardingStep> steps,
    List<OnboardingStep> done,
    Map<String, String> answers,
    List<AdvisedCertificateJson> certificates,
    @Description("who compared the fingerprints, when and with whom") @Nullable String compared,
    ChecksJson checks,
    @Description("id of the test message") @Nullable String testMessage,
    @Description(values = {"good", "bad"}) @Nullable String testVerdict) {
  /** Setups in progress. */
  record OnboardingsJson(List<OnboardingJson> onboardings) {}

  /** What the last connection check found. */
  @Description("Result of the last connection check.")
  record ChecksJson(
      @Nullable Instant at,
      @Description(values = {"good", "bad"}) @Nullable String verdict,
      List<FindingJson> findings,
      @Description(
              "the certificate to trust, if the only TLS problem is that its CA is not trusted")
          @Nullable AdvisedCertificateJson untrusted,
      @Description("the host key to pin, if the SFTP server showed one that is not pinned")
          @Nullable HostKeyJson hostKey) {
    static ChecksJson of(Onboarding onboarding, OnboardingActions actions) {
      @Nullable String at = nullIfEmpty(onboarding.answer(Answer.CHECKS_AT));
      return new ChecksJson(
          at == null ? null : Instant.parse(at),
          nullIfEmpty(onboarding.answer(Answer.CHECKS_VERDICT)),
          FindingText.read(onboarding.answer(Answer.CHECKS)).stream()
              .map(f -> new FindingJson(f.verdict(), f.subject(), f.text()))
              .toList(),
          actions.untrusted(onboarding).map(AdvisedCertificateJson::of).orElse(null),
          HostKeyJson.of(onboarding));
    }
  }

  /** A host key that is not pinned. */
  @Description("A host key of an SFTP server that is not pinned.")
  record HostKeyJson(
      @Description("such as ssh-ed25519") String type,
      @Description("as ssh-keygen -lf prints it") String fingerprint) {
    static @Nullable HostKeyJson of(Onboarding onboarding) {
      String shown = onboarding.answer(Answer.HOST_KEY_SHOWN);
      return shown.isEmpty()
          ? null
          : new HostKeyJson(onboarding.answer(Answer.HOST_KEY_TYPE), shown);
    }
  }

  /** One finding of a check. */
  record FindingJson(Finding.Verdict verdict, String subject, String text) {}

  /** That setup. */
  static OnboardingJson of(Onboarding onboarding, OnboardingActions actions) {
    Map<String, String> answers = new LinkedHashMap<>(onboarding.answers());
    answers.keySet().removeIf(key -> !Answer.isForPeople(key));
    return new OnboardingJson(
        onboarding.id(),
        onboarding.partner(),
        onboarding.startedBy(),
        onboarding.startedAt(),
        onboarding.updatedAt(),
        onboarding.finishedAt().orElse(null),
        OnboardingStep.next(onboarding),
        OnboardingStep.of(onboarding),
        OnboardingStep.of(onboarding).stream().filter(step -> step.isDone(onboarding)).toList(),
        answers,
        actions.certificates(onboarding).stream().map(AdvisedCertificateJson::of).toList(),
        nullIfEmpty(onboarding.answer(Answer.PHONE)),
        ChecksJson.of(onboarding, actions),
        actions.testOf(onboarding).map(MessageRecord::id).orElse(null),
        nullIfEmpty(onboarding.answer(Answer.TEST_VERDICT)));
  }

  private static @Nullable String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
