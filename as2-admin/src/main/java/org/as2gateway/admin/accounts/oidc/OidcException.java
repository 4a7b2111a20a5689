package org.as2gateway.admin.accounts.oidc;

/** A sign-in at the provider that came to nothing; the message is for the one who tried. */
public final class OidcException extends Exception {
  private static final long serialVersionUID = 1L;

  OidcException(String message) {
    super(message);
  }

  OidcException(String message, Throwable cause) {
    super(message, cause);
  }
}
