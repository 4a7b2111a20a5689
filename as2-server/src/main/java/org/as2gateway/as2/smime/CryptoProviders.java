package org.as2gateway.as2.smime;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Picks the JCA provider of each operation by measured speed: native code for RSA, EC and AES-GCM
 * where it loads, the JDK for AES-CBC and digests, Bouncy Castle for 3DES and what the others lack.
 * No provider is registered with the JVM. Safe for use by many threads.
 */
public final class CryptoProviders {
  private static final String PSS = "RSASSA-PSS";
  private static final Set<EllipticCurve> NIST_CURVES = nistCurves();

  private final Optional<Provider> nativeProvider;
  private final Provider bouncyCastle = new BouncyCastleProvider();
  private final SecureRandom secureRandom;

  /** In the order they are tried; the empty one stands for the providers of the JVM. */
  private final List<Optional<Provider>> signatureProviders;

  // Weak, so that a key that left the registry does not stay in memory for its copy's sake.
  private final Map<Key, Key> imported = Collections.synchronizedMap(new WeakHashMap<>());

  private CryptoProviders(Optional<Provider> nativeProvider) {
    this.nativeProvider = nativeProvider;
    this.secureRandom = new SecureRandom();
    List<Optional<Provider>> others = List.of(Optional.empty(), Optional.of(bouncyCastle));
    this.signatureProviders =
        nativeProvider.isPresent() ? List.of(nativeProvider, others.get(0), others.get(1)) : others;
  }

  private static final class Shared {
    static final CryptoProviders INSTANCE = new CryptoProviders(NativeProvider.load());
  }

  /** The instance of this process; the first call loads and tests the native provider. */
  public static CryptoProviders shared() {
    return Shared.INSTANCE;
  }

  /** An instance that uses the JDK where {@link #shared()} may use native code. */
  static CryptoProviders withoutNative() {
    return new CryptoProviders(Optional.empty());
  }

  /** The native provider for RSA, EC and AES-GCM; empty if the JDK does that work. */
  public Optional<Provider> nativeProvider() {
    return nativeProvider;
  }

  /** Bouncy Castle: for legacy ciphers and what the JDK lacks, never for bulk work. */
  public Provider bouncyCastle() {
    return bouncyCastle;
  }

  /** The source of all random octets. */
  public SecureRandom secureRandom() {
    return secureRandom;
  }

