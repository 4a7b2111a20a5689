package org.as2gateway.admin.accounts;

import java.util.List;
import java.util.Optional;
import org.as2gateway.people.accounts.OwnAccount.Enrolment;
import org.jspecify.annotations.Nullable;

/**
 * The page of one's own account.
 *
 * @param browserZone what the browser's time zone is called
 * @param zone name of the chosen time zone; empty for the browser's
 * @param isFromElsewhere whether the sign-in provider vouches for the user
 * @param isOn whether sign-in asks for a code
 * @param recoveryCodesLeft how many are left
 * @param enrolment what the app has to know, while codes are being set up
 * @param recoveryCodes just made, shown this once; empty otherwise
 * @param error why the last change was not made; null if it was
 */
public record OwnAccountView(
    String browserZone,
    String zone,
    boolean isFromElsewhere,
    boolean isOn,
    int recoveryCodesLeft,
    Optional<Enrolment> enrolment,
    List<String> recoveryCodes,
    @Nullable String error) {
  /** In groups of four, as people copy them. */
  public static String spaced(String code) {
    return code.replaceAll("(.{4})(?=.)", "$1 ");
  }
}
