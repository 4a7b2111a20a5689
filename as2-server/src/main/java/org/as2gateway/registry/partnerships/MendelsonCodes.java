package org.as2gateway.registry.partnerships;

import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/**
 * The numbers of {@code signtype} and {@code encryptiontype} in mendelson's export, as the
 * constants of its published source name them.
 */
final class MendelsonCodes {
  /** What a number stands for where it is supported here, and what it is called. */
  record Code<T>(String name, Optional<T> algorithm, KeyTransport keyTransport) {}

  private static final Map<Integer, String> SIGN_NAMES =
      Map.ofEntries(
          Map.entry(4, "SHA-224"),
          Map.entry(8, "RSASSA-PSS with SHA-1"),
          Map.entry(9, "RSASSA-PSS with SHA-224"),
          Map.entry(13, "SHA3-224"),
          Map.entry(14, "SHA3-256"),
          Map.entry(15, "SHA3-384"),
          Map.entry(16, "SHA3-512"),
          Map.entry(17, "RSASSA-PSS with SHA3-224"),
          Map.entry(18, "RSASSA-PSS with SHA3-256"),
          Map.entry(19, "RSASSA-PSS with SHA3-384"),
          Map.entry(20, "RSASSA-PSS with SHA3-512"),
          Map.entry(21, "SPHINCS+"),
          Map.entry(22, "Dilithium"));
  private static final Map<Integer, SignatureAlgorithm> SIGN =
      Map.of(
          2, SignatureAlgorithm.SHA1,
          3, SignatureAlgorithm.MD5,
          5, SignatureAlgorithm.SHA256,
          6, SignatureAlgorithm.SHA384,
          7, SignatureAlgorithm.SHA512,
          10, SignatureAlgorithm.PSS_SHA256,
          11, SignatureAlgorithm.PSS_SHA384,
          12, SignatureAlgorithm.PSS_SHA512);
  private static final Map<Integer, String> ENCRYPT_NAMES =
      Map.ofEntries(
          Map.entry(3, "RC2-40"),
          Map.entry(4, "RC2-64"),
          Map.entry(5, "RC2-128"),
          Map.entry(6, "RC2-196"),
          Map.entry(7, "RC2"),
          Map.entry(11, "RC4-40"),
          Map.entry(12, "RC4-56"),
          Map.entry(13, "RC4-128"),
          Map.entry(14, "RC4"),
          Map.entry(15, "DES"),
          Map.entry(22, "AES-128 CCM"),
          Map.entry(23, "AES-192 CCM"),
          Map.entry(24, "AES-256 CCM"),
          Map.entry(25, "ChaCha20-Poly1305"),
          Map.entry(26, "Camellia-128"),
          Map.entry(27, "Camellia-192"),
          Map.entry(28, "Camellia-256"));
  private static final Map<Integer, EncryptionAlgorithm> ENCRYPT =
      Map.ofEntries(
          Map.entry(2, EncryptionAlgorithm.TRIPLE_DES),
          Map.entry(8, EncryptionAlgorithm.AES128_CBC),
          Map.entry(9, EncryptionAlgorithm.AES192_CBC),
          Map.entry(10, EncryptionAlgorithm.AES256_CBC),
          Map.entry(16, EncryptionAlgorithm.AES128_CBC),
          Map.entry(17, EncryptionAlgorithm.AES192_CBC),
          Map.entry(18, EncryptionAlgorithm.AES256_CBC),
          Map.entry(19, EncryptionAlgorithm.AES128_GCM),
          Map.entry(20, EncryptionAlgorithm.AES192_GCM),
          Map.entry(21, EncryptionAlgorithm.AES256_GCM),
          Map.entry(29, EncryptionAlgorithm.AES128_GCM),
          Map.entry(30, EncryptionAlgorithm.AES192_GCM),
          Map.entry(31, EncryptionAlgorithm.AES256_GCM));
  private static final String UNKNOWN = "an unknown algorithm";

  private MendelsonCodes() {}

  /** What {@code signtype} or an algorithm's name means. */
  static Code<SignatureAlgorithm> sign(String value) {
    Optional<Integer> code = number(value);
    Optional<SignatureAlgorithm> algorithm =
        code.isPresent() ? code.map(SIGN::get) : SignatureAlgorithm.parse(value);
    String name =
        algorithm
            .map(SignatureAlgorithm::spelling)
            .orElse(code.map(c -> SIGN_NAMES.getOrDefault(c, UNKNOWN)).orElse(UNKNOWN));
    return new Code<>(name, algorithm, KeyTransport.RSA_PKCS1);
  }

  /** What {@code encryptiontype} or an algorithm's name means. */
  static Code<EncryptionAlgorithm> encrypt(String value) {
    Optional<Integer> code = number(value);
    Optional<EncryptionAlgorithm> algorithm =
        code.isPresent() ? code.map(ENCRYPT::get) : EncryptionAlgorithm.parse(value);
    String name =
        algorithm
            .map(EncryptionAlgorithm::spelling)
            .orElse(code.map(c -> ENCRYPT_NAMES.getOrDefault(c, UNKNOWN)).orElse(UNKNOWN));
    boolean isOaep = code.filter(c -> (c >= 16 && c <= 18) || (c >= 29 && c <= 31)).isPresent();
    return new Code<>(name, algorithm, isOaep ? KeyTransport.RSA_OAEP : KeyTransport.RSA_PKCS1);
  }

  /** Whether the value means that there is none. */
  static boolean isNone(String value) {
    return value.equals("1") || value.equalsIgnoreCase("none");
  }

  private static Optional<Integer> number(String value) {
    return value.matches("\\d{1,6}") ? Optional.of(Integer.valueOf(value)) : Optional.empty();
  }
}
