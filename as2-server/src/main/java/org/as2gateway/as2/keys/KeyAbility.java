package org.as2gateway.as2.keys;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a key can really do for AS2, found by doing it: a partner's certificate has a short content
 * encrypted to it, and a signature judged by it; a key of ours signs and decrypts as well. What the
 * certificate says of itself, its key usage and its dates, is not looked at here.
 *
 * @param refusals for each use that the key cannot serve, one sentence why and what to do
 */
public record KeyAbility(Map<CertificateUse, String> refusals) {
  /** Of a key that serves for both. */
  private static final KeyAbility FULL = new KeyAbility(Map.of());

  /** Copies the map. */
  public KeyAbility {
    refusals = Collections.unmodifiableMap(copy(refusals));
  }

  private static Map<CertificateUse, String> copy(Map<CertificateUse, String> given) {
    Map<CertificateUse, String> copy = new EnumMap<>(CertificateUse.class);
    copy.putAll(given);
    return copy;
  }

  /**
   * What a partner's certificate can serve for: {@link CertificateUse#SIGN} if we can verify by it,
   * {@link CertificateUse#ENCRYPT} if we can encrypt for it.
   */
  public static KeyAbility of(X509Certificate certificate) {
    try {
      Optional<String> unfit = KeyStrength.refusal(certificate.getPublicKey());
      return unfit
          .map(KeyAbility::none)
          .orElseGet(() -> tried(certificate.getPublicKey(), KeyTrial.of(certificate)));
    } catch (RuntimeException e) { // a provider's answer to a key that is none
      return none("its key is malformed and no provider can use it: ask for another");
    }
  }

  /**
   * What a key of ours can serve for: it has to belong to its certificate, sign so that the
   * certificate verifies, and decrypt what is encrypted for the certificate.
   */
  public static KeyAbility of(OwnKey key) {
    KeyAbility theirs = of(key.certificate());
    if (theirs.uses().isEmpty()) {
      return theirs;
    }
    if (!KeyTrial.isPair(key.privateKey(), key.certificate().getPublicKey())) {
      return none("its private key does not belong to its certificate: import the two that match");
    }
    return theirs.isAble(CertificateUse.ENCRYPT)
        ? tried(key.certificate().getPublicKey(), KeyTrial.of(key))
        : theirs;
  }

  private static KeyAbility tried(PublicKey key, KeyTrial trial) {
    Map<CertificateUse, String> refusals = new EnumMap<>(CertificateUse.class);
    try {
      trial.verify();
    } catch (GeneralSecurityException | RuntimeException e) { // unchecked ones: odd keys
      refusals.put(
          CertificateUse.SIGN,
          "its %s cannot create signatures that can be verified here, expected RSA or EC on curve P-256"
                  .formatted(KeyTrial.name(key))
              + " or P-384");
    }
    try {
      trial.encrypt();
    } catch (GeneralSecurityException | RuntimeException e) { // unchecked ones: odd keys
      refusals.put(
          CertificateUse.ENCRYPT,
          "its %s cannot receive encrypted content, expected an RSA or EC P-256 or P-384"
                  .formatted(KeyTrial.name(key))
              + " certificate for encryption");
    }
    return refusals.isEmpty() ? FULL : new KeyAbility(refusals);
  }

  private static KeyAbility none(String sentence) {
    return new KeyAbility(Map.of(CertificateUse.SIGN, sentence, CertificateUse.ENCRYPT, sentence));
  }

  /** Whether the key can serve for that use. */
  public boolean isAble(CertificateUse use) {
    return !refusals.containsKey(use);
  }

  /** All uses that the key can serve for; may be empty. */
  public Set<CertificateUse> uses() {
    Set<CertificateUse> uses = EnumSet.allOf(CertificateUse.class);
    uses.removeAll(refusals.keySet());
    return uses;
  }

  /** Why the key cannot serve for that use; empty if it can. */
  public Optional<String> refusal(CertificateUse use) {
    return Optional.ofNullable(refusals.get(use));
  }

  /** Why the key can serve for nothing; empty if it serves for something. */
  public Optional<String> refusal() {
    return Arrays.stream(CertificateUse.values()).allMatch(refusals::containsKey)
        ? refusal(CertificateUse.SIGN)
        : Optional.empty();
  }

  /** Whether a key pads by RSASSA-PSS alone (RFC 4055 §1.2). */
  public static boolean isPssOnly(Key key) {
    return key.getAlgorithm().equals(KeyTrial.PSS);
  }
}
