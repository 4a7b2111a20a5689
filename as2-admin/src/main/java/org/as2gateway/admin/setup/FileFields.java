package org.as2gateway.admin.setup;

import static org.as2gateway.registry.partnerships.PartnershipAttribute.PDX_ENVIRONMENT;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.PDX_LOGIN;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.PGP_ENCRYPT;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.PGP_REQUIRE;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.PGP_SIGN;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.SFTP_HOST_KEY;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.SFTP_KEY;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.SFTP_PASSWORD;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.SFTP_POLL;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.SFTP_URL;

import java.util.List;
import org.as2gateway.admin.partners.Control;
import org.as2gateway.admin.partners.Field;
import org.as2gateway.admin.partners.Setting;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.Fault;
import org.as2gateway.registry.partnerships.PartnershipAttribute;

/** The fields of the steps over SFTP and PDX: those of the form of a partnership. */
final class FileFields {
  /** What is asked of the login to the partner's server. */
  static final List<PartnershipAttribute> THEIR_SERVER =
      List.of(SFTP_URL, SFTP_POLL, SFTP_KEY, SFTP_PASSWORD, SFTP_HOST_KEY);

  /** What is asked of the partner's login to our server. */
  static final List<PartnershipAttribute> OUR_SERVER = List.of(SFTP_KEY, SFTP_PASSWORD);

  /** What is asked of OpenPGP. */
  static final List<PartnershipAttribute> PGP = List.of(PGP_ENCRYPT, PGP_SIGN, PGP_REQUIRE);

  /** What is asked of PDX. */
  static final List<PartnershipAttribute> PDX = List.of(PDX_ENVIRONMENT, PDX_LOGIN);

  private FileFields() {}

  /** The partner's contact. */
  static List<Field> identity(Onboarding onboarding) {
    return List.of(
        Field.of(
            Answer.EMAIL,
            "Contact email",
            "Optional.",
            Control.EMAIL,
            onboarding.answer(Answer.EMAIL)));
  }

  /** The settings that a step asks for. */
  static List<PartnershipAttribute> asked(OnboardingStep step, Onboarding onboarding) {
    return switch (step) {
      case CONNECTION -> Answer.isOurServer(onboarding) ? OUR_SERVER : THEIR_SERVER;
      case FILES -> PGP;
      case LOGIN -> PDX;
      default -> List.of();
    };
  }

  /** The fields of a step; after a refusal with what is wrong beside them. */
  static List<Field> of(OnboardingStep step, Onboarding onboarding, boolean isRefused) {
    List<Fault> faults = isRefused ? FileAnswers.faults(onboarding) : List.of();
    return Setting.fields(FileAnswers.attributes(onboarding), asked(step, onboarding), faults);
  }
}
