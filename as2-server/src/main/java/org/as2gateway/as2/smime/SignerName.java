package org.as2gateway.as2.smime;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.PartnerText;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.x509.Extension;

/**
 * Who a SignerInfo says has signed: issuer and serial number, or a key identifier.
 *
 * @param issuer the issuer's name; empty if the JDK cannot read it, or a key identifier is used
 * @param serial the serial number; empty if a key identifier is used
 * @param keyIdentifier the subject key identifier; empty if issuer and serial number are used
 */
record SignerName(
    Optional<X500Principal> issuer, Optional<BigInteger> serial, Optional<Octets> keyIdentifier) {
  private static final int MAX_LENGTH = 120;

  /**
   * Reads the identifier.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  static SignerName of(SignerIdentifier identifier) throws IOException {
    if (identifier.isTagged()) {
      byte[] octets = ASN1OctetString.getInstance(identifier.getId()).getOctets();
      return new SignerName(Optional.empty(), Optional.empty(), Optional.of(Octets.of(octets)));
    }
    IssuerAndSerialNumber id = IssuerAndSerialNumber.getInstance(identifier.getId());
    return new SignerName(
        readable(id.getName().getEncoded()),
        Optional.of(id.getSerialNumber().getValue()),
        Optional.empty());
  }

  private static Optional<X500Principal> readable(byte[] name) {
    try {
      return Optional.of(new X500Principal(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a name the JDK cannot read is none of a registered certificate
    }
  }

  /** Whether the certificate is the one that is named. */
  boolean isOf(X509Certificate certificate) {
    if (keyIdentifier.isPresent()) {
      byte[] extension = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
      return extension != null
          && Arrays.equals(unwrapped(unwrapped(extension)), keyIdentifier.get().toBytes());
    }
    return serial.equals(Optional.of(certificate.getSerialNumber()))
        && issuer.equals(Optional.of(certificate.getIssuerX500Principal()));
  }

  private static byte[] unwrapped(byte[] octetString) {
    return ASN1OctetString.getInstance(octetString).getOctets();
  }

  /** For the operator: cut and without control characters. */
  String text() {
    if (keyIdentifier.isPresent()) {
      String hex = HexFormat.of().formatHex(keyIdentifier.get().toBytes());
      return "the key identifier '" + cut(hex) + "'";
    }
    String number = serial.map(s -> s.toString(16)).orElse("");
    String name = issuer.map(X500Principal::getName).orElse("");
    return "serial '" + cut(number) + "' of issuer '" + cut(name) + "'";
  }

  /** Partner text for a cause sentence: cut and without control characters. */
  static String cut(String text) {
    return PartnerText.clean(text, MAX_LENGTH);
  }
}
