package org.as2gateway.people.accounts;

import java.util.Optional;

/**
 * Somebody for whom a provider vouches.
 *
 * @param issuer the provider
 * @param subject who it is there; for good, as no name is
 * @param name what the account is called if there is none yet
 * @param role what they may do, as of now; empty if nothing
 */
public record ExternalPerson(String issuer, String subject, String name, Optional<Role> role) {
  private static final int MAX_ISSUER = 500;
  private static final int MAX_SUBJECT = 255;

  /** Refuses what no provider sends. */
  public ExternalPerson {
    if (issuer.isEmpty() || issuer.length() > MAX_ISSUER) {
      throw new IllegalArgumentException("issuer has " + issuer.length() + " characters");
    }
    if (subject.isEmpty() || subject.length() > MAX_SUBJECT) {
      throw new IllegalArgumentException(
          "subject has " + subject.length() + " characters, expected 1 to " + MAX_SUBJECT);
    }
  }
}
