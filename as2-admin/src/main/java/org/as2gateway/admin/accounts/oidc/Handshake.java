package org.as2gateway.admin.accounts.oidc;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.people.accounts.Secret;

/**
 * One way to the provider and back. State, nonce and PKCE verifier are digests of one secret that
 * the browser alone keeps: nothing has to be remembered here, and no other browser can end what
 * this one began.
 *
 * @param secret 256 random bits in hexadecimal digits
 */
public record Handshake(String secret) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /** Refuses what {@link #begin} would not make. */
  public Handshake {
    if (!FORM.matcher(secret).matches()) {
      throw new IllegalArgumentException("secret has " + secret.length() + " characters");
    }
  }

  /** A new one. */
  public static Handshake begin() {
    return new Handshake(Secret.random());
  }

  /** The one that the browser kept, if it is one. */
  public static Optional<Handshake> of(String kept) {
    return FORM.matcher(kept).matches() ? Optional.of(new Handshake(kept)) : Optional.empty();
  }

  /** Whether the answer with this state belongs to it. */
  public boolean isOf(String state) {
    return Secret.matches(Secret.digest(state()), state);
  }

  /** What the provider brings back in the address. */
  String state() {
    return Secret.digest("state " + secret);
  }

  /** What the provider puts into the ID token. */
  String nonce() {
    return Secret.digest("nonce " + secret);
  }

  /** What the code is good with only (RFC 7636). */
  String verifier() {
    return Secret.digest("verifier " + secret);
  }

  /** What the provider gets to see of the verifier beforehand. */
  String challenge() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(verifier()));
  }

  @Override
  public String toString() {
    return "Handshake"; // never the secret
  }
}
