package org.as2gateway.registry.revocation;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/**
 * Where a certificate says that one can ask about it, by http only.
 *
 * @param ocsp OCSP responders (RFC 5280 §4.2.2.1)
 * @param crl revocation lists (RFC 5280 §4.2.1.13)
 */
record RevocationUrls(List<URI> ocsp, List<URI> crl) {
  private static final int MOST = 3;
  private static final int LONGEST = 1000;
  private static final int HIGHEST_PORT = 65_535;

  RevocationUrls {
    ocsp = List.copyOf(ocsp);
    crl = List.copyOf(crl);
  }

  /** Those of a certificate; none for extensions that cannot be read. */
  static RevocationUrls of(X509Certificate certificate) {
    try {
      return new RevocationUrls(responders(certificate), lists(certificate));
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
      return new RevocationUrls(List.of(), List.of()); // what Bouncy Castle answers to odd ASN.1
    }
  }

  boolean isEmpty() {
    return ocsp.isEmpty() && crl.isEmpty();
  }

  private static List<URI> responders(X509Certificate certificate) {
    return extension(certificate.getExtensionValue(Extension.authorityInfoAccess.getId())).stream()
        .map(AuthorityInformationAccess::getInstance)
        .flatMap(access -> Arrays.stream(access.getAccessDescriptions()))
        .filter(a -> AccessDescription.id_ad_ocsp.equals(a.getAccessMethod()))
        .flatMap(a -> http(a.getAccessLocation()))
        .limit(MOST)
        .toList();
  }

  /** Lists of the issuer itself and of all reasons. */
  private static List<URI> lists(X509Certificate certificate) {
    return extension(certificate.getExtensionValue(Extension.cRLDistributionPoints.getId()))
        .stream()
        .map(CRLDistPoint::getInstance)
        .flatMap(points -> Arrays.stream(points.getDistributionPoints()))
        .filter(point -> point.getCRLIssuer() == null && point.getReasons() == null)
        .map(DistributionPoint::getDistributionPoint)
        .flatMap(RevocationUrls::http)
        .limit(MOST)
        .toList();
  }

  /** The http URLs in the name of a distribution point. */
  static Stream<URI> http(@Nullable DistributionPointName name) {
    return name == null || name.getType() != DistributionPointName.FULL_NAME
        ? Stream.empty()
        : Arrays.stream(GeneralNames.getInstance(name.getName()).getNames())
            .flatMap(RevocationUrls::http);
  }

  private static Stream<URI> http(GeneralName name) {
    if (name.getTagNo() != GeneralName.uniformResourceIdentifier) {
      return Stream.empty();
    }
    try {
      URI url = URI.create(name.getName().toString());
      return isUsable(url) ? Stream.of(url) : Stream.empty();
    } catch (IllegalArgumentException e) {
      return Stream.empty(); // no URL
    }
  }

  private static boolean isUsable(URI url) {
    return "http".equalsIgnoreCase(url.getScheme())
        && url.getHost() != null
        && url.getPort() != 0
        && url.getPort() <= HIGHEST_PORT
        && url.toString().length() <= LONGEST;
  }

  /** The value within the octet string of an extension. */
  static Optional<ASN1Primitive> extension(byte @Nullable [] value) {
    try {
      return value == null
          ? Optional.empty()
          : Optional.of(
              ASN1Primitive.fromByteArray(ASN1OctetString.getInstance(value).getOctets()));
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException("an extension cannot be read", e);
    }
  }
}
