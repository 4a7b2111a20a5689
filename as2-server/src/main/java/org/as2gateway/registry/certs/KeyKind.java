package org.as2gateway.registry.certs;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of keys that the gateway makes. */
public enum KeyKind {
  RSA_2048("rsa-2048", "RSA", "2048"),
  RSA_3072("rsa-3072", "RSA", "3072"),
  RSA_4096("rsa-4096", "RSA", "4096"),
  EC_P256("ec-p256", "EC", "secp256r1"),
  EC_P384("ec-p384", "EC", "secp384r1");

  private final String text;
  private final String algorithm;
  private final String parameter;

  KeyKind(String text, String algorithm, String parameter) {
    this.text = text;
    this.algorithm = algorithm;
    this.parameter = parameter;
  }

  /** The spelling of the command line: {@code rsa-3072}, {@code ec-p256}. */
  public String text() {
    return text;
  }

  /** Reads the spelling of the command line, in any case. */
  public static Optional<KeyKind> parse(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equalsIgnoreCase(text)).findFirst();
  }

  boolean isRsa() {
    return algorithm.equals("RSA");
  }

  KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (isRsa()) {
        generator.initialize(Integer.parseInt(parameter));
      } else {
        generator.initialize(new ECGenParameterSpec(parameter));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes " + text + " keys", e);
    }
  }
}
