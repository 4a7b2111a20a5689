package org.as2gateway.certs;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Tells authorities from those they certify, since a chain often comes in one file. */
final class Issuers {
  private static final int END_ENTITY_USES =
      5; // digitalSignature … keyAgreement, RFC 5280 §4.2.1.3

  private Issuers() {}

  /** Whether a certificate is that of an authority which issued another of the list. */
  static boolean hasIssuedOneOf(X509Certificate candidate, List<X509Certificate> all) {
    return candidate.getBasicConstraints() >= 0
        && all.stream().anyMatch(other -> hasIssued(candidate, other));
  }

  /** Whether the key usage allows signing certificates, and none of what AS2 needs. */
  static boolean isForIssuingOnly(X509Certificate certificate) {
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
    if (!other.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
        || other.getIssuerX500Principal().equals(other.getSubjectX500Principal())) {
      return false;
    }
    try {
      other.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) { // unchecked ones: odd keys
      return false; // same name, other key
    }
  }
}
