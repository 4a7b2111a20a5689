package org.as2gateway.admin.setup;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.PartnershipAttribute;

/**
 * The steps on which a partner is set up; any may be returned to. Which there are depends on the
 * transport.
 */
public enum OnboardingStep {
  IDENTITY("Identity"),
  CONNECTION("Connection"),
  FILES("OpenPGP"),
  LOGIN("Login"),
  CERTIFICATES("Certificates"),
  SECURITY("Security"),
  CHECKS("Checks"),
  TEST("Test message"),
  LIVE("Go live");

  private static final List<OnboardingStep> AS2 =
      List.of(IDENTITY, CERTIFICATES, SECURITY, CHECKS, TEST, LIVE);
  private static final List<OnboardingStep> SFTP =
      List.of(IDENTITY, CONNECTION, FILES, CHECKS, TEST, LIVE);
  private static final List<OnboardingStep> PDX = List.of(IDENTITY, LOGIN, CHECKS, TEST, LIVE);

  private final String label;

  OnboardingStep(String label) {
    this.label = label;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** For addresses. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the text of an address. */
  public static Optional<OnboardingStep> parse(String text) {
    return Arrays.stream(values()).filter(step -> step.text().equals(text)).findFirst();
  }

  /** The steps of a set-up, in order: those of its transport. */
  public static List<OnboardingStep> of(Onboarding onboarding) {
    return switch (Answer.transport(onboarding)) {
      case AS2 -> AS2;
      case SFTP -> SFTP;
      case PDX -> PDX;
    };
  }

  /** Whether what it asks is known. */
  public boolean isDone(Onboarding onboarding) {
    return switch (this) {
      case IDENTITY -> isIdentified(onboarding);
      case CONNECTION -> isConnected(onboarding);
      case FILES -> isProtected(onboarding);
      case LOGIN ->
          has(onboarding, PartnershipAttribute.PDX_ENVIRONMENT)
              && has(onboarding, PartnershipAttribute.PDX_LOGIN);
      case CERTIFICATES -> has(onboarding, Answer.PEM) && has(onboarding, Answer.PHONE);
      case SECURITY -> has(onboarding, Answer.PRESET);
      case CHECKS -> Answer.isGood(onboarding, Answer.CHECKS_VERDICT);
      case TEST -> Answer.isGood(onboarding, Answer.TEST_VERDICT);
      case LIVE -> onboarding.finishedAt().isPresent();
    };
  }

  private static boolean isIdentified(Onboarding onboarding) {
    return switch (Answer.transport(onboarding)) {
      case AS2 -> has(onboarding, Answer.AS2_ID) && has(onboarding, Answer.URL);
      case SFTP -> has(onboarding, Answer.SFTP_SIDE);
      case PDX -> has(onboarding, Answer.STATION);
    };
  }

  /** A server of the partner is not known without its host key. */
  private static boolean isConnected(Onboarding onboarding) {
    boolean hasLogin =
        has(onboarding, PartnershipAttribute.SFTP_KEY)
            || has(onboarding, PartnershipAttribute.SFTP_PASSWORD);
    boolean hasServer =
        has(onboarding, PartnershipAttribute.SFTP_URL)
            && has(onboarding, PartnershipAttribute.SFTP_HOST_KEY);
    return hasLogin && (Answer.isOurServer(onboarding) || hasServer);
  }

  /** OpenPGP without any key would protect nothing. */
  private static boolean isProtected(Onboarding onboarding) {
    return has(onboarding, Answer.PGP)
        && (!Answer.isPgp(onboarding)
            || has(onboarding, PartnershipAttribute.PGP_ENCRYPT)
            || has(onboarding, PartnershipAttribute.PGP_SIGN)
            || has(onboarding, PartnershipAttribute.PGP_REQUIRE));
  }

  private static boolean has(Onboarding onboarding, PartnershipAttribute attribute) {
    return has(onboarding, attribute.attributeName());
  }

  private static boolean has(Onboarding onboarding, String answer) {
    return !onboarding.answer(answer).isBlank();
  }

  /** The first that is not done. */
  public static OnboardingStep next(Onboarding onboarding) {
    return of(onboarding).stream()
        .filter(step -> !step.isDone(onboarding))
        .findFirst()
        .orElse(LIVE);
  }
}
