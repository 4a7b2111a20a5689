package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.ErrorWord;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Opens EnvelopedData (RFC 5652 §6) and AuthEnvelopedData (RFC 5083) as they stream by. Everything
 * before the content is bounded; the content may have any size.
 */
final class EnvelopeReader {
  private static final int MAX_HEAD_BYTES = 256 * 1024;
  private static final int MAX_TRAILER_BYTES = 64 * 1024;
  private static final int INTEGER = 0x02;

  private final KeyUnwrapper unwrapper;
  private final Set<EncryptionAlgorithm> accepted;
  private final CryptoProviders providers;

  EnvelopeReader(
      KeyUnwrapper unwrapper, Set<EncryptionAlgorithm> accepted, CryptoProviders providers) {
    this.unwrapper = unwrapper;
    this.accepted = accepted;
    this.providers = providers;
  }

  /**
   * The envelope, read up to its content; the reader stands behind the content type of its
   * ContentInfo. Nothing is decrypted yet.
   */
  Envelope open(BerReader reader, CmsType type) throws IOException {
    reader.enter(BerReader.CONTEXT_0_CONSTRUCTED);
    reader.enter(BerReader.SEQUENCE);
    if (reader.peekTag() != INTEGER) {
      throw ContentException.broken("CMS structure: envelope without a version");
    }
    reader.readElement(MAX_HEAD_BYTES);
    if (reader.peekTag() == BerReader.CONTEXT_0_CONSTRUCTED) {
      reader.readElement(MAX_HEAD_BYTES); // OriginatorInfo: certificates in the message are ignored
    }
    if (reader.peekTag() != BerReader.SET) {
      throw ContentException.broken("CMS structure: envelope without recipients");
    }
    ASN1Set recipientInfos = ASN1Set.getInstance(Asn1.parse(reader.readElement(MAX_HEAD_BYTES)));
    BerReader.Scope contentInfo = reader.enter(BerReader.SEQUENCE);
    reader.readElement(MAX_HEAD_BYTES); // the inner content type says nothing that is needed
    AlgorithmIdentifier algorithm = Asn1.algorithm(reader.readElement(MAX_HEAD_BYTES));
    EncryptionAlgorithm encryption = acceptedAlgorithm(algorithm, type);
    List<Recipient> recipients = unwrapper.recipients(recipientInfos);
    return new Envelope(
        recipients,
        algorithm,
        encryption,
        reader.openOctets(BerReader.CONTEXT_0),
        octets -> {
          byte[] key = unwrapper.unwrap(recipients, algorithm, encryption);
          return encryption.isAead()
              ? gcm(reader, contentInfo, octets, algorithm, key)
              : cbc(octets, algorithm, encryption, key);
        });
  }

  private EncryptionAlgorithm acceptedAlgorithm(AlgorithmIdentifier algorithm, CmsType type)
      throws ContentException {
    String oid = algorithm.getAlgorithm().getId();
    EncryptionAlgorithm encryption =
        EncryptionAlgorithm.ofOid(oid)
            .filter(accepted::contains)
            .orElseThrow(
                () ->
                    new ContentException(
                        ErrorWord.INSUFFICIENT_MESSAGE_SECURITY,
                        "encrypted with "
                            + EncryptionAlgorithm.ofOid(oid)
                                .map(EncryptionAlgorithm::spelling)
                                .orElse(oid)
                            + ", expected one of "
                            + accepted.stream()
                                .map(EncryptionAlgorithm::spelling)
                                .sorted()
                                .toList()));
    if (encryption.isAead() != (type == CmsType.AUTH_ENVELOPED)) {
      throw ContentException.broken("CMS structure: " + encryption.spelling() + " in " + type);
    }
    return encryption;
  }

  private InputStream cbc(
      InputStream octets, AlgorithmIdentifier algorithm, EncryptionAlgorithm encryption, byte[] key)
      throws GeneralSecurityException {
    byte[] iv = ASN1OctetString.getInstance(algorithm.getParameters()).getOctets();
    boolean isTripleDes = encryption == EncryptionAlgorithm.TRIPLE_DES;
    Cipher cipher = providers.unpaddedCipher(encryption);
    SecretKeySpec secret = new SecretKeySpec(key, isTripleDes ? "DESede" : "AES");
    cipher.init(Cipher.DECRYPT_MODE, secret, new IvParameterSpec(iv));
    return ContentDecryptor.cbc(octets, cipher);
  }

  private InputStream gcm(
      BerReader reader,
      BerReader.Scope contentInfo,
      InputStream octets,
      AlgorithmIdentifier algorithm,
      byte[] key)
      throws GeneralSecurityException, ContentException {
    GCMParameters parameters = GCMParameters.getInstance(algorithm.getParameters());
    byte[] nonce = parameters.getNonce();
    if (nonce.length != GcmState.NONCE_BYTES) {
      throw ContentException.broken(
          "GCM nonce has " + nonce.length + " octets, expected " + GcmState.NONCE_BYTES);
    }
    GcmState state = new GcmState(key, nonce, parameters.getIcvLen(), providers);
    return ContentDecryptor.gcm(octets, state, () -> readTrailer(reader, contentInfo));
  }

  /** Authenticated attributes, if any, and the tag stand behind the content (RFC 5083 §2.1). */
  private static ContentDecryptor.Tag readTrailer(BerReader reader, BerReader.Scope contentInfo)
      throws IOException {
    reader.leave(contentInfo);
    byte @Nullable [] attributes = null;
    if (reader.peekTag() == BerReader.CONTEXT_1_CONSTRUCTED) {
      byte[] element = reader.readElement(MAX_TRAILER_BYTES);
      element[0] = BerReader.SET; // implicitly tagged on the wire, authenticated as SET OF
      ASN1Set set = ASN1Set.getInstance(Asn1.parse(element));
      attributes = new DERSet(set.toArray()).getEncoded("DER");
    }
    byte[] mac =
        ASN1OctetString.getInstance(Asn1.parse(reader.readElement(MAX_TRAILER_BYTES))).getOctets();
    return new ContentDecryptor.Tag(mac, attributes);
  }
}
