package org.as2gateway.transport.as2.receive;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.as2gateway.as2.wire.MimeEntity;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Puts an EnvelopedData together of parts that an attacker chooses. */
final class EnvelopeParts {
  private EnvelopeParts() {}

  /** An envelope of AES-256-CBC with more ciphertext behind its own. */
  static MimeEntity appended(MimeEntity enveloped, byte[] more) throws IOException {
    EnvelopedData data =
        EnvelopedData.getInstance(ContentInfo.getInstance(enveloped.body()).getContent());
    EncryptedContentInfo content = data.getEncryptedContentInfo();
    byte[] before = content.getEncryptedContent().getOctets();
    byte[] all = Arrays.copyOf(before, before.length + more.length);
    System.arraycopy(more, 0, all, before.length, more.length);
    EncryptedContentInfo changed =
        new EncryptedContentInfo(
            content.getContentType(),
            content.getContentEncryptionAlgorithm(),
            new DEROctetString(all));
    EnvelopedData longer =
        new EnvelopedData(null, data.getRecipientInfos(), changed, (ASN1Set) null);
    return Damage.pkcs7(
        "enveloped-data",
        new ContentInfo(CMSObjectIdentifiers.envelopedData, longer).getEncoded("DER"));
  }

  static MimeEntity aes256Cbc(
      X509Certificate recipient, byte[] encryptedKey, byte[] iv, byte[] ciphertext)
      throws IOException {
    return aes256Cbc(List.of(transport(recipient, encryptedKey)), iv, ciphertext);
  }

  private static IssuerAndSerialNumber name(X509Certificate recipient) throws IOException {
    try {
      Certificate certificate = Certificate.getInstance(recipient.getEncoded());
      return new IssuerAndSerialNumber(certificate.getIssuer(), recipient.getSerialNumber());
    } catch (CertificateEncodingException e) {
      throw new IOException(e);
    }
  }

  /** For an RSA key. */
  static RecipientInfo transport(X509Certificate recipient, byte[] encryptedKey)
      throws IOException {
    return new RecipientInfo(
        new KeyTransRecipientInfo(
            new RecipientIdentifier(name(recipient)),
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
            new DEROctetString(encryptedKey)));
  }

  /** Key agreement with so many made-up keys, all for the same certificate. */
  static RecipientInfo agreement(X509Certificate recipient, int count) throws IOException {
    ASN1EncodableVector keys = new ASN1EncodableVector();
    for (int i = 0; i < count; i++) {
      byte[] made = {1, (byte) i, (byte) (i >> 8)};
      keys.add(
          new RecipientEncryptedKey(
              new KeyAgreeRecipientIdentifier(name(recipient)), new DEROctetString(made)));
    }
    OriginatorPublicKey sender =
        new OriginatorPublicKey(
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey), new byte[65]);
    return new RecipientInfo(
        new KeyAgreeRecipientInfo(
            new OriginatorIdentifierOrKey(sender),
            null,
            new AlgorithmIdentifier(SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme),
            new DERSequence(keys)));
  }

  static MimeEntity aes256Cbc(List<RecipientInfo> infos, byte[] iv, byte[] ciphertext)
      throws IOException {
    EncryptedContentInfo content =
        new EncryptedContentInfo(
            CMSObjectIdentifiers.data,
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)),
            new DEROctetString(ciphertext));
    ASN1EncodableVector recipients = new ASN1EncodableVector();
    infos.forEach(recipients::add);
    EnvelopedData data = new EnvelopedData(null, new DLSet(recipients), content, (ASN1Set) null);
    return Damage.pkcs7(
        "enveloped-data",
        new ContentInfo(CMSObjectIdentifiers.envelopedData, data).getEncoded("DL"));
  }
}
