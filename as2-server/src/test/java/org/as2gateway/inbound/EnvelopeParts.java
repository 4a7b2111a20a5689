package org.as2gateway.inbound;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.as2gateway.wire.MimeEntity;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;

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
    try {
      Certificate certificate = Certificate.getInstance(recipient.getEncoded());
      KeyTransRecipientInfo transport =
          new KeyTransRecipientInfo(
              new RecipientIdentifier(
                  new IssuerAndSerialNumber(certificate.getIssuer(), recipient.getSerialNumber())),
              new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
              new DEROctetString(encryptedKey));
      EncryptedContentInfo content =
          new EncryptedContentInfo(
              CMSObjectIdentifiers.data,
              new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)),
              new DEROctetString(ciphertext));
      ASN1EncodableVector recipients = new ASN1EncodableVector();
      recipients.add(new RecipientInfo(transport));
      EnvelopedData data = new EnvelopedData(null, new DERSet(recipients), content, (ASN1Set) null);
      return Damage.pkcs7(
          "enveloped-data",
          new ContentInfo(CMSObjectIdentifiers.envelopedData, data).getEncoded("DER"));
    } catch (CertificateEncodingException e) {
      throw new IOException(e);
    }
  }
}
