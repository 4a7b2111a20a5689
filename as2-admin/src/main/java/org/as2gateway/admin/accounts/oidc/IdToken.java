package org.as2gateway.admin.accounts.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Set;

/** The claims of an ID token whose signature, issuer, audience, nonce and time are right. */
final class IdToken {
  /** Signatures only: with a shared secret, whoever can check could also make. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private IdToken() {}

  /**
   * What a token has to fit.
   *
   * @param issuer as it calls itself
   * @param clientId what we are called
   * @param nonce of the handshake
   */
  record Expected(String issuer, String clientId, String nonce) {}

  static Map<String, Object> check(String token, Expected expected, Provider provider, Clock clock)
      throws OidcException {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, provider.keys()));
    processor.setJWTClaimsSetVerifier(verifier(expected, clock));
    try {
      JWTClaimsSet claims = processor.process(token, null);
      requireParty(claims, expected.clientId());
      return claims.getClaims();
    } catch (ParseException | BadJOSEException | JOSEException e) {
      throw new OidcException("the identity provider's ID token is not valid", e);
    }
  }

  private static DefaultJWTClaimsVerifier<SecurityContext> verifier(
      Expected expected, Clock clock) {
    JWTClaimsSet exactly =
        new JWTClaimsSet.Builder()
            .issuer(expected.issuer())
            .claim("nonce", expected.nonce())
            .build();
    return new DefaultJWTClaimsVerifier<>(
        expected.clientId(), exactly, Set.of("sub", "iat", "exp")) {
      @Override
      protected Date currentTime() {
        return Date.from(clock.instant());
      }
    };
  }

  /** A token for several is for the one it names (OpenID Connect Core 1.0 §3.1.3.7). */
  private static void requireParty(JWTClaimsSet claims, String clientId) throws OidcException {
    Object party = claims.getClaim("azp");
    boolean isMissing = party == null && claims.getAudience().size() > 1;
    if (isMissing || (party != null && !party.equals(clientId))) {
      throw new OidcException("the identity provider's ID token is for another application");
    }
  }
}
