package org.as2gateway.registry.certs;

import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.Set;
import org.as2gateway.as2.keys.CertificateUse;

/** Reads the key usage extension of certificates (RFC 5280 §4.2.1.3) as what AS2 asks of them. */
final class KeyUsages {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;
  private static final int KEY_ENCIPHERMENT = 2;
  private static final int DATA_ENCIPHERMENT = 3;
  private static final int KEY_AGREEMENT = 4;

  private KeyUsages() {}

  /**
   * What the key usage allows; everything if the certificate has none. Certificates for EC keys are
   * often made with the profile of RSA keys, so keyEncipherment and keyAgreement count for both.
   */
  static Set<CertificateUse> of(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    if (usage == null) {
      return EnumSet.allOf(CertificateUse.class);
    }
    EnumSet<CertificateUse> uses = EnumSet.noneOf(CertificateUse.class);
    if (usage[DIGITAL_SIGNATURE] || usage[NON_REPUDIATION]) {
      uses.add(CertificateUse.SIGN);
    }
    if (usage[KEY_ENCIPHERMENT] || usage[DATA_ENCIPHERMENT] || usage[KEY_AGREEMENT]) {
      uses.add(CertificateUse.ENCRYPT);
    }
    return uses;
  }
}
