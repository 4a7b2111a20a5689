package org.as2gateway.registry.certs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What key to make.
 *
 * @param commonName the CN of subject and issuer
 * @param kind algorithm and size
 * @param validity how long its certificate is good for, from now
 * @param activeFrom from when on it is used outbound; empty to wait until older ones end
 */
public record NewKey(
    String commonName, KeyKind kind, Duration validity, Optional<Instant> activeFrom) {
  private static final Duration THREE_YEARS = Duration.ofDays(3 * 365);

  /** RSA-3072, good for three years, undated. */
  public static NewKey of(String commonName) {
    return new NewKey(commonName, KeyKind.RSA_3072, THREE_YEARS, Optional.empty());
  }

  /** The same of another kind. */
  public NewKey withKind(KeyKind newKind) {
    return new NewKey(commonName, newKind, validity, activeFrom);
  }

  /** The same with another validity. */
  public NewKey withValidity(Duration newValidity) {
    return new NewKey(commonName, kind, newValidity, activeFrom);
  }

  /** The same, used outbound from then on. */
  public NewKey withActiveFrom(Instant from) {
    return new NewKey(commonName, kind, validity, Optional.of(from));
  }
}
