package org.as2gateway.registry.certs;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.keys.CertificateUse;

/**
 * One certificate of {@code certs/} with what its file says about it.
 *
 * @param alias the folder
 * @param certificate the certificate
 * @param fingerprint SHA-256 of the DER form, lower-case hex
 * @param uses what it may serve for: by its line, else by its key usage; nothing for an authority's
 * @param activeFrom from when on it is used outbound; empty if undated
 * @param retired from when on it is no longer used; empty if it is not retired
 * @param isOwn whether a private key of ours belongs to it
 * @param file where it was found
 * @param chain issuers above it in the same key store, nearest first
 */
public record CertificateEntry(
    String alias,
    X509Certificate certificate,
    String fingerprint,
    Set<CertificateUse> uses,
    Optional<Instant> activeFrom,
    Optional<Instant> retired,
    boolean isOwn,
    Path file,
    List<X509Certificate> chain) {
  /** Copies the collections. */
  public CertificateEntry {
    uses = Set.copyOf(uses);
    chain = List.copyOf(chain);
  }

  /** Whether it is within its validity at that instant, and not retired. */
  public boolean isInForce(Instant now) {
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isAfter(certificate.getNotAfter().toInstant())
        && retired.filter(at -> !at.isAfter(now)).isEmpty();
  }

  /** The certificate and the chain above it in PEM form. */
  public String chainPem() {
    StringBuilder text = new StringBuilder(pem());
    chain.forEach(issuer -> text.append(PemFile.encode(issuer, CertificateLines.NONE)));
    return text.toString();
  }

  /** The certificate in PEM form. */
  public String pem() {
    return PemFile.encode(certificate, CertificateLines.NONE);
  }
}
