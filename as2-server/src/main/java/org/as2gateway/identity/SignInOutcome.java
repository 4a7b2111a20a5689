package org.as2gateway.identity;

import java.time.Duration;

/** What became of a sign-in. */
public sealed interface SignInOutcome {
  /**
   * The user is signed in.
   *
   * @param secret for the cookie; kept nowhere else
   */
  record SignedIn(String secret) implements SignInOutcome {
    @Override
    public String toString() {
      return "SignedIn"; // never the secret
    }
  }

  /** Name or password is wrong; which of them is not told. */
  record Refused() implements SignInOutcome {}

  /**
   * Too many failures; the password was not looked at.
   *
   * @param left how long to wait
   */
  record Wait(Duration left) implements SignInOutcome {}
}
