package org.as2gateway.admin.port;

/** A request for a page without a session. */
final class SignInNeeded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String wanted;

  SignInNeeded(String wanted) {
    super("sign-in needed", null, false, false);
    this.wanted = wanted;
  }

  /** Path and query of the page. */
  String wanted() {
    return wanted;
  }
}
