package org.as2gateway.registry.certs;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.as2gateway.as2.keys.CertsException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.RC2Engine;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** Decrypts what a password protects: PBES2 (RFC 8018) and the ciphers of RFC 7292 §C. */
final class PasswordCipher {
  /** A cipher in CBC mode with its key length. */
  private record Kind(int keyBytes, Supplier<BlockCipher> engine) {}

  private static final Map<ASN1ObjectIdentifier, Kind> PKCS12 =
      Map.of(
          PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, new Kind(24, DESedeEngine::new),
          PKCSObjectIdentifiers.pbeWithSHAAnd2_KeyTripleDES_CBC, new Kind(16, DESedeEngine::new),
          PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC2_CBC, new Kind(16, RC2Engine::new),
          PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC, new Kind(5, RC2Engine::new));
  private static final Map<ASN1ObjectIdentifier, Integer> PKCS12_RC4 =
      Map.of(
          PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC4, 128,
          PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC4, 40);
  private static final Map<ASN1ObjectIdentifier, Kind> PBES2 =
      Map.of(
          NISTObjectIdentifiers.id_aes128_CBC, new Kind(16, AESEngine::newInstance),
          NISTObjectIdentifiers.id_aes192_CBC, new Kind(24, AESEngine::newInstance),
          NISTObjectIdentifiers.id_aes256_CBC, new Kind(32, AESEngine::newInstance),
          PKCSObjectIdentifiers.des_EDE3_CBC, new Kind(24, DESedeEngine::new));

  private final PasswordForms password;
  private final KeyDerivation derivation;

  PasswordCipher(PasswordForms password, KeyDerivation derivation) {
    this.password = password;
    this.derivation = derivation;
  }

  /** What becomes of content that a wrong password has decrypted. */
  interface Parser<T> {
    /** Reads it, and throws an unchecked exception if it is nonsense. */
    T parse(byte[] content);
  }

  /**
   * Decrypts with the first form of the password that gives something readable.
   *
   * @throws CertsException if none does, or the algorithm is not known
   */
  <T> T decrypt(AlgorithmIdentifier algorithm, byte[] encrypted, Parser<T> parser)
      throws CertsException {
    boolean isPbes2 = PKCSObjectIdentifiers.id_PBES2.equals(algorithm.getAlgorithm());
    List<byte[]> forms = isPbes2 ? password.plain() : password.bmp();
    Exception last = new IllegalStateException("no form of the password");
    for (byte[] form : forms) {
      try {
        return parser.parse(
            isPbes2
                ? pbes2(PBES2Parameters.getInstance(algorithm.getParameters()), form, encrypted)
                : pkcs12(algorithm, form, encrypted));
      } catch (InvalidCipherTextException | RuntimeException e) {
        last = e; // the next form, or it is the wrong password altogether
      }
    }
    throw Pkcs12File.wrongPassword(last);
  }

  private byte[] pbes2(PBES2Parameters parameters, byte[] form, byte[] encrypted)
      throws CertsException, InvalidCipherTextException {
    EncryptionScheme scheme = parameters.getEncryptionScheme();
    Kind kind = PBES2.get(scheme.getAlgorithm());
    if (kind == null) {
      throw KeyDerivation.unknown(scheme.getAlgorithm());
    }
    byte[] key = derivation.derive(parameters.getKeyDerivationFunc(), form, kind.keyBytes);
    byte[] iv = ASN1OctetString.getInstance(scheme.getParameters()).getOctets();
    return cbc(kind, new ParametersWithIV(new KeyParameter(key), iv), encrypted);
  }

  private byte[] pkcs12(AlgorithmIdentifier algorithm, byte[] form, byte[] encrypted)
      throws CertsException, InvalidCipherTextException {
    PKCS12PBEParams parameters = PKCS12PBEParams.getInstance(algorithm.getParameters());
    PKCS12ParametersGenerator generator =
        derivation.pkcs12(new SHA1Digest(), form, parameters.getIV(), parameters.getIterations());
    Kind kind = PKCS12.get(algorithm.getAlgorithm());
    if (kind != null) {
      int blockBits = kind.engine.get().getBlockSize() * Byte.SIZE;
      CipherParameters keyAndIv =
          generator.generateDerivedParameters(kind.keyBytes * Byte.SIZE, blockBits);
      return cbc(kind, keyAndIv, encrypted);
    }
    Integer streamKeyBits = PKCS12_RC4.get(algorithm.getAlgorithm());
    if (streamKeyBits == null) {
      throw KeyDerivation.unknown(algorithm.getAlgorithm());
    }
    RC4Engine rc4 = new RC4Engine();
    rc4.init(false, generator.generateDerivedParameters(streamKeyBits));
    byte[] content = new byte[encrypted.length];
    rc4.processBytes(encrypted, 0, encrypted.length, content, 0);
    return content;
  }

  private static byte[] cbc(Kind kind, CipherParameters parameters, byte[] encrypted)
      throws InvalidCipherTextException {
    PaddedBufferedBlockCipher cipher =
        new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(kind.engine.get()));
    cipher.init(false, parameters);
    byte[] content = new byte[cipher.getOutputSize(encrypted.length)];
    int length = cipher.processBytes(encrypted, 0, encrypted.length, content, 0);
    length += cipher.doFinal(content, length);
    return Arrays.copyOf(content, length);
  }
}
