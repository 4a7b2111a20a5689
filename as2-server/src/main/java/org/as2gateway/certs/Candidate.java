package org.as2gateway.certs;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A certificate that somebody offers.
 *
 * @param certificate the certificate
 * @param fingerprint SHA-256 of the DER form, lower-case hex
 * @param isIssuer whether it has issued another one offered with it, so that it is not taken
 * @param weakness why its key is refused; empty if it is good
 * @param knownAs aliases that have it already
 * @param hasPrivateKey whether it is one of our own
 */
public record Candidate(
    X509Certificate certificate,
    String fingerprint,
    boolean isIssuer,
    Optional<String> weakness,
    List<String> knownAs,
    boolean hasPrivateKey) {
  /** Copies the list. */
  public Candidate {
    knownAs = List.copyOf(knownAs);
  }

  /** The certificate in PEM form. */
  public String pem() {
    return PemFile.encode(certificate, CertificateLines.NONE);
  }

  static Candidate of(
      X509Certificate certificate, List<X509Certificate> ends, List<CertificateEntry> entries) {
    String fingerprint = Fingerprint.of(certificate);
    List<CertificateEntry> same =
        entries.stream().filter(entry -> entry.fingerprint().equals(fingerprint)).toList();
    return new Candidate(
        certificate,
        fingerprint,
        !ends.contains(certificate),
        KeyAbility.of(certificate).refusal(),
        same.stream().map(CertificateEntry::alias).distinct().toList(),
        same.stream().anyMatch(CertificateEntry::isOwn));
  }
}
