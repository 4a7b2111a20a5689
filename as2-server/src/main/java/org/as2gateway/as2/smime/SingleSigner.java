package org.as2gateway.as2.smime;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.as2.smime.SignatureCheck.Reason;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** The one SignerInfo of a SignedData, with everything checked that needs no key and no content. */
final class SingleSigner {
  /** Bounds the sorting that DER asks for, which Bouncy Castle does by insertion. */
  private static final int MAX_ATTRIBUTE_BYTES = 16 * 1024;

  private final SignatureScheme scheme;
  private final SignerName name;
  private final byte[] signedAttributes;
  private final byte[] messageDigest;
  private final byte[] signatureValue;
  private final @Nullable ASN1Set certificates;

  private SingleSigner(
      SignerInfo info, SignatureScheme scheme, ASN1Set attributes, @Nullable ASN1Set certificates)
      throws IOException, RefusedSignatureException {
    this.certificates = certificates;
    this.scheme = scheme;
    this.name = SignerName.of(info.getSID());
    this.signedAttributes = attributes.getEncoded(ASN1Encoding.DER);
    this.messageDigest =
        ASN1OctetString.getInstance(only(attributes, CMSAttributes.messageDigest)).getOctets();
    this.signatureValue = info.getEncryptedDigest().getOctets();
  }

  /**
   * Parses the octets within the budget.
   *
   * @throws RefusedSignatureException if they hold no signature that can count
   */
  static SingleSigner parse(byte[] signedData) throws RefusedSignatureException {
    if (signedData.length > SignatureVerifier.MAX_BYTES) {
      throw malformed(
          "the signature has "
              + signedData.length
              + " octets, more than "
              + SignatureVerifier.MAX_BYTES);
    }
    try {
      return checked(read(signedData));
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle tells garbage by unchecked exceptions of many kinds.
      throw new RefusedSignatureException(
          Reason.MALFORMED, "the signature is no readable CMS SignedData", e);
    }
  }

  SignatureScheme scheme() {
    return scheme;
  }

  byte[] messageDigest() {
    return messageDigest;
  }

  /** The DER form of the attribute set, which is what was signed, however it was sent. */
  byte[] signedAttributes() {
    return signedAttributes;
  }

  byte[] signatureValue() {
    return signatureValue;
  }

  /** Who the signature says has made it: a hint where to begin, never a proof. */
  SignerName name() {
    return name;
  }

  /** Certificates that the signature brings along for its signer: worth nothing as a proof. */
  List<X509Certificate> enclosedCertificates() {
    return EnclosedCertificates.of(certificates, name);
  }

  private static SignedData read(byte[] octets) throws IOException, RefusedSignatureException {
    ASN1Primitive structure;
    try (ASN1InputStream in = new ASN1InputStream(octets)) {
      structure = in.readObject();
    }
    ContentInfo info = ContentInfo.getInstance(structure);
    if (info == null || !CMSObjectIdentifiers.signedData.equals(info.getContentType())) {
      throw malformed("the signature is no CMS SignedData");
    }
    SignedData signedData = SignedData.getInstance(info.getContent());
    ASN1Set signers = signedData.getSignerInfos();
    if (signers.size() != 1) {
      throw notCounted("the signature has " + signers.size() + " signers, expected exactly one");
    }
    if (!CMSObjectIdentifiers.data.equals(signedData.getEncapContentInfo().getContentType())) {
      throw malformed("the signature is over a content type other than id-data");
    }
    return signedData;
  }

