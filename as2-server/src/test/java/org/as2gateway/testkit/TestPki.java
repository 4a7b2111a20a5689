package org.as2gateway.testkit;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.as2gateway.as2.keys.OwnKey;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Keys and certificates for tests. Each is made once in a JVM and kept by kind and name, so that
 * {@code rsa("alice")} is the same key everywhere in a test run. Names are common names, with or
 * without {@code CN=}. Certificates carry localhost and 127.0.0.1, so that each can serve TLS too.
 * Safe for many threads.
 */
public final class TestPki {
  private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();
  private static final Map<String, OwnKey> KEYS = new ConcurrentHashMap<>();
  private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime());
  private static final Duration YEAR = Duration.ofDays(365);

  private TestPki() {}

  /** RSA of 2048 bits, self-signed, in force from yesterday for a year. */
  public static OwnKey rsa(String cn) {
    return selfSigned("RSA-2048", cn);
  }

  /** RSA of 1024 bits: too weak to be accepted. */
  public static OwnKey weakRsa(String cn) {
    return selfSigned("RSA-1024", cn);
  }

  /** Elliptic curve P-256, self-signed. */
  public static OwnKey ec(String cn) {
    return selfSigned("EC-secp256r1", cn);
  }

  /** Elliptic curve P-384, self-signed. */
  public static OwnKey ec384(String cn) {
    return selfSigned("EC-secp384r1", cn);
  }

  /** RSA, its certificate ended yesterday. */
  public static OwnKey expired(String cn) {
    Instant end = Instant.now().minus(Duration.ofDays(1));
    return KEYS.computeIfAbsent("expired " + cn, k -> rsa(cn, end.minus(YEAR), end));
  }

  /** RSA, its certificate begins tomorrow. */
  public static OwnKey notYetValid(String cn) {
    Instant start = Instant.now().plus(Duration.ofDays(1));
    return KEYS.computeIfAbsent("future " + cn, k -> rsa(cn, start, start.plus(YEAR)));
  }

  /** RSA with a validity of one's own; a new certificate each time, the key is that of the name. */
  public static OwnKey rsa(String cn, Instant notBefore, Instant notAfter) {
    return certify(pair("RSA-2048", cn), cn, null, false, new Instant[] {notBefore, notAfter});
  }

  /** RSA with another key under the same common name, as after a roll-over: 2 for the second. */
  public static OwnKey rsa(String cn, int generation) {
    return KEYS.computeIfAbsent(
        "RSA-2048 " + cn + " " + generation,
        k -> certify(pair("RSA-2048", cn + "#" + generation), cn, null, false, year()));
  }

  /** A certificate authority of its own, RSA. */
  public static OwnKey ca(String cn) {
    return KEYS.computeIfAbsent(
        "CA " + cn, k -> certify(pair("RSA-2048", "CA " + cn), cn, null, true, year()));
  }

  /** RSA with a certificate issued by the authority, which is its chain. */
  public static OwnKey issuedBy(OwnKey ca, String cn) {
    return KEYS.computeIfAbsent(
        "issued " + cn + " " + ca.certificate().getSerialNumber(),
        k -> certify(pair("RSA-2048", cn), cn, ca, false, year()));
  }

  /** A key of any kind, certified by an authority with an RSA key. */
  public static OwnKey certified(KeyPair pair, String cn) {
    return certify(pair, cn, ca("Authority"), false, year());
  }

  private static OwnKey selfSigned(String kind, String cn) {
    return KEYS.computeIfAbsent(
        kind + " " + cn, k -> certify(pair(kind, cn), cn, null, false, year()));
  }

  private static Instant[] year() {
    Instant start = Instant.now().minus(Duration.ofDays(1));
    return new Instant[] {start, start.plus(YEAR)};
  }

  private static KeyPair pair(String kind, String name) {
    return PAIRS.computeIfAbsent(kind + " " + name, k -> generate(kind));
  }

  private static KeyPair generate(String kind) {
    String[] words = kind.split("-", 2);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(words[0]);
      if (words[0].equals("RSA")) {
        generator.initialize(Integer.parseInt(words[1]));
      } else {
        generator.initialize(new ECGenParameterSpec(words[1]));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot generate a " + kind + " key", e);
    }
  }

  private static OwnKey certify(
      KeyPair pair, String cn, OwnKey issuer, boolean isAuthority, Instant[] validity) {
    X500Principal subject = new X500Principal(cn.startsWith("CN=") ? cn : "CN=" + cn);
    X500Principal issuerName =
        issuer == null ? subject : issuer.certificate().getSubjectX500Principal();
    PrivateKey signingKey = issuer == null ? pair.getPrivate() : issuer.privateKey();
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              issuerName,
              BigInteger.valueOf(SERIAL.incrementAndGet()),
              Date.from(validity[0]),
              Date.from(validity[1]),
              subject,
              pair.getPublic());
      addExtensions(builder, pair, isAuthority);
      String algorithm =
          signingKey.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
      X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(new JcaContentSignerBuilder(algorithm).build(signingKey)));
      List<X509Certificate> chain = issuer == null ? List.of() : List.of(issuer.certificate());
      return new OwnKey(pair.getPrivate(), certificate, chain);
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("cannot make a certificate for '" + cn + "'", e);
    }
  }

  private static void addExtensions(
      JcaX509v3CertificateBuilder builder, KeyPair pair, boolean isAuthority)
      throws GeneralSecurityException, CertIOException {
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
    if (isAuthority) {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    } else {
      GeneralName[] names = {
        new GeneralName(GeneralName.dNSName, "localhost"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.1")
      };
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
  }
}
