package org.as2gateway.registry.cem;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.as2gateway.registry.partnerships.XmlNode;

/**
 * Which certificate is meant: ds:X509IssuerSerialType.
 *
 * @param issuer as it is spelled; an answer repeats it octet for octet
 * @param serial decimal digits
 */
public record CertificateName(String issuer, String serial) {
  /** How we spell it: RFC 4514. */
  static CertificateName of(X509Certificate certificate) {
    return new CertificateName(
        certificate.getIssuerX500Principal().getName(X500Principal.RFC2253),
        certificate.getSerialNumber().toString());
  }

  static Optional<CertificateName> read(XmlNode node) {
    return node.textOf("X509IssuerName")
        .flatMap(
            issuer ->
                node.textOf("X509SerialNumber")
                    .map(digits -> digits.replaceAll("\\s", ""))
                    .filter(digits -> digits.matches("-?\\d{1,60}"))
                    .map(serial -> new CertificateName(issuer, serial)));
  }

  /** Issuers are spelled in too many ways to compare; among a handful the serial number tells. */
  boolean isOf(X509Certificate certificate) {
    return new BigInteger(serial).equals(certificate.getSerialNumber());
  }
}
