package org.as2gateway.admin.accounts;

import java.util.List;
import java.util.Optional;
import org.as2gateway.people.accounts.OwnAccount.Enrolment;
import org.jspecify.annotations.Nullable;

/**
 * The page of one's own account.
 *
 * @param isFromElsewhere whether the sign-in provider vouches for the user
 * @param isOn whether sign-in asks for a code
 * @param recoveryCodesLeft how many are left
 * @param enrolment what the app has to know, while codes are being set up
 * @param recoveryCodes just made, shown this once; empty otherwise
 * @param error why the last change was not made; null if it was
 */
public record OwnAccountView(
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
