package org.as2gateway.registry.certs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.pgp.PgpKey;

/**
 * One OpenPGP key of {@code certs/} with what its file says about it.
 *
 * @param alias the folder
 * @param key the public part
 * @param uses what it may serve for: by its flags, less by its line
 * @param activeFrom from when on it is used outbound; empty if undated
 * @param retired from when on it is no longer used; empty if it is not retired
 * @param isOwn whether its secret part is ours
 * @param file where it was found
 */
public record PgpEntry(
    String alias,
    PgpKey key,
    Set<CertificateUse> uses,
    Optional<Instant> activeFrom,
    Optional<Instant> retired,
    boolean isOwn,
    Path file) {
  /** Copies the set. */
  public PgpEntry {
    uses = Set.copyOf(uses);
  }

  /** The fingerprint of its primary key, lower-case hex. */
  public String fingerprint() {
    return key.fingerprint();
  }

  /** Whether it is no longer used. */
  public boolean isRetired(Instant now) {
    return retired.filter(at -> !at.isAfter(now)).isPresent();
  }

  /** Whether it can serve for that now, {@code active-from} aside. */
  public boolean serves(CertificateUse use, Instant now) {
    return uses.contains(use) && !isRetired(now) && key.refusal(use, now).isEmpty();
  }

  /** Whether an operator means it by these digits: the start of the fingerprint, or a key id. */
  boolean isMeant(String digits) {
    return fingerprint().startsWith(digits) || fingerprint().endsWith(digits);
  }
}
