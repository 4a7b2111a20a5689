package org.as2gateway.registry.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.TestPki;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates for public keys of any kind, real or not, issued by an RSA key. */
final class CertificatesFor {
  private CertificatesFor() {}

  static byte[] key(SubjectPublicKeyInfo key) {
    Instant now = Instant.now();
    try {
      return new X509v3CertificateBuilder(
              new X500Name("CN=issuer"),
              BigInteger.valueOf(now.toEpochMilli()),
              Date.from(now.minus(Duration.ofDays(1))),
              Date.from(now.plus(Duration.ofDays(30))),
              new X500Name("CN=odd key"),
              key)
          .build(
              new JcaContentSignerBuilder("SHA256withRSA")
                  .build(TestPki.rsa("issuer").privateKey()))
          .getEncoded();
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException("cannot make a certificate", e);
    }
  }

  static byte[] rsa(BigInteger modulus, BigInteger exponent) {
    try {
      return key(
          new SubjectPublicKeyInfo(
              new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
              new RSAPublicKey(modulus, exponent)));
    } catch (IOException e) {
      throw new IllegalStateException("cannot encode an RSA key", e);
    }
  }

  static OwnKey generated(String algorithm, String parameter) throws CertsException {
    try {
      KeyPairGenerator generator =
          KeyPairGenerator.getInstance(algorithm, new BouncyCastleProvider());
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec(parameter));
      } else if (!parameter.isEmpty()) {
        generator.initialize(Integer.parseInt(parameter));
      }
      KeyPair pair = generator.generateKeyPair();
      byte[] encoded = key(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
      return new OwnKey(pair.getPrivate(), Certificates.x509(encoded), java.util.List.of());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a key of kind " + algorithm, e);
    }
  }
}
