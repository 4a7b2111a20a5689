package org.as2gateway.admin.setup;

import java.util.Map;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.PartnershipAttribute;

/** The host key of a partner that is being set up: pinned once somebody has compared it. */
final class HostKeyTrust {
  private HostKeyTrust() {}

  /**
   * The answers that pin the host key that the last checks have found, if it is that one.
   *
   * @param comparison who has compared it, and with whom
   */
  static Map<String, String> adding(Onboarding onboarding, String fingerprint, String comparison)
      throws EditRefused {
    String shown = onboarding.answer(Answer.HOST_KEY_SHOWN);
    if (shown.isEmpty() || !shown.equals(fingerprint.strip())) {
      throw new EditRefused(
          Reason.CONFLICT,
          "the last connection check did not show this host key; run the checks again");
    }
    String pinned = Answer.setting(onboarding, PartnershipAttribute.SFTP_HOST_KEY);
    return Map.of(
        PartnershipAttribute.SFTP_HOST_KEY.attributeName(),
        pinned.isBlank() ? shown : pinned + ", " + shown,
        Answer.PHONE,
        comparison);
  }
}