  /** A new digest. */
  public MessageDigest messageDigest(MicAlgorithm algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.jcaName());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM lacks digest '" + algorithm.jcaName() + "'", e);
    }
  }

  /**
   * A signature ready to take octets and sign them.
   *
   * @throws InvalidKeyException if no provider can use the key with this algorithm
   */
  public Signature signing(SignatureAlgorithm algorithm, PrivateKey key)
      throws InvalidKeyException {
    return signing(algorithm, key, defaultPss(algorithm));
  }

  /** As {@link #signing(SignatureAlgorithm, PrivateKey)}, with the PSS parameters of the key. */
  Signature signing(SignatureAlgorithm algorithm, PrivateKey key, PSSParameterSpec pss)
      throws InvalidKeyException {
    PrivateKey own = importPrivateKey(key);
    return initialised(algorithm, key, pss, s -> s.initSign(own, secureRandom));
  }

  /**
   * A signature ready to take octets and verify them, PSS with the salt as long as the digest.
   *
   * @throws InvalidKeyException if no provider can use the key with this algorithm
   */
  public Signature verifying(SignatureAlgorithm algorithm, PublicKey key)
      throws InvalidKeyException {
    return verifying(algorithm, key, defaultPss(algorithm));
  }

  /** As {@link #verifying(SignatureAlgorithm, PublicKey)}, with the PSS parameters of a message. */
  Signature verifying(SignatureAlgorithm algorithm, PublicKey key, PSSParameterSpec pss)
      throws InvalidKeyException {
    PublicKey own = (PublicKey) imported(key);
    return initialised(algorithm, key, pss, s -> s.initVerify(own));
  }

  /** PSS parameters as RFC 4056 §2.2 recommends: MGF1 with the digest, salt of its length. */
  static PSSParameterSpec defaultPss(SignatureAlgorithm algorithm) {
    MicAlgorithm digest = algorithm.digest();
    return new PSSParameterSpec(
        digest.jcaName(),
        "MGF1",
        new MGF1ParameterSpec(digest.jcaName()),
        digest.octets(),
        PSSParameterSpec.TRAILER_FIELD_BC);
  }

  /** A new cipher for content: AES-CBC of the JDK, AES-GCM native, 3DES of Bouncy Castle. */
  public Cipher contentCipher(EncryptionAlgorithm algorithm) {
    if (algorithm == EncryptionAlgorithm.TRIPLE_DES) {
      return cipher("DESede/CBC/PKCS5Padding", Optional.of(bouncyCastle));
    }
    return algorithm.isAead()
        ? cipher("AES/GCM/NoPadding", nativeProvider)
        : cipher("AES/CBC/PKCS5Padding", Optional.empty());
  }

  /**
   * A new CBC cipher that leaves the padding to its caller, to decrypt without judging it early.
   */
  Cipher unpaddedCipher(EncryptionAlgorithm algorithm) {
    return algorithm == EncryptionAlgorithm.TRIPLE_DES
        ? cipher("DESede/CBC/NoPadding", Optional.of(bouncyCastle))
        : cipher("AES/CBC/NoPadding", Optional.empty());
  }

  /** A new AES/CTR cipher, to decrypt AES-GCM content in a stream. */
  public Cipher counterCipher() {
    return cipher("AES/CTR/NoPadding", Optional.empty());
  }

  /**
   * A new RSA cipher for content-encryption keys. OAEP takes its parameters when it is initialised.
   *
   * @throws IllegalArgumentException for key agreement, which is no cipher
   */
  public Cipher keyTransportCipher(KeyTransport transport) {
    return switch (transport) {
      case RSA_PKCS1 -> cipher("RSA/ECB/PKCS1Padding", nativeProvider);
      case RSA_OAEP -> cipher("RSA/ECB/OAEPPadding", nativeProvider);
    };
  }

  /**
   * The key as the provider that will use it holds it: a foreign key is translated at every use,
   * which makes RSA three times slower. The result is kept as long as the key given is in use.
   */
  public PrivateKey importPrivateKey(PrivateKey key) {
    return (PrivateKey) imported(key);
  }

  private Key imported(Key key) {
    if (nativeProvider.isEmpty()) {
      return key;
    }
    Key copy = imported.get(key);
    if (copy == null) {
      copy = translated(key, nativeProvider.get());
      if (copy != key) { // a value that is its own weak key would never be collected
        imported.put(key, copy);
      }
    }
    return copy;
  }

  private static Key translated(Key key, Provider provider) {
    try {
      return KeyFactory.getInstance(key.getAlgorithm(), provider).translateKey(key);
    } catch (GeneralSecurityException e) {
      return key; // a key the provider does not take, such as RSASSA-PSS: the JDK uses it
    }
  }

  private static Cipher cipher(String transformation, Optional<Provider> provider) {
    try {
      return provider.isPresent()
          ? Cipher.getInstance(transformation, provider.get())
          : Cipher.getInstance(transformation);
    } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
      throw new IllegalStateException("this JVM lacks cipher '" + transformation + "'", e);
    }
  }

  private interface Initialiser {
    void init(Signature signature) throws InvalidKeyException;
  }

  private Signature initialised(
      SignatureAlgorithm algorithm, Key key, PSSParameterSpec pss, Initialiser initialiser)
      throws InvalidKeyException {
    String name = signatureName(algorithm, key);
    GeneralSecurityException last = null;
    for (Optional<Provider> provider : providersFor(key)) {
      try {
        Signature signature =
            provider.isPresent()
                ? Signature.getInstance(name, provider.get())
                : Signature.getInstance(name);
        if (algorithm.isPss()) {
          signature.setParameter(pss);
        }
        initialiser.init(signature);
        return signature;
      } catch (NoSuchAlgorithmException
          | InvalidKeyException
          | InvalidAlgorithmParameterException e) {
        last = e; // the next provider may know the algorithm, curve or key form
      }
    }
    throw new InvalidKeyException(
        "no provider signs '" + name + "' with a key of type '" + key.getAlgorithm() + "'", last);
  }

  /**
   * The JDK takes keys on other curves than NIST's and says of every signature afterwards that it
   * does not verify: those are Bouncy Castle's.
   */
  private List<Optional<Provider>> providersFor(Key key) {
    return key instanceof ECKey ec && !NIST_CURVES.contains(ec.getParams().getCurve())
        ? List.of(Optional.of(bouncyCastle))
        : signatureProviders;
  }

  private static Set<EllipticCurve> nistCurves() {
    Set<EllipticCurve> curves = new HashSet<>();
    for (String name : List.of("secp256r1", "secp384r1", "secp521r1")) {
      try {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(name));
        curves.add(parameters.getParameterSpec(ECParameterSpec.class).getCurve());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has curve '" + name + "'", e);
      }
    }
    return Set.copyOf(curves);
  }

  private static String signatureName(SignatureAlgorithm algorithm, Key key) {
    String digest = algorithm.digest().jcaName().replace("-", "");
    return algorithm.isPss() ? PSS : digest + "with" + (isEc(key) ? "ECDSA" : "RSA");
  }

  /** Whether a key is for ECDSA rather than RSA. */
  static boolean isEc(Key key) {
    return key.getAlgorithm().equals("EC") || key.getAlgorithm().equals("ECDSA");
  }
}
