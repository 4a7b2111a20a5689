package org.as2gateway.registry.partnerships;

import java.util.Optional;
import java.util.Set;
import org.as2gateway.pgp.PgpCipher;

/**
 * What OpenPGP does to files (RFC 4880, RFC 9580).
 *
 * @param encryptFor alias under {@code certs/} for whose key files are encrypted; receiving, empty
 *     for any key of ours
 * @param signAs alias under {@code certs/} whose key signs files; receiving, empty for that of the
 *     sender's certificates
 * @param required receiving: what a file has to be, else it is not accepted
 * @param cipher sending: what files are encrypted with
 * @param isArmored sending: whether to write text
 */
public record PgpPolicy(
    Optional<String> encryptFor,
    Optional<String> signAs,
    Set<Protection> required,
    PgpCipher cipher,
    boolean isArmored) {
  /** Nothing is set. */
  public static final PgpPolicy NONE =
      new PgpPolicy(Optional.empty(), Optional.empty(), Set.of(), PgpCipher.AES256, false);

  /** What a file may have to be. */
  public enum Protection {
    ENCRYPTED,
    SIGNED;

    static Optional<Protection> parse(String text) {
      return EnumText.find(values(), text);
    }
  }

  /** Copies the set. */
  public PgpPolicy {
    required = Set.copyOf(required);
  }

  /** Whether OpenPGP has anything to do on the partnership. */
  public boolean isUsed() {
    return encryptFor.isPresent() || signAs.isPresent() || !required.isEmpty();
  }
}
