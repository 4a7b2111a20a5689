package org.as2gateway.admin.accounts;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.as2gateway.admin.accounts.oidc.OidcClient;
import org.jspecify.annotations.Nullable;

/**
 * The sign-in form.
 *
 * @param name as typed
 * @param next where to go on afterwards
 * @param error what was wrong; null at first
 * @param isSetUpNeeded whether nobody can sign in yet
 * @param provider what the sign-in provider is called; null if there is none
 */
public record SignInView(
    String name,
    String next,
    @Nullable String error,
    boolean isSetUpNeeded,
    @Nullable String provider) {
  static SignInView at(Optional<OidcClient> provider, String next) {
    return new SignInView("", next, null, false, provider.map(OidcClient::label).orElse(null));
  }

  SignInView with(String error) {
    return new SignInView(name, next, error, isSetUpNeeded, provider);
  }

  SignInView named(String name) {
    return new SignInView(name, next, error, isSetUpNeeded, provider);
  }

  SignInView waitingForSetUp(boolean isNeeded) {
    return new SignInView(name, next, error, isNeeded, provider);
  }

  /** The link to the provider. */
  public String providerPath() {
    return ProviderPages.PATH + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
  }
}
