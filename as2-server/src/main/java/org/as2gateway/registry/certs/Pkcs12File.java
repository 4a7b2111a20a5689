package org.as2gateway.registry.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.as2.keys.CertsException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A PKCS #12 file (RFC 7292, RFC 9579), read here rather than by the JDK, whose versions differ in
 * passwords outside ASCII, PBMAC1 and files without localKeyID. Work and size are bounded; whatever
 * the octets are, they end in content or in one sentence.
 */
final class Pkcs12File {
  private static final int MAX_BAGS = 500;
  private static final int MAX_DEPTH = 5;

  private final PasswordForms password;
  private final KeyDerivation derivation = new KeyDerivation();
  private final PasswordCipher cipher;
  private final List<PrivateKey> keys = new ArrayList<>();
  private final List<X509Certificate> certificates = new ArrayList<>();
  private int bags;

  private Pkcs12File(KeyStorePassword password) {
    this.password = new PasswordForms(password);
    this.cipher = new PasswordCipher(this.password, derivation);
  }

  /**
   * Opens a file.
   *
   * @throws CertsException if the password is wrong, or the file is damaged or asks for too much
   */
  static Pkcs12File open(byte[] bytes, KeyStorePassword password) throws CertsException {
    try (ASN1InputStream in = new ASN1InputStream(bytes)) {
      Pkcs12File file = new Pkcs12File(password);
      file.read(Pfx.getInstance(in.readObject()));
      return file;
    } catch (IOException | RuntimeException | StackOverflowError e) { // all of them: odd ASN.1
      throw new CertsException("it is damaged or not a PKCS #12 key store", e);
    }
  }

  static CertsException wrongPassword(Exception cause) {
    return CertsException.ofWrongPassword(
        "wrong password: set "
            + KeyStorePassword.VARIABLE
            + " or write it into data/secrets/keystore-password",
        cause);
  }

  /** The private keys, in the order of the file. */
  List<PrivateKey> keys() {
    return List.copyOf(keys);
  }

  /** The certificates, in the order of the file, each once. */
  List<X509Certificate> certificates() {
    return certificates.stream().distinct().toList();
  }

  private void read(Pfx pfx) throws CertsException, IOException {
    byte[] content = data(pfx.getAuthSafe());
    if (pfx.getMacData() != null) {
      checkMac(pfx.getMacData(), content);
    }
    for (ASN1Encodable element : ASN1Sequence.getInstance(content)) {
      ContentInfo info = ContentInfo.getInstance(element);
      if (PKCSObjectIdentifiers.encryptedData.equals(info.getContentType())) {
        EncryptedData encrypted = EncryptedData.getInstance(info.getContent());
        ASN1Sequence safe =
            cipher.decrypt(
                encrypted.getEncryptionAlgorithm(),
                encrypted.getContent().getOctets(),
                ASN1Sequence::getInstance);
        readBags(safe, 0);
      } else {
        readBags(ASN1Sequence.getInstance(data(info)), 0);
      }
    }
  }

  private static byte[] data(ContentInfo info) throws CertsException {
    if (!PKCSObjectIdentifiers.data.equals(info.getContentType())) {
      throw new CertsException(
          "it is protected by a public key instead of a password, expected a file created by"
              + " 'openssl"
              + " pkcs12 -export'");
    }
    return ASN1OctetString.getInstance(info.getContent()).getOctets();
  }

  private void checkMac(MacData mac, byte[] content) throws CertsException {
    AlgorithmIdentifier algorithm = mac.getMac().getAlgorithmId();
    byte[] expected = mac.getMac().getDigest();
    boolean isPbmac1 = PKCSObjectIdentifiers.id_PBMAC1.equals(algorithm.getAlgorithm());
    for (byte[] form : isPbmac1 ? password.plain() : password.bmp()) {
      byte[] actual =
          isPbmac1
              ? pbmac1(PBMAC1Params.getInstance(algorithm.getParameters()), form, content)
              : hmac(mac, form, content);
      if (MessageDigest.isEqual(expected, actual)) {
        return;
      }
    }
    throw wrongPassword(new GeneralSecurityException("the MAC is another"));
  }

