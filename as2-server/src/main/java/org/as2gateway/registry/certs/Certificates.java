package org.as2gateway.registry.certs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.KeyStrength;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Decodes certificates from DER, alone, one after the other, or in a PKCS #7 bundle. */
final class Certificates {
  private Certificates() {}

  /** Whether the octets are a PKCS #12 key store: a sequence that begins with version 3. */
  static boolean isKeyStore(byte[] bytes) {
    try (ASN1InputStream in = new ASN1InputStream(bytes)) {
      return in.readObject() instanceof ASN1Sequence sequence
          && sequence.size() > 1
          && sequence.getObjectAt(0) instanceof ASN1Integer version
          && version.hasValue(3);
    } catch (IOException | RuntimeException e) {
      return false; // whatever else it is
    }
  }

  /**
   * All certificates in the octets.
   *
   * @throws CertsException if they hold anything else
   */
  static List<X509Certificate> decode(byte[] bytes) throws CertsException {
    List<X509Certificate> found = new ArrayList<>();
    try (ByteArrayInputStream octets = new ByteArrayInputStream(bytes);
        ASN1InputStream in = new ASN1InputStream(octets, bytes.length)) {
      int start = 0;
      while (!isBlank(bytes, start)) {
        ASN1Primitive object = in.readObject();
        int end = bytes.length - octets.available();
        addAll(object, Arrays.copyOfRange(bytes, start, end), found);
        start = end;
      }
    } catch (IOException | RuntimeException e) { // unchecked ones come out of odd ASN.1
      throw new CertsException("it is damaged or not a certificate", e);
    }
    if (found.isEmpty()) {
      throw new CertsException("it contains no certificate");
    }
    return found;
  }

  private static boolean isBlank(byte[] bytes, int start) {
    for (int i = start; i < bytes.length; i++) {
      if (bytes[i] != '\n' && bytes[i] != '\r' && bytes[i] != ' ' && bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static void addAll(ASN1Primitive object, byte[] encoded, List<X509Certificate> found)
      throws CertsException, IOException {
    if (!(object instanceof ASN1Sequence sequence) || sequence.size() == 0) {
      throw new CertsException("it is damaged or not a certificate");
    }
    ASN1Encodable first = sequence.getObjectAt(0);
    if (first instanceof ASN1Integer) {
      throw new CertsException(
          "it contains a private key or key store, expected a certificate: import our keys"
              + " as a PKCS #12 file");
    } else if (first instanceof ASN1ObjectIdentifier type) {
      addBundle(type, sequence, found);
    } else {
      found.add(x509(encoded));
    }
  }

  private static void addBundle(
      ASN1ObjectIdentifier type, ASN1Sequence sequence, List<X509Certificate> found)
      throws CertsException, IOException {
    if (!PKCSObjectIdentifiers.signedData.equals(type)) {
      throw new CertsException("it is a CMS file without certificates, expected a PKCS #7 bundle");
    }
    ASN1Set certificates =
        SignedData.getInstance(ContentInfo.getInstance(sequence).getContent()).getCertificates();
    if (certificates == null) {
      return;
    }
    for (ASN1Encodable certificate : certificates) {
      if (certificate.toASN1Primitive() instanceof ASN1Sequence x509) { // tagged: attributes
        found.add(x509(x509.getEncoded()));
      }
    }
  }

  /**
   * The JDK reads what its providers can use fastest; Bouncy Castle reads some that the JDK
   * refuses.
   */
  static X509Certificate x509(byte[] encoded) throws CertsException {
    try {
      return x509(CertificateFactory.getInstance("X.509"), encoded);
    } catch (CertificateException | RuntimeException | StackOverflowError jdk) {
      try {
        return x509(CertificateFactory.getInstance("X.509", new BouncyCastleProvider()), encoded);
      } catch (CertificateException | RuntimeException | StackOverflowError e) {
        e.addSuppressed(jdk);
        throw new CertsException(
            malformedKey(encoded).orElse("it is damaged or not an X.509 certificate"), e);
      }
    }
  }

  private static X509Certificate x509(CertificateFactory factory, byte[] encoded)
      throws CertificateException {
    if (factory.generateCertificate(new ByteArrayInputStream(encoded))
        instanceof X509Certificate certificate) {
      readParts(certificate);
      return certificate;
    }
    throw new CertificateException("no X.509 certificate");
  }

  /** Parts are read when they are asked for: what cannot be read has to fail here, not there. */
  private static void readParts(X509Certificate certificate) {
    Objects.requireNonNull(certificate.getPublicKey().getEncoded(), "public key");
    Objects.requireNonNull(certificate.getSerialNumber(), "serial number");
    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
    Stream.of(certificate.getNotBefore(), certificate.getNotAfter()).forEach(Date::toInstant);
    certificate.getKeyUsage();
    certificate.getBasicConstraints();
    Fingerprint.of(certificate);
  }

  /** What is wrong with an RSA key that no factory takes. */
  private static Optional<String> malformedKey(byte[] encoded) {
    try {
      SubjectPublicKeyInfo info = Certificate.getInstance(encoded).getSubjectPublicKeyInfo();
      RSAPublicKey key = RSAPublicKey.getInstance(info.parsePublicKey());
      return KeyStrength.malformed(key.getModulus(), key.getPublicExponent());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return Optional.empty(); // no RSA key, or not even that can be read
    }
  }
}
