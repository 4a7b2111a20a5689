package org.as2gateway.as2.smime;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.KeyTransport;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipient;

/**
 * Finds the RecipientInfo that is for one of our keys and unwraps the content-encryption key. A
 * failed RSA unwrap is not told: it goes on with a random key of the right length (RFC 3218
 * §2.3.2), so that all damage looks alike (protocol.md §1).
 */
final class KeyUnwrapper {
  private static final int MAX_RECIPIENTS = 100;
  private static final int MAX_OWN_RECIPIENTS = 8;
  private static final int KEY_AGREE_TAG = 1;

  private final List<OwnKey> keys;
  private final CryptoProviders providers;

  KeyUnwrapper(List<OwnKey> keys, CryptoProviders providers) {
    this.keys = keys;
    this.providers = providers;
  }

  /**
   * The recipients that are our keys, in the order of the message; the first one counts. Looking
   * for them uses no private key.
   *
   * @return empty if the recipients cannot be read, which is not told apart from other damage
   * @throws ContentException if no recipient is one of our keys, which is public knowledge
   */
  List<Recipient> recipients(ASN1Set recipientInfos) throws ContentException {
    List<Recipient> ours = new ArrayList<>();
    try {
      requireFew(count(recipientInfos), MAX_RECIPIENTS, "recipients");
      for (ASN1Encodable info : recipientInfos) {
        ours.addAll(ours(info));
        requireFew(ours.size(), MAX_OWN_RECIPIENTS, "recipients that are our keys");
      }
    } catch (RuntimeException e) {
      return ours;
    }
    if (ours.isEmpty()) {
      throw new ContentException(
          ErrorWord.DECRYPTION_FAILED,
          "encrypted for a certificate that we do not have (recipients: "
              + recipientInfos.size()
              + ", our current keys: "
              + keys.size()
              + ")");
    }
    return ours;
  }

  private static void requireFew(int count, int most, String what) throws ContentException {
    if (count > most) {
      throw ContentException.broken(count + " " + what + ", expected at most " + most);
    }
  }

  /** One RecipientInfo for key agreement holds a key for each of its recipients. */
  private static int count(ASN1Set recipientInfos) {
    int count = 0;
    for (ASN1Encodable info : recipientInfos) {
      count += isAgreement(info) ? agreement(info).getRecipientEncryptedKeys().size() : 1;
    }
    return count;
  }

  private static boolean isAgreement(ASN1Encodable info) {
    return info instanceof ASN1TaggedObject tagged && tagged.getTagNo() == KEY_AGREE_TAG;
  }

  private static KeyAgreeRecipientInfo agreement(ASN1Encodable info) {
    return KeyAgreeRecipientInfo.getInstance((ASN1TaggedObject) info, false);
  }

  /** The content-encryption key, a random one if the recipient has none of the right length. */
  byte[] unwrap(
      List<Recipient> recipients,
      AlgorithmIdentifier contentAlgorithm,
      EncryptionAlgorithm encryption) {
    byte[] fallback = new byte[encryption.keyBits() / 8];
    providers.secureRandom().nextBytes(fallback);
    if (recipients.isEmpty()) {
      return fallback;
    }
    try {
      byte[] key = recipients.get(0).unwrapping().contentKey(contentAlgorithm);
      return key.length == fallback.length ? key : fallback;
    } catch (GeneralSecurityException | CMSException | IOException | RuntimeException e) {
      return fallback; // not told apart from other damage: decryption goes on and fails like it
    }
  }

  private List<Recipient> ours(ASN1Encodable info) {
    if (info instanceof ASN1TaggedObject) {
      return isAgreement(info) ? agreed(agreement(info)) : List.of();
    }
    KeyTransRecipientInfo transport = KeyTransRecipientInfo.getInstance(info);
    return find(transport.getRecipientIdentifier())
        .filter(key -> key.certificate().getPublicKey() instanceof RSAPublicKey)
        .map(
            key ->
                new Recipient(
                    transport.getEncryptedKey().getOctets(), content -> decrypt(key, transport)))
        .stream()
        .toList();
  }

  private byte[] decrypt(OwnKey key, KeyTransRecipientInfo transport)
      throws GeneralSecurityException {
    AlgorithmIdentifier algorithm = transport.getKeyEncryptionAlgorithm();
    boolean isOaep = PKCSObjectIdentifiers.id_RSAES_OAEP.equals(algorithm.getAlgorithm());
    Cipher cipher =
        providers.keyTransportCipher(isOaep ? KeyTransport.RSA_OAEP : KeyTransport.RSA_PKCS1);
    PrivateKey privateKey = providers.importPrivateKey(key.privateKey());
    if (isOaep) {
      cipher.init(Cipher.DECRYPT_MODE, privateKey, oaepParameters(algorithm));
    } else {
      cipher.init(Cipher.DECRYPT_MODE, privateKey);
    }
    return cipher.doFinal(transport.getEncryptedKey().getOctets());
  }

