package org.as2gateway.admin.accounts;

import java.net.URI;
import java.util.Optional;
import org.as2gateway.people.accounts.Accounts;
import org.as2gateway.people.accounts.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The way to the first account: a link with a secret that is printed where the gateway was started
 * and nowhere else. It is good until somebody has used it, or the gateway stops.
 */
public final class SetUp {
  private final Accounts accounts;
  private final @Nullable String secret;

  private SetUp(Accounts accounts, @Nullable String secret) {
    this.accounts = accounts;
    this.secret = secret;
  }

  /** A new secret, if there is no account yet. */
  public static SetUp begin(Accounts accounts) {
    return new SetUp(accounts, accounts.isEmpty() ? Secret.random() : null);
  }

  /** The link, if it is still good. */
  public Optional<URI> link(URI adminUrl) {
    return secret == null || !accounts.isEmpty()
        ? Optional.empty()
        : Optional.of(adminUrl.resolve(SetUpPages.PATH + "?token=" + secret));
  }

  /** Whether the link is good and this its secret. */
  boolean accepts(String candidate) {
    return secret != null && Secret.matches(Secret.digest(secret), candidate) && accounts.isEmpty();
  }

  /** Whether nobody can sign in before the link was used. */
  boolean isNeeded() {
    return accounts.isEmpty();
  }
}