  private byte[] hmac(MacData mac, byte[] form, byte[] content) throws CertsException {
    Digest digest = KeyDerivation.digest(mac.getMac().getAlgorithmId().getAlgorithm());
    BigInteger iterations = mac.getIterationCount();
    var key =
        derivation
            .pkcs12(digest, form, mac.getSalt(), iterations)
            .generateDerivedMacParameters(digest.getDigestSize() * Byte.SIZE);
    return hmac(digest, ((KeyParameter) key).getKey(), content);
  }

  /** RFC 9579: PBKDF2 has to say how long its key is. */
  private byte[] pbmac1(PBMAC1Params parameters, byte[] form, byte[] content)
      throws CertsException {
    Digest digest = KeyDerivation.hmac(parameters.getMessageAuthScheme().getAlgorithm());
    BigInteger length =
        PBKDF2Params.getInstance(parameters.getKeyDerivationFunc().getParameters()).getKeyLength();
    int keyBytes = length == null ? digest.getDigestSize() : length.intValueExact();
    return hmac(
        digest,
        derivation.derive(
            KeyDerivationFunc.getInstance(parameters.getKeyDerivationFunc()), form, keyBytes),
        content);
  }

  private static byte[] hmac(Digest digest, byte[] key, byte[] content) {
    HMac hmac = new HMac(digest);
    hmac.init(new KeyParameter(key));
    hmac.update(content, 0, content.length);
    byte[] value = new byte[hmac.getMacSize()];
    hmac.doFinal(value, 0);
    return value;
  }

  private void readBags(ASN1Sequence safe, int depth) throws CertsException, IOException {
    for (ASN1Encodable element : safe) {
      bags++;
      if (bags > MAX_BAGS || depth > MAX_DEPTH) {
        throw new CertsException(
            "it contains more than %d entries, expected a key and its certificates"
                .formatted(MAX_BAGS));
      }
      readBag(SafeBag.getInstance(element), depth);
    }
  }

  private void readBag(SafeBag bag, int depth) throws CertsException, IOException {
    ASN1ObjectIdentifier kind = bag.getBagId();
    if (kind.equals(PKCSObjectIdentifiers.keyBag)) {
      keys.add(key(PrivateKeyInfo.getInstance(bag.getBagValue())));
    } else if (kind.equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag)) {
      EncryptedPrivateKeyInfo encrypted = EncryptedPrivateKeyInfo.getInstance(bag.getBagValue());
      keys.add(
          key(
              cipher.decrypt(
                  encrypted.getEncryptionAlgorithm(),
                  encrypted.getEncryptedData(),
                  PrivateKeyInfo::getInstance)));
    } else if (kind.equals(PKCSObjectIdentifiers.certBag)) {
      CertBag certificate = CertBag.getInstance(bag.getBagValue());
      if (certificate.getCertId().equals(PKCSObjectIdentifiers.x509Certificate)) {
        certificates.add(
            Certificates.x509(ASN1OctetString.getInstance(certificate.getCertValue()).getOctets()));
      }
    } else if (kind.equals(PKCSObjectIdentifiers.safeContentsBag)) {
      readBags(ASN1Sequence.getInstance(bag.getBagValue()), depth + 1);
    }
  }

  private static PrivateKey key(PrivateKeyInfo info) throws CertsException, IOException {
    String algorithm = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException jdk) {
      PrivateKey key = BouncyCastleProvider.getPrivateKey(info); // curves that the JDK lacks
      if (key == null) {
        throw new CertsException(
            "it contains a private key of type '%s', which cannot be read here, expected RSA or EC"
                .formatted(algorithm),
            jdk);
      }
      return key;
    }
  }
}
