package org.as2gateway.registry.certs;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.keys.CertificateUse;

/**
 * What is said of certificates when they are imported.
 *
 * @param uses what they may serve for; empty for both
 * @param activeFrom from when on they are used outbound; empty to wait until older ones end
 * @param keyStorePassword password of the PKCS #12 files; empty for that of the home
 */
public record ImportOptions(
    Optional<Set<CertificateUse>> uses,
    Optional<Instant> activeFrom,
    Optional<KeyStorePassword> keyStorePassword) {
  /** Nothing is said. */
  public static final ImportOptions NONE =
      new ImportOptions(Optional.empty(), Optional.empty(), Optional.empty());

  /** Copies the set. */
  public ImportOptions {
    uses = uses.map(Set::copyOf);
  }

  CertificateLines lines() {
    return new CertificateLines(uses, activeFrom, Optional.empty());
  }
}
