package org.as2gateway.registry.certs;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.KeyTrial;
import org.as2gateway.as2.keys.OwnKey;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/**
 * Private keys of a PKCS #12 file, each paired with every certificate of its public key, whatever
 * order and local key identifiers the file has.
 *
 * @param keys the pairs; at least one
 * @param beside certificates that belong to none of the keys and to no chain of theirs
 * @param lonelyKeys how many private keys have no certificate in the file
 */
record OwnKeyFile(List<OwnKey> keys, List<X509Certificate> beside, int lonelyKeys) {
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final int ITERATIONS = 10_000;
  private static final int MAX_CHAIN = 10;

  OwnKeyFile {
    keys = List.copyOf(keys);
    beside = List.copyOf(beside);
  }

  /**
   * Opens a file.
   *
   * @throws CertsException if the password is wrong, it is damaged, or holds no key with its
   *     certificate
   */
  static OwnKeyFile open(byte[] bytes, KeyStorePassword password) throws CertsException {
    if (!Certificates.isKeyStore(bytes)) {
      throw new CertsException(
          FileKind.of(bytes)
              .map(kind -> "it is " + kind + ", expected a PKCS #12 key store")
              .orElse("it is damaged or not a PKCS #12 key store"));
    }
    Pkcs12File file = Pkcs12File.open(bytes, password);
    if (file.keys().isEmpty()) {
      throw new CertsException(
          "it contains no private key: certificates without a key belong in a .pem file");
    }
    List<OwnKey> pairs = new ArrayList<>();
    List<X509Certificate> beside = new ArrayList<>(file.certificates());
    int lonely = 0;
    for (PrivateKey key : file.keys()) {
      List<OwnKey> found = pairs(key, file.certificates());
      lonely += found.isEmpty() ? 1 : 0;
      pairs.addAll(found);
    }
    if (pairs.isEmpty()) {
      throw new CertsException(
          "it contains a private key without its certificate: create it again with 'openssl pkcs12"
              + " -export -inkey KEY.pem -in CERTIFICATE.pem'");
    }
    for (OwnKey pair : pairs) {
      beside.remove(pair.certificate());
      beside.removeAll(pair.chain());
    }
    return new OwnKeyFile(pairs, beside, lonely);
  }

  private static List<OwnKey> pairs(PrivateKey key, List<X509Certificate> certificates) {
    return certificates.stream()
        .filter(certificate -> KeyTrial.isPair(key, certificate.getPublicKey()))
        .map(certificate -> new OwnKey(key, certificate, chain(certificate, certificates)))
        .toList();
  }

  /** The issuers above a certificate, as far as they are there, nearest first. */
  static List<X509Certificate> chain(X509Certificate certificate, List<X509Certificate> all) {
    List<X509Certificate> chain = new ArrayList<>();
    X509Certificate below = certificate;
    while (chain.size() < MAX_CHAIN) {
      X509Certificate last = below;
      X509Certificate issuer =
          all.stream().filter(c -> Issuers.hasIssued(c, last)).findFirst().orElse(null);
      if (issuer == null || chain.contains(issuer)) {
        return chain;
      }
      chain.add(issuer);
      below = issuer;
    }
    return chain;
  }

  /** What the file holds beside its pairs, which an operator should know. */
  List<String> notes() {
    return lonelyKeys == 0
        ? List.of()
        : List.of(
            "it also contains %d private keys without a certificate, which are not used"
                .formatted(lonelyKeys));
  }

  /** A key store with one key. */
  static byte[] encode(OwnKey key, KeyStorePassword password) throws CertsException {
    char[] secret = password.toChars();
    try {
      PKCS12PfxPduBuilder file = new PKCS12PfxPduBuilder();
      DEROctetString id = new DEROctetString(new byte[] {1});
      PKCS12SafeBagBuilder own =
          new JcaPKCS12SafeBagBuilder(key.certificate())
              .addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, id)
              .addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName, name());
      List<PKCS12SafeBag> certificates = new ArrayList<>(List.of(own.build()));
      for (X509Certificate issuer : key.chain()) {
        certificates.add(new JcaPKCS12SafeBagBuilder(issuer).build());
      }
      file.addEncryptedData(encryptor(secret), certificates.toArray(new PKCS12SafeBag[0]));
      file.addData(
          new JcaPKCS12SafeBagBuilder(key.privateKey(), encryptor(secret))
              .addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, id)
              .addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName, name())
              .build());
      JcePKCS12MacCalculatorBuilder mac =
          new JcePKCS12MacCalculatorBuilder(NISTObjectIdentifiers.id_sha256);
      mac.setProvider(BOUNCY_CASTLE).setIterationCount(ITERATIONS);
      return file.build(mac, secret).getEncoded("DER");
    } catch (PKCSException | IOException | OperatorCreationException e) {
      throw new CertsException("the key cannot be written as a PKCS #12 key store", e);
    }
  }

  private static DERBMPString name() {
    return new DERBMPString("key");
  }

  private static OutputEncryptor encryptor(char[] secret) throws OperatorCreationException {
    return new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
        .setProvider(BOUNCY_CASTLE)
        .setIterationCount(ITERATIONS)
        .build(secret);
  }
}
