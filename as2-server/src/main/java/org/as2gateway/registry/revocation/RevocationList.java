package org.as2gateway.registry.revocation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.registry.revocation.RevocationAnswer.Revocation;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jspecify.annotations.Nullable;

/**
 * Looks a certificate up in revocation lists (RFC 5280 §6.3). A list counts if it is complete, of
 * the issuer, signed by its key, for the URL that the certificate names, and by its times.
 */
final class RevocationList {
  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private final X509Certificate certificate;
  private final X509Certificate issuer;
  private final Instant now;

  RevocationList(X509Certificate certificate, X509Certificate issuer, Instant now) {
    this.certificate = certificate;
    this.issuer = issuer;
    this.now = now;
  }

  /**
   * Looks into the list at that URL.
   *
   * @param published all URLs of lists that the certificate names
   * @throws IOException with a sentence if there is no list that counts
   */
  RevocationAnswer look(URI url, List<URI> published, RevocationFetch fetch) throws IOException {
    String source = "CRL " + url;
    Octets octets = fetch.fetch(url, Optional.empty(), MOST_BYTES);
    X509CRL list = parsed(source, octets.toBytes());
    requireAuthority(source, list);
    requireComplete(source, list, published);
    RevocationAnswer.Validity validity =
        new RevocationAnswer.Validity(
            list.getThisUpdate().toInstant(),
            Optional.ofNullable(list.getNextUpdate()).map(date -> date.toInstant()));
    return RevocationAnswer.of(source, validity, revocation(list), now);
  }

  private Optional<Revocation> revocation(X509CRL list) {
    @Nullable X509CRLEntry entry = list.getRevokedCertificate(certificate.getSerialNumber());
    if (entry == null) {
      return Optional.empty();
    }
    return Optional.of(new Revocation(entry.getRevocationDate().toInstant(), reason(entry)));
  }

  private static String reason(X509CRLEntry entry) {
    byte @Nullable [] extension = entry.getExtensionValue(Extension.reasonCode.getId());
    if (extension == null) {
      return "";
    }
    try {
      byte[] code = ASN1OctetString.getInstance(extension).getOctets();
      return ReasonWords.of(ASN1Enumerated.getInstance(code).intValueExact());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return ""; // revoked all the same
    }
  }

  private static X509CRL parsed(String source, byte[] octets) throws NoAnswerException {
    try {
      return (X509CRL)
          CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(octets));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new NoAnswerException(source + ": found something that is no revocation list", e);
    }
  }

  private void requireAuthority(String source, X509CRL list) throws NoAnswerException {
    try {
      if (!list.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())
          || !KnownIssuers.maySignLists(issuer)) {
        throw new NoAnswerException(source + ": the list is not one of the certificate's issuer");
      }
      list.verify(issuer.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new NoAnswerException(source + ": the list is not signed by the issuer's key", e);
    }
  }

  /** Lists of changes, of some reasons, of some certificates say nothing about all others. */
  private void requireComplete(String source, X509CRL list, List<URI> published)
      throws NoAnswerException {
    boolean isPart = list.getExtensionValue(Extension.deltaCRLIndicator.getId()) != null;
    boolean isFitting;
    try {
      isFitting =
          RevocationUrls.extension(
                  list.getExtensionValue(Extension.issuingDistributionPoint.getId()))
              .map(IssuingDistributionPoint::getInstance)
              .map(point -> isFitting(point, published))
              .orElse(true);
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
      throw new NoAnswerException(source + ": the list cannot be read", e);
    }
    if (isPart || !isFitting || list.hasUnsupportedCriticalExtension()) {
      throw new NoAnswerException(source + ": the list does not cover the certificate");
    }
  }

  private boolean isFitting(IssuingDistributionPoint point, List<URI> published) {
    boolean isOfKind =
        certificate.getBasicConstraints() >= 0
            ? !point.onlyContainsUserCerts()
            : !point.onlyContainsCACerts();
    boolean isOfUrl =
        point.getDistributionPoint() == null
            || RevocationUrls.http(point.getDistributionPoint()).anyMatch(published::contains);
    return isOfKind
        && isOfUrl
        && !point.onlyContainsAttributeCerts()
        && !point.isIndirectCRL()
        && point.getOnlySomeReasons() == null;
  }
}
