package org.as2gateway.admin.registry;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateRegistry;

/**
 * For which of the six uses of AS2 a certificate serves at an instant.
 *
 * @param decrypt opens messages that partners encrypted for us
 * @param sign signs messages that we send
 * @param signMdn signs receipts that we send
 * @param verify verifies the partner's messages
 * @param verifyMdn verifies the partner's receipts
 * @param encrypt encrypts messages to the partner
 */
public record CertificateUses(
    boolean decrypt,
    boolean sign,
    boolean signMdn,
    boolean verify,
    boolean verifyMdn,
    boolean encrypt) {
  /** For nothing. */
  public static final CertificateUses NONE =
      new CertificateUses(false, false, false, false, false, false);

  /** As the gateway itself chooses at that instant. */
  public static CertificateUses of(
      CertificateRegistry registry, CertificateEntry entry, Instant at) {
    X509Certificate certificate = entry.certificate();
    String alias = entry.alias();
    if (entry.isOwn()) {
      boolean isDecrypting =
          registry.decrypting(alias, at).stream()
              .map(OwnKey::certificate)
              .anyMatch(certificate::equals);
      boolean isSigning = is(registry.signing(alias, at).map(OwnKey::certificate), certificate);
      return new CertificateUses(isDecrypting, isSigning, isSigning, false, false, false);
    }
    boolean isVerifying = registry.verifying(alias, at).contains(certificate);
    boolean isEncrypting = is(registry.encrypting(alias, at), certificate);
    return new CertificateUses(false, false, false, isVerifying, isVerifying, isEncrypting);
  }

  private static boolean is(Optional<X509Certificate> chosen, X509Certificate certificate) {
    return chosen.filter(certificate::equals).isPresent();
  }

  /** Whether it serves for anything. */
  public boolean any() {
    return decrypt || sign || verify || encrypt;
  }

  /** The uses that concern one's own keys, or those of a partner, by what they are called. */
  public Map<String, Boolean> named(boolean isOwn) {
    Map<String, Boolean> named = new LinkedHashMap<>();
    if (isOwn) {
      named.put("Decrypt messages from partners", decrypt);
      named.put("Sign messages to partners", sign);
      named.put("Sign our receipts", signMdn);
    } else {
      named.put("Verify messages from the partner", verify);
      named.put("Verify receipts from the partner", verifyMdn);
      named.put("Encrypt messages to the partner", encrypt);
    }
    return named;
  }
}
