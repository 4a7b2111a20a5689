package org.as2gateway.people.accounts;

import java.time.Duration;

/** What became of a sign-in. */
public sealed interface SignInOutcome {
  /**
   * The user is signed in.
   *
   * @param secret for the session's cookie; kept nowhere else
   * @param browser what the browser is to remember for later sign-ins; kept nowhere else
   */
  record SignedIn(String secret, String browser) implements SignInOutcome {
    @Override
    public String toString() {
      return "SignedIn"; // never the secret
    }
  }

  /**
   * The password is right, and a code is needed.
   *
   * @param ticket what the form with the code brings back
   * @param isRepeated whether a code was wrong, or had been used before
   */
  record CodeNeeded(String ticket, boolean isRepeated) implements SignInOutcome {
    @Override
    public String toString() {
      return "CodeNeeded"; // never the ticket
    }
  }

  /** Name or password is wrong, which of them is not told; or the ticket is too old. */
  record Refused() implements SignInOutcome {}

  /**
   * Too many failures; the password was not looked at.
   *
   * @param left how long to wait
   */
  record Wait(Duration left) implements SignInOutcome {}
}
