package org.as2gateway.registry.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.PartnerText;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys with self-signed certificates, as AS2 partners exchange them. */
final class SelfSigned {
  private static final int SERIAL_BITS = 127; // positive, at most 20 octets: RFC 5280 §4.1.2.2
  private static final int MAX_CN = 64; // X.520 ub-common-name
  private static final Duration LEAST = Duration.ofDays(1);
  private static final Duration MOST = Duration.ofDays(20 * 366);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private SelfSigned() {}

  static OwnKey generate(NewKey wanted, Instant now) throws CertsException {
    check(wanted);
    KeyPair pair = wanted.kind().generate();
    X500Name name =
        new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, wanted.commonName()).build();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1),
            Date.from(now.minus(CLOCK_SKEW)),
            Date.from(now.plus(wanted.validity())),
            name,
            pair.getPublic());
    try {
      int agreement = wanted.kind().isRsa() ? KeyUsage.keyEncipherment : KeyUsage.keyAgreement;
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | agreement))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      String algorithm = wanted.kind().isRsa() ? "SHA256withRSA" : "SHA256withECDSA";
      byte[] encoded =
          builder
              .build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()))
              .getEncoded();
      return new OwnKey(pair.getPrivate(), Certificates.x509(encoded), List.of());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new CertsException(
          "a certificate for '" + wanted.commonName() + "' cannot be created", e);
    }
  }

  private static void check(NewKey wanted) throws CertsException {
    String name = wanted.commonName();
    if (name.isBlank()
        || name.length() > MAX_CN
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new CertsException(
          "common name %s cannot be used, expected 1 to %d printable characters"
              .formatted(PartnerText.quote(name, MAX_CN), MAX_CN));
    }
    if (wanted.validity().compareTo(LEAST) < 0 || wanted.validity().compareTo(MOST) > 0) {
      throw new CertsException(
          "validity of %d days cannot be used, expected 1 day to 20 years"
              .formatted(wanted.validity().toDays()));
    }
  }
}
