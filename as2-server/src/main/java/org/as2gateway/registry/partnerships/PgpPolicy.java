package org.as2gateway.registry.partnerships;

import java.util.Optional;
import java.util.Set;

/**
 * What OpenPGP does to files (RFC 4880, RFC 9580).
 *
 * @param encryptFor sending: alias under {@code certs/} for whose key files are encrypted
 * @param signAs sending: alias under {@code certs/} whose private key signs files
 * @param required receiving: what a file has to be, else it is not accepted
 */
public record PgpPolicy(
    Optional<String> encryptFor, Optional<String> signAs, Set<Protection> required) {
  /** Nothing is set. */
  public static final PgpPolicy NONE = new PgpPolicy(Optional.empty(), Optional.empty(), Set.of());

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
}
