package org.as2gateway.registry.certs;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Tells authorities from the certificates they issued, since partners send the chain along. An
 * authority is known by what it has issued (RFC 5280 §6.1.3), not by the order or age of files.
 */
final class Issuers {
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final int END_ENTITY_USES =
      5; // digitalSignature … keyAgreement, RFC 5280 §4.2.1.3
  private static final int KEY_CERT_SIGN = 5;

  private Issuers() {}

  /**
   * The authorities among the certificates of one alias: those that issued another one of them, and
   * those whose key usage allows issuing only. A self-signed certificate that issued no other one
   * is the partner's own, whatever its basic constraints say; if it is for issuing only, then it is
   * the partner's only if there is no better one.
   */
  static Set<X509Certificate> among(Collection<X509Certificate> all) {
    Set<X509Certificate> authorities =
        all.stream()
            .filter(c -> hasIssuedOneOf(c, all))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<X509Certificate> rest = all.stream().filter(c -> !authorities.contains(c)).toList();
    boolean hasEndEntity = rest.stream().anyMatch(c -> !isForIssuingOnly(c));
    rest.stream()
        .filter(Issuers::isForIssuingOnly)
        .filter(c -> hasEndEntity || !isSelfSigned(c))
        .forEach(authorities::add);
    return authorities;
  }

  private static boolean hasIssuedOneOf(
      X509Certificate candidate, Collection<X509Certificate> all) {
    return mayIssue(candidate) && all.stream().anyMatch(other -> hasIssued(candidate, other));
  }

  /** Old and self-made authorities have no basic constraints: then their key usage decides. */
  static boolean mayIssue(X509Certificate certificate) {
    if (certificate.getExtensionValue(BASIC_CONSTRAINTS) != null) {
      return certificate.getBasicConstraints() >= 0;
    }
    boolean[] usage = certificate.getKeyUsage();
    return usage == null || usage[KEY_CERT_SIGN];
  }

  /** Whether the key usage allows signing certificates, and none of what AS2 needs. */
  private static boolean isForIssuingOnly(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    if (usage == null || certificate.getBasicConstraints() < 0) {
      return false;
    }
    for (int i = 0; i < END_ENTITY_USES && i < usage.length; i++) {
      if (usage[i]) {
        return false;
      }
    }
    return true;
  }

  /** Renewed self-signed certificates of one name and key have not issued each other. */
  static boolean hasIssued(X509Certificate issuer, X509Certificate other) {
    return other.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
        && !isSelfSigned(other)
        && isSignedBy(other, issuer);
  }

  static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())
        && isSignedBy(certificate, certificate);
  }

  /** The JDK knows fewer curves than Bouncy Castle. */
  private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException jdk) {
      try {
        certificate.verify(issuer.getPublicKey(), new BouncyCastleProvider());
        return true;
      } catch (GeneralSecurityException | RuntimeException e) {
        return false; // same name, other key; or a key that nobody can use
      }
    }
  }
}