  private static SingleSigner checked(SignedData signedData)
      throws IOException, RefusedSignatureException {
    SignerInfo info = SignerInfo.getInstance(signedData.getSignerInfos().getObjectAt(0));
    ASN1Set attributes = info.getAuthenticatedAttributes();
    if (attributes == null || attributes.size() == 0) {
      throw notCounted("the signature has no signed attributes");
    }
    if (attributes.getEncoded().length > MAX_ATTRIBUTE_BYTES) {
      throw malformed("the signed attributes have more than " + MAX_ATTRIBUTE_BYTES + " octets");
    }
    if (!CMSObjectIdentifiers.data.equals(only(attributes, CMSAttributes.contentType))) {
      throw malformed("the signed contentType is not id-data");
    }
    SignatureScheme scheme = schemeOf(info);
    checkAlgorithmProtection(info, attributes);
    return new SingleSigner(info, scheme, attributes, signedData.getCertificates());
  }

  private static SignatureScheme schemeOf(SignerInfo info) throws RefusedSignatureException {
    String digestOid = info.getDigestAlgorithm().getAlgorithm().getId();
    Optional<MicAlgorithm> digest = MicAlgorithm.ofOid(digestOid);
    AlgorithmIdentifier signature = info.getDigestEncryptionAlgorithm();
    return digest
        .flatMap(d -> SignatureScheme.read(d, signature))
        .orElseThrow(
            () ->
                new RefusedSignatureException(
                    Reason.NOT_ACCEPTED,
                    "the signature's algorithms, digest '"
                        + SignerName.cut(digestOid)
                        + "' with '"
                        + SignerName.cut(signature.getAlgorithm().getId())
                        + "', are not known or do not fit each other"));
  }

  /** The attribute of RFC 6211, where there is one, must say what the SignerInfo says. */
  private static void checkAlgorithmProtection(SignerInfo info, ASN1Set attributes)
      throws RefusedSignatureException {
    if (attributesOf(attributes, CMSAttributes.cmsAlgorithmProtect).isEmpty()) {
      return;
    }
    CMSAlgorithmProtection protection =
        CMSAlgorithmProtection.getInstance(only(attributes, CMSAttributes.cmsAlgorithmProtect));
    if (protection.getSignatureAlgorithm() == null
        || !isSame(protection.getDigestAlgorithm(), info.getDigestAlgorithm())
        || !isSame(protection.getSignatureAlgorithm(), info.getDigestEncryptionAlgorithm())) {
      throw malformed("the signed CMSAlgorithmProtection contradicts the algorithms used");
    }
  }

  private static boolean isSame(AlgorithmIdentifier one, AlgorithmIdentifier other) {
    return one.getAlgorithm().equals(other.getAlgorithm())
        && Objects.equals(parametersOf(one), parametersOf(other));
  }

  /** Parameters, with NULL and absent taken as the same (RFC 5754 §2). */
  private static Optional<ASN1Primitive> parametersOf(AlgorithmIdentifier identifier) {
    return Optional.ofNullable(identifier.getParameters())
        .map(ASN1Encodable::toASN1Primitive)
        .filter(parameters -> !(parameters instanceof ASN1Null));
  }

  /** The one value of the one attribute of a type (RFC 5652 §11.1, §11.2). */
  private static ASN1Primitive only(ASN1Set attributes, ASN1ObjectIdentifier type)
      throws RefusedSignatureException {
    List<Attribute> found = attributesOf(attributes, type);
    if (found.size() != 1 || found.get(0).getAttrValues().size() != 1) {
      throw malformed(
          "the signed attribute '"
              + type
              + "' occurs "
              + found.size()
              + " times, or not with one"
              + " value");
    }
    return found.get(0).getAttrValues().getObjectAt(0).toASN1Primitive();
  }

  private static List<Attribute> attributesOf(ASN1Set attributes, ASN1ObjectIdentifier type) {
    return Stream.of(attributes.toArray())
        .map(Attribute::getInstance)
        .filter(attribute -> attribute.getAttrType().equals(type))
        .toList();
  }

  private static RefusedSignatureException malformed(String cause) {
    return new RefusedSignatureException(Reason.MALFORMED, cause);
  }

  private static RefusedSignatureException notCounted(String cause) {
    return new RefusedSignatureException(Reason.NOT_COUNTED, cause);
  }
}
