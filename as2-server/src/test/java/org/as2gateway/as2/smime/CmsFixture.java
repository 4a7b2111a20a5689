package org.as2gateway.as2.smime;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import org.as2gateway.as2.keys.OwnKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Builds SignedData piece by piece, odd ones too, with the JDK's signatures; SHA-256 and RSA. */
final class CmsFixture {
  static final AlgorithmIdentifier SHA256 =
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
  static final AlgorithmIdentifier RSA =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

  private final OwnKey key;
  private final List<ASN1Encodable> attributes = new ArrayList<>();
  private boolean isUnsorted;
  private boolean isWithoutNull;

  CmsFixture(OwnKey key, byte[] content) {
    this.key = key;
    attributes.add(attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data));
    attributes.add(attribute(CMSAttributes.messageDigest, new DEROctetString(sha256(content))));
  }

  static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable... values) {
    return new Attribute(type, new DERSet(values));
  }

  static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a signed attribute. */
  CmsFixture with(Attribute attribute) {
    attributes.add(attribute);
    return this;
  }

  /** Drops the signed attributes of a type. */
  CmsFixture without(ASN1ObjectIdentifier type) {
    attributes.removeIf(a -> Attribute.getInstance(a).getAttrType().equals(type));
    return this;
  }

  /** Sends the attributes in an order that is not DER's. */
  CmsFixture unsorted() {
    isUnsorted = true;
    return this;
  }

  /** Signs a DigestInfo without NULL. */
  CmsFixture withoutNull() {
    isWithoutNull = true;
    return this;
  }

  /** A SignedData with this signer alone. */
  byte[] build() throws Exception {
    return signedData(signerInfo());
  }

  static byte[] signedData(ASN1Encodable... signers) throws IOException {
    return signedData(CMSObjectIdentifiers.data, signers);
  }

  static byte[] signedData(ASN1ObjectIdentifier contentType, ASN1Encodable... signers)
      throws IOException {
    ASN1Encodable signedData =
        new BERSequence(
            new ASN1Encodable[] {
              new ASN1Integer(1),
              new DERSet(SHA256),
              new DERSequence(contentType),
              new DLSet(signers)
            });
    return new BERSequence(
            new ASN1Encodable[] {
              CMSObjectIdentifiers.signedData, new DERTaggedObject(true, 0, signedData)
            })
        .getEncoded(ASN1Encoding.BER);
  }

  ASN1Encodable signerInfo() throws Exception {
    ASN1EncodableVector fields = new ASN1EncodableVector();
    fields.add(new ASN1Integer(1));
    fields.add(
        new IssuerAndSerialNumber(
            X500Name.getInstance(key.certificate().getIssuerX500Principal().getEncoded()),
            key.certificate().getSerialNumber()));
    fields.add(SHA256);
    ASN1Encodable[] sorted = new DERSet(attributes.toArray(new ASN1Encodable[0])).toArray();
    byte[] signed = new DERSet(sorted).getEncoded(ASN1Encoding.DER);
    if (isUnsorted) {
      List<ASN1Encodable> reversed = new ArrayList<>(Arrays.asList(sorted));
      java.util.Collections.reverse(reversed);
      sorted = reversed.toArray(new ASN1Encodable[0]);
    }
    fields.add(new DLTaggedObject(false, 0, new DLSet(sorted)));
    fields.add(RSA);
    fields.add(new DEROctetString(isWithoutNull ? bareSignature(signed) : signature(signed)));
    return new DERSequence(fields);
  }

  private byte[] signature(byte[] signed) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key.privateKey());
    signature.update(signed);
    return signature.sign();
  }

  /** "Decrypting" with the private key pads by type 1 and exponentiates: a raw signature. */
  private byte[] bareSignature(byte[] signed) throws GeneralSecurityException, IOException {
    byte[] info =
        new DERSequence(
                new ASN1Encodable[] {
                  new DERSequence(NISTObjectIdentifiers.id_sha256),
                  new DEROctetString(sha256(signed))
                })
            .getEncoded();
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.ENCRYPT_MODE, key.privateKey());
    return cipher.doFinal(info);
  }
}
