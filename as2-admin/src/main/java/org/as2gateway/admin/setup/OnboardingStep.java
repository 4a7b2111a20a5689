package org.as2gateway.admin.setup;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.people.onboarding.Onboarding;

/** The steps on which a partner is set up; any may be returned to. */
public enum OnboardingStep {
  IDENTITY("Identity"),
  CERTIFICATES("Certificates"),
  SECURITY("Security"),
  CHECKS("Checks"),
  TEST("Test message"),
  LIVE("Go live");

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

  /** Whether what it asks is known. */
  public boolean isDone(Onboarding onboarding) {
    return switch (this) {
      case IDENTITY -> has(onboarding, Answer.AS2_ID) && has(onboarding, Answer.URL);
      case CERTIFICATES -> has(onboarding, Answer.PEM) && has(onboarding, Answer.PHONE);
      case SECURITY -> has(onboarding, Answer.PRESET);
      case CHECKS -> Answer.isGood(onboarding, Answer.CHECKS_VERDICT);
      case TEST -> Answer.isGood(onboarding, Answer.TEST_VERDICT);
      case LIVE -> onboarding.finishedAt().isPresent();
    };
  }

  private static boolean has(Onboarding onboarding, String answer) {
    return !onboarding.answer(answer).isBlank();
  }

  /** The first that is not done. */
  public static OnboardingStep next(Onboarding onboarding) {
    return Arrays.stream(values())
        .filter(step -> !step.isDone(onboarding))
        .findFirst()
        .orElse(LIVE);
  }
}
