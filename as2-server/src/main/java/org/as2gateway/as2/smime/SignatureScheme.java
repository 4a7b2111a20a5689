package org.as2gateway.as2.smime;

import java.math.BigInteger;
import java.security.Key;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.keys.KeyAbility;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A signature algorithm with the kind of key it needs, and its AlgorithmIdentifiers (RFC 3370, RFC
 * 4056, RFC 5753, RFC 5754).
 *
 * @param algorithm digest and padding
 * @param isEc whether the key is an elliptic-curve one
 * @param pss parameters of RSASSA-PSS; the recommended ones where the algorithm is another
 */
record SignatureScheme(SignatureAlgorithm algorithm, boolean isEc, PSSParameterSpec pss) {
  private static final String OIW_SHA1_WITH_RSA = "1.3.14.3.2.29";
  private static final Map<MicAlgorithm, ASN1ObjectIdentifier> RSA =
      new EnumMap<>(
          Map.of(
              MicAlgorithm.MD5, PKCSObjectIdentifiers.md5WithRSAEncryption,
              MicAlgorithm.SHA1, PKCSObjectIdentifiers.sha1WithRSAEncryption,
              MicAlgorithm.SHA256, PKCSObjectIdentifiers.sha256WithRSAEncryption,
              MicAlgorithm.SHA384, PKCSObjectIdentifiers.sha384WithRSAEncryption,
              MicAlgorithm.SHA512, PKCSObjectIdentifiers.sha512WithRSAEncryption));
  private static final Map<MicAlgorithm, ASN1ObjectIdentifier> ECDSA =
      new EnumMap<>(
          Map.of(
              MicAlgorithm.SHA1, X9ObjectIdentifiers.ecdsa_with_SHA1,
              MicAlgorithm.SHA256, X9ObjectIdentifiers.ecdsa_with_SHA256,
              MicAlgorithm.SHA384, X9ObjectIdentifiers.ecdsa_with_SHA384,
              MicAlgorithm.SHA512, X9ObjectIdentifiers.ecdsa_with_SHA512));

  /**
   * The scheme of an algorithm with a key of ours. A key for RSASSA-PSS alone signs so whatever the
   * algorithm asked for, with the digest that it is restricted to (RFC 4055 §1.2, §3.3).
   *
   * @throws IllegalArgumentException if the key cannot make such a signature
   */
  static SignatureScheme of(SignatureAlgorithm algorithm, Key key) {
    boolean isEc = CryptoProviders.isEc(key);
    if (isEc && (algorithm.isPss() || !ECDSA.containsKey(algorithm.digest()))) {
      throw new IllegalArgumentException(
          "an EC key cannot sign with '" + algorithm.spelling() + "', use 'sha-256'");
    }
    return KeyAbility.isPssOnly(key)
        ? ofPssKey(algorithm.digest(), key)
        : new SignatureScheme(algorithm, isEc, CryptoProviders.defaultPss(algorithm));
  }

  private static SignatureScheme ofPssKey(MicAlgorithm asked, Key key) {
    Optional<PSSParameterSpec> restriction =
        key instanceof RSAKey rsa && rsa.getParams() instanceof PSSParameterSpec spec
            ? Optional.of(spec)
            : Optional.empty();
    SignatureAlgorithm algorithm =
        restriction
            .flatMap(spec -> MicAlgorithm.parse(spec.getDigestAlgorithm()))
            .or(() -> Optional.of(asked))
            .flatMap(digest -> SignatureAlgorithm.of(digest, true))
            .orElse(SignatureAlgorithm.PSS_SHA256);
    PSSParameterSpec usual = CryptoProviders.defaultPss(algorithm);
    int leastSalt = restriction.map(PSSParameterSpec::getSaltLength).orElse(0);
    PSSParameterSpec pss =
        new PSSParameterSpec(
            usual.getDigestAlgorithm(),
            usual.getMGFAlgorithm(),
            usual.getMGFParameters(),
            Math.max(leastSalt, usual.getSaltLength()),
            usual.getTrailerField());
    return new SignatureScheme(algorithm, false, pss);
  }

  /** The identifier of a digest, without parameters as RFC 5754 §2 recommends. */
  static AlgorithmIdentifier digestIdentifier(MicAlgorithm digest) {
    return new AlgorithmIdentifier(new ASN1ObjectIdentifier(digest.oid()));
  }

  /** The identifier of the signature; for RSA PKCS #1 v1.5 the plain one that every peer knows. */
  AlgorithmIdentifier signatureIdentifier() {
    if (isEc) {
      return new AlgorithmIdentifier(ECDSA.get(algorithm.digest()));
    }
    return algorithm.isPss()
        ? pssIdentifier()
        : new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
  }

  private AlgorithmIdentifier pssIdentifier() {
    AlgorithmIdentifier hash =
        new AlgorithmIdentifier(
            new ASN1ObjectIdentifier(algorithm.digest().oid()), DERNull.INSTANCE);
    return new AlgorithmIdentifier(
        PKCSObjectIdentifiers.id_RSASSA_PSS,
        new RSASSAPSSparams(
            hash,
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, hash),
            new ASN1Integer(pss.getSaltLength()),
            RSASSAPSSparams.DEFAULT_TRAILER_FIELD));
  }

  /**
   * Reads the identifiers of a SignerInfo; empty if they contradict each other or name something
   * that is not offered, a pair of MD5 and PSS for instance.
   *
   * @throws IllegalArgumentException if the PSS parameters are no such structure
   */
  static Optional<SignatureScheme> read(MicAlgorithm digest, AlgorithmIdentifier signature) {
    ASN1ObjectIdentifier oid = signature.getAlgorithm();
    if (oid.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return pssParameters(digest, RSASSAPSSparams.getInstance(signature.getParameters()))
          .flatMap(
              pss ->
                  SignatureAlgorithm.of(digest, true)
                      .map(algorithm -> new SignatureScheme(algorithm, false, pss)));
    }
    boolean isRsa =
        oid.equals(PKCSObjectIdentifiers.rsaEncryption)
            || oid.equals(RSA.get(digest))
            || (digest == MicAlgorithm.SHA1 && oid.getId().equals(OIW_SHA1_WITH_RSA));
    boolean isEc = oid.equals(ECDSA.get(digest)) || oid.equals(X9ObjectIdentifiers.id_ecPublicKey);
    return isRsa || isEc
        ? SignatureAlgorithm.of(digest, false)
            .map(a -> new SignatureScheme(a, isEc, CryptoProviders.defaultPss(a)))
        : Optional.empty();
  }

  private static Optional<PSSParameterSpec> pssParameters(
      MicAlgorithm digest, RSASSAPSSparams params) {
    AlgorithmIdentifier mask = params.getMaskGenAlgorithm();
    if (!params.getHashAlgorithm().getAlgorithm().getId().equals(digest.oid())
        || !mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
        || !params.getTrailerField().equals(BigInteger.ONE)
        || params.getSaltLength().signum() < 0
        || params.getSaltLength().bitLength() > Short.SIZE) {
      return Optional.empty();
    }
    // The mask's digest may differ: peers leave it at the default, SHA-1, where it is no weakness.
    return MicAlgorithm.ofOid(
            AlgorithmIdentifier.getInstance(mask.getParameters()).getAlgorithm().getId())
        .map(
            maskDigest ->
                new PSSParameterSpec(
                    digest.jcaName(),
                    "MGF1",
                    new MGF1ParameterSpec(maskDigest.jcaName()),
                    params.getSaltLength().intValueExact(),
                    PSSParameterSpec.TRAILER_FIELD_BC));
  }
}
