package org.as2gateway.registry.revocation;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateRegistry;
import org.jspecify.annotations.Nullable;

/** Finds who issued a certificate: in {@code certs/}, in its chain, among the JDK's roots. */
final class KnownIssuers {
  private static final List<X509Certificate> ROOTS = roots();
  private static final int CRL_SIGN = 6;

  private final CertificateRegistry certificates;

  KnownIssuers(CertificateRegistry certificates) {
    this.certificates = certificates;
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
    return Stream.of(entry.chain().stream(), known, ROOTS.stream())
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

  private static List<X509Certificate> roots() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
          .toList();
    } catch (GeneralSecurityException e) {
      return List.of(); // a JDK without roots
    }
  }
}