  private static AlgorithmParameterSpec oaepParameters(AlgorithmIdentifier algorithm)
      throws GeneralSecurityException {
    java.security.AlgorithmParameters parameters =
        java.security.AlgorithmParameters.getInstance("OAEP");
    ASN1Encodable encoded = algorithm.getParameters();
    try {
      parameters.init(
          encoded == null ? new byte[] {0x30, 0} : encoded.toASN1Primitive().getEncoded("DER"));
    } catch (IOException e) {
      throw new GeneralSecurityException("OAEP parameters cannot be read", e);
    }
    return parameters.getParameterSpec(OAEPParameterSpec.class);
  }

  private List<Recipient> agreed(KeyAgreeRecipientInfo info) {
    List<Recipient> ours = new ArrayList<>();
    for (ASN1Encodable element : info.getRecipientEncryptedKeys()) {
      RecipientEncryptedKey encrypted = RecipientEncryptedKey.getInstance(element);
      byte[] octets = encrypted.getEncryptedKey().getOctets();
      find(encrypted.getIdentifier())
          .filter(key -> key.certificate().getPublicKey() instanceof ECPublicKey)
          .map(key -> new Recipient(octets, content -> agree(info, key, content, octets)))
          .ifPresent(ours::add);
    }
    return ours;
  }

  private byte[] agree(
      KeyAgreeRecipientInfo info, OwnKey key, AlgorithmIdentifier content, byte[] encryptedKey)
      throws CMSException {
    return new Agreement(key.privateKey(), providers)
        .unwrap(info, senderKey(info, key), content, encryptedKey);
  }

  /** The sender's ephemeral key; where it names no curve, the curve is ours (RFC 5753 §3.1.1). */
  private static SubjectPublicKeyInfo senderKey(KeyAgreeRecipientInfo info, OwnKey key) {
    var originator = info.getOriginator().getOriginatorKey();
    AlgorithmIdentifier algorithm = originator.getAlgorithm();
    ASN1Encodable parameters = algorithm.getParameters();
    boolean hasCurve =
        parameters != null && !org.bouncycastle.asn1.DERNull.INSTANCE.equals(parameters);
    if (!hasCurve) {
      algorithm =
          SubjectPublicKeyInfo.getInstance(key.certificate().getPublicKey().getEncoded())
              .getAlgorithm();
    }
    return new SubjectPublicKeyInfo(algorithm, originator.getPublicKeyData().getOctets());
  }

  private Optional<OwnKey> find(RecipientIdentifier identifier) {
    ASN1Encodable id = identifier.getId();
    return identifier.isTagged()
        ? bySubjectKey(ASN1OctetString.getInstance(id).getOctets())
        : byIssuer(IssuerAndSerialNumber.getInstance(id));
  }

  private Optional<OwnKey> find(KeyAgreeRecipientIdentifier identifier) {
    return identifier.getIssuerAndSerialNumber() != null
        ? byIssuer(identifier.getIssuerAndSerialNumber())
        : bySubjectKey(identifier.getRKeyID().getSubjectKeyIdentifier().getOctets());
  }

  private Optional<OwnKey> byIssuer(IssuerAndSerialNumber id) {
    BigInteger serial = id.getSerialNumber().getValue();
    return keys.stream()
        .filter(key -> key.certificate().getSerialNumber().equals(serial))
        .filter(key -> id.getName().equals(issuer(key.certificate())))
        .findFirst();
  }

  private static X500Name issuer(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
  }

  private Optional<OwnKey> bySubjectKey(byte[] identifier) {
    return keys.stream()
        .filter(key -> Arrays.equals(subjectKey(key.certificate()), identifier))
        .findFirst();
  }

  /** The certificate's own identifier, else the SHA-1 of its key (RFC 5280 §4.2.1.2). */
  private static byte[] subjectKey(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
    if (extension != null) {
      return SubjectKeyIdentifier.getInstance(ASN1OctetString.getInstance(extension).getOctets())
          .getKeyIdentifier();
    }
    SubjectPublicKeyInfo key =
        SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
    return new org.bouncycastle.cert.bc.BcX509ExtensionUtils()
        .createSubjectKeyIdentifier(key)
        .getKeyIdentifier();
  }

  /**
   * Opens up Bouncy Castle's ECDH key agreement: the key alone is wanted, the content is decrypted
   * here.
   */
  private static final class Agreement extends JceKeyAgreeRecipient {
    Agreement(PrivateKey key, CryptoProviders providers) {
      super(key);
      setProvider(providers.bouncyCastle());
    }

    byte[] unwrap(
        KeyAgreeRecipientInfo info,
        SubjectPublicKeyInfo sender,
        AlgorithmIdentifier content,
        byte[] encryptedKey)
        throws CMSException {
      Key key =
          extractSecretKey(
              info.getKeyEncryptionAlgorithm(),
              content,
              sender,
              info.getUserKeyingMaterial(),
              encryptedKey);
      return key.getEncoded();
    }

    @Override
    public org.bouncycastle.cms.RecipientOperator getRecipientOperator(
        AlgorithmIdentifier keyAlgorithm,
        AlgorithmIdentifier contentAlgorithm,
        SubjectPublicKeyInfo senderPublicKey,
        ASN1OctetString userKeyingMaterial,
        byte[] encryptedContentKey) {
      throw new UnsupportedOperationException("content is decrypted elsewhere");
    }
  }
}
