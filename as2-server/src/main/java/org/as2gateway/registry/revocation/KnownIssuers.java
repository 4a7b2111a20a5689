package org.as2gateway.registry.revocation;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateRegistry;
import org.jspecify.annotations.Nullable;

/** Finds who issued a certificate: in {@code certs/}, in its chain, among the JDK's roots. */
final class KnownIssuers {
  private static final int CRL_SIGN = 6;

  private final CertificateRegistry certificates;
  private final List<X509Certificate> roots;

  KnownIssuers(CertificateRegistry certificates, List<X509Certificate> roots) {
    this.certificates = certificates;
    this.roots = roots;
  }

  /** Whether its own key has signed it. */
  static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
        && hasIssued(certificate, certificate);
  }

  /** The authority whose key has signed the certificate. */
  Optional<X509Certificate> of(CertificateEntry entry) {
    Stream<X509Certificate> known =
        Stream.concat(certificates.authorities().stream(), certificates.entries().stream())
            .flatMap(e -> Stream.concat(Stream.of(e.certificate()), e.chain().stream()));
    return Stream.of(entry.chain().stream(), known, roots.stream())
        .flatMap(all -> all)
        .filter(issuer -> issuer.getBasicConstraints() >= 0 || issuer.getVersion() == 1)
        .filter(issuer -> hasIssued(issuer, entry.certificate()))
        .findFirst();
  }

  /** Whether the authority may sign revocation lists. */
  static boolean maySignLists(X509Certificate issuer) {
    boolean @Nullable [] usage = issuer.getKeyUsage();
    return usage == null || usage[CRL_SIGN];
  }

  /** Whether the name and the key of one are those that have signed the other. */
  static boolean hasIssued(X509Certificate issuer, X509Certificate certificate) {
    if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false; // another key of that name
    }
  }
}
