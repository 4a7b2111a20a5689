package org.as2gateway.registry.certs;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.KeyAbility;

/**
 * A certificate that somebody offers.
 *
 * @param certificate the certificate
 * @param fingerprint SHA-256 of the DER form, lower-case hex
 * @param isAuthority whether it is that of an authority, which is kept to show the chain alone
 * @param ability what its key can do
 * @param knownAs aliases that have it already
 * @param hasPrivateKey whether its private key is one of ours
 */
public record Candidate(
    X509Certificate certificate,
    String fingerprint,
    boolean isAuthority,
    KeyAbility ability,
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
      X509Certificate certificate, Set<X509Certificate> authorities, CertificateRegistry registry) {
    String fingerprint = Fingerprint.of(certificate);
    List<String> knownAs =
        Stream.concat(registry.entries().stream(), registry.authorities().stream())
            .filter(entry -> entry.fingerprint().equals(fingerprint))
            .map(CertificateEntry::alias)
            .distinct()
            .toList();
    return new Candidate(
        certificate,
        fingerprint,
        authorities.contains(certificate),
        KeyAbility.of(certificate),
        knownAs,
        ownerOf(certificate.getPublicKey(), registry).isPresent());
  }

  /** The alias of ours whose private key belongs to that public key. */
  static Optional<String> ownerOf(PublicKey key, CertificateRegistry registry) {
    return registry.entries().stream()
        .filter(entry -> entry.isOwn() && entry.certificate().getPublicKey().equals(key))
        .map(CertificateEntry::alias)
        .findFirst();
  }
}
