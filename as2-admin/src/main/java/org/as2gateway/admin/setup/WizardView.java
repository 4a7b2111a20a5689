package org.as2gateway.admin.setup;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.as2gateway.admin.doctor.Finding;
import org.as2gateway.admin.partners.Field;
import org.as2gateway.admin.partners.RefusedSender;
import org.as2gateway.admin.registry.CertificateAdvice;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.PartnershipAttribute;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/**
 * One step of a set-up.
 *
 * @param onboarding what is known
 * @param step which step is shown
 * @param stations our stations
 * @param certificates the partner's certificates, explained
 * @param findings of the last checks
 * @param untrusted the certificate that would have to be trusted for the partner's TLS to be; null
 *     if there is none
 * @param test the test message; null if none was sent
 * @param checkedAt when the checks were made; null if they were not
 * @param refused their attempts to send that were refused
 * @param publicUrl where partners reach us; blank if nobody has said
 * @param error why the last answer was not taken
 */
public record WizardView(
    Onboarding onboarding,
    OnboardingStep step,
    List<String> stations,
    List<CertificateAdvice> certificates,
    List<Finding> findings,
    @Nullable CertificateAdvice untrusted,
    @Nullable MessageRecord test,
    @Nullable Instant checkedAt,
    List<RefusedSender> refused,
    String publicUrl,
    @Nullable String error) {
  private static final Map<String, String> DTS_SETTINGS =
      Map.of(
          Answer.AS2_ID, "AS2 id of DTS",
          Answer.URL, "URL of DTS",
          Answer.PEM, "Certificates of DTS",
          Answer.SIGN, "Signature algorithm",
          Answer.ENCRYPT, "Encryption algorithm",
          Answer.RECEIPT, "Receipt type");

  /** The fields of this step; none if it has a form of its own. */
  public List<Field> fields() {
    SetupFields fields = new SetupFields(onboarding, error != null);
    return switch (step) {
      case IDENTITY ->
          transport() == TransportKind.AS2 ? fields.identity() : FileFields.identity(onboarding);
      case CONNECTION, FILES, LOGIN -> FileFields.of(step, onboarding, error != null);
      case SECURITY -> fields.security(publicUrl);
      default -> List.of();
    };
  }

  /** The fields that were refused. */
  public List<Field> wrong() {
    return fields().stream().filter(Field::isWrong).toList();
  }

  /** What is known under that name; blank if nothing. */
  public String answer(String name) {
    return onboarding.answer(name);
  }

  /** The same, or something else while nothing is known. */
  public String answer(String name, String otherwise) {
    return onboarding.answer(name).isBlank() ? otherwise : onboarding.answer(name);
  }

  /** Whether that choice was made under that name. */
  public boolean has(String name, String choice) {
    return answer(name).equals(choice);
  }

  /** Whether the last connection checks failed. */
  public boolean isUnreachable() {
    return Answer.isBad(onboarding, Answer.CHECKS_VERDICT);
  }

  /** Whether that step is done. */
  public boolean isDone(OnboardingStep done) {
    return done.isDone(onboarding);
  }

  /** Whether the partner is USPS DTS, whose settings have to be asked for. */
  public boolean isDts() {
    return answer(Answer.PRESET).equals("usps-dts");
  }

  /** The settings that only DTS can tell, in order. */
  public List<String> dtsSettings() {
    return Answer.CONFIRMABLE;
  }

  /** What such a setting is called. */
  public String dtsLabel(String name) {
    return DTS_SETTINGS.getOrDefault(name, name);
  }

  /** How files travel. */
  public TransportKind transport() {
    return Answer.transport(onboarding);
  }

  /** The steps of this set-up. */
  public List<OnboardingStep> steps() {
    return OnboardingStep.of(onboarding);
  }

  /** The step after this one. */
  public String next() {
    List<OnboardingStep> steps = steps();
    return steps.get(Math.min(steps.indexOf(step) + 1, steps.size() - 1)).text();
  }

  /** Whether the partner connects to our SFTP server. */
  public boolean isOurServer() {
    return Answer.isOurServer(onboarding);
  }

  /** Whether a test file would count as business. */
  public boolean isProduction() {
    return OnboardingActions.isProduction(onboarding);
  }

  /** What the checks look at, for their heading; blank if that is not known yet. */
  public String address() {
    return switch (transport()) {
      case AS2 -> answer(Answer.URL);
      case SFTP ->
          isOurServer()
              ? "our SFTP server"
              : Answer.setting(onboarding, PartnershipAttribute.SFTP_URL);
      case PDX -> "PDX " + Answer.setting(onboarding, PartnershipAttribute.PDX_ENVIRONMENT);
    };
  }

  /** The fingerprints that are pinned. */
  public List<String> pinned() {
    return Stream.of(Answer.setting(onboarding, PartnershipAttribute.SFTP_HOST_KEY).split(",", -1))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }

  /** Whether the test message is under way, so that the page should look again. */
  public boolean isWaiting() {
    return test != null && !test.status().isEnd();
  }

  /** Whether nothing but a good test is missing before the end. */
  public boolean lacksOnlyTest() {
    return !isDone(OnboardingStep.TEST)
        && steps().stream()
            .allMatch(s -> s == OnboardingStep.LIVE || s == OnboardingStep.TEST || isDone(s));
  }

  /** Whether all before the end is done. */
  public boolean isReady() {
    return steps().stream().allMatch(s -> s == OnboardingStep.LIVE || s.isDone(onboarding));
  }
}
