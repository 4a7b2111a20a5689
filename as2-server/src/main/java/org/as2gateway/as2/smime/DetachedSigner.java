package org.as2gateway.as2.smime;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.as2gateway.as2.keys.Der;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * Makes detached CMS signatures (RFC 5652 §5) over content whose digest the caller has taken while
 * it streamed by, so that MIC and signature share one digest. Immutable, for any number of
 * signatures on any number of threads.
 */
public final class DetachedSigner {
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT);
  private static final DateTimeFormatter GENERALIZED_TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT);
  private static final int FIRST_YEAR_OF_GENERALIZED_TIME = 2050; // RFC 5652 §11.3

  private final OwnKey key;
  private final SignatureScheme scheme;
  private final AlgorithmIdentifier digestIdentifier;
  private final AlgorithmIdentifier signatureIdentifier;
  private final SignerIdentifier signerIdentifier;
  private final ASN1Set certificates;
  private final boolean cmsAlgorithmProtection;

  /**
   * A signer for one key and algorithm.
   *
   * @param includeCertificate whether certificate and chain travel in the signature
   * @param cmsAlgorithmProtection whether the attribute of RFC 6211 is signed too; some peers
   *     reject it (protocol.md §5.6)
   * @throws IllegalArgumentException if the key cannot sign with the algorithm, or it is MD5
   */
  public DetachedSigner(
      OwnKey key,
      SignatureAlgorithm algorithm,
      boolean includeCertificate,
      boolean cmsAlgorithmProtection) {
    if (algorithm.digest() == MicAlgorithm.MD5) {
      throw new IllegalArgumentException("MD5 signatures are verified, never made");
    }
    this.key = key;
    this.scheme = SignatureScheme.of(algorithm, key.certificate().getPublicKey());
    this.digestIdentifier = SignatureScheme.digestIdentifier(scheme.algorithm().digest());
    this.signatureIdentifier = scheme.signatureIdentifier();
    this.signerIdentifier = issuerAndSerial(key.certificate());
    this.certificates = includeCertificate ? certificatesOf(key) : new DERSet();
    this.cmsAlgorithmProtection = cmsAlgorithmProtection;
    trySigning();
  }

  /** The digest to take of the content. */
  public MicAlgorithm digestAlgorithm() {
    return scheme.algorithm().digest();
  }

  /** The certificate whose key signs. */
  public X509Certificate certificate() {
    return key.certificate();
  }

  /**
   * Signs content by its digest.
   *
   * @param contentDigest of exactly the octets to be signed, with {@link #digestAlgorithm()}
   * @param signingTime goes into the signature, whole seconds
   * @return a ContentInfo with SignedData, DER
   */
  public byte[] sign(byte[] contentDigest, Instant signingTime) {
    int expected = digestAlgorithm().octets();
    if (contentDigest.length != expected) {
      throw new IllegalArgumentException(
          "digest has " + contentDigest.length + " octets, expected " + expected);
    }
    ASN1Set attributes = signedAttributes(contentDigest, signingTime);
    SignerInfo signer =
        new SignerInfo(
            signerIdentifier,
            digestIdentifier,
            attributes,
            signatureIdentifier,
            new DEROctetString(signatureOf(der(attributes))),
            (ASN1Set) null);
    SignedData signedData =
        new SignedData(
            new DERSet(digestIdentifier),
            new ContentInfo(CMSObjectIdentifiers.data, null),
            certificates.size() == 0 ? null : certificates,
            null,
            new DERSet(signer));
    return der(new ContentInfo(CMSObjectIdentifiers.signedData, signedData));
  }

  /** DER sorts the set by itself: what is signed is what is sent. */
  private ASN1Set signedAttributes(byte[] contentDigest, Instant signingTime) {
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data));
    attributes.add(attribute(CMSAttributes.signingTime, time(signingTime)));
    attributes.add(attribute(CMSAttributes.messageDigest, new DEROctetString(contentDigest)));
    if (cmsAlgorithmProtection) {
      attributes.add(
          attribute(
              CMSAttributes.cmsAlgorithmProtect,
              new CMSAlgorithmProtection(
                  digestIdentifier, CMSAlgorithmProtection.SIGNATURE, signatureIdentifier)));
    }
    return new DERSet(attributes);
  }

  private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new Attribute(type, new DERSet(value));
  }

  private static ASN1Primitive time(Instant instant) {
    ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
    return time.getYear() < FIRST_YEAR_OF_GENERALIZED_TIME
        ? new DERUTCTime(UTC_TIME.format(time))
        : new DERGeneralizedTime(GENERALIZED_TIME.format(time));
  }

  private byte[] signatureOf(byte[] octets) {
    try {
      Signature signature =
          CryptoProviders.shared().signing(scheme.algorithm(), key.privateKey(), scheme.pss());
      signature.update(octets);
      return signature.sign();
    } catch (InvalidKeyException | SignatureException e) {
      throw new IllegalStateException("cannot sign with " + key, e);
    }
  }

  /** A key that cannot sign is found when it is configured, not when a message waits. */
  private void trySigning() {
    try {
      CryptoProviders.shared().signing(scheme.algorithm(), key.privateKey(), scheme.pss());
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException(
          key + " cannot sign with '" + scheme.algorithm().spelling() + "'", e);
    }
  }

  private static SignerIdentifier issuerAndSerial(X509Certificate certificate) {
    return new SignerIdentifier(
        new IssuerAndSerialNumber(
            X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded()),
            certificate.getSerialNumber()));
  }

  private static ASN1Set certificatesOf(OwnKey key) {
    ASN1EncodableVector all = new ASN1EncodableVector();
    all.add(Certificate.getInstance(Der.of(key.certificate())));
    for (X509Certificate issuer : key.chain()) {
      all.add(Certificate.getInstance(Der.of(issuer)));
    }
    return new DERSet(all);
  }

  private static byte[] der(org.bouncycastle.asn1.ASN1Object object) {
    try {
      return object.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a structure built here has no DER form", e);
    }
  }
}
