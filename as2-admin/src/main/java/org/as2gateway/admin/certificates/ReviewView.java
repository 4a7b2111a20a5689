package org.as2gateway.admin.certificates;

import java.util.List;
import org.as2gateway.admin.registry.CertificateAdvice;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that were offered, before they are taken.
 *
 * @param alias where they would go
 * @param use what for: {@code both}, {@code sign}, {@code encrypt}
 * @param found what was in the file, explained
 * @param pem the same, to be taken
 * @param compared a fingerprint to compare
 * @param error why nothing could be read
 */
public record ReviewView(
    String alias,
    String use,
    List<CertificateAdvice> found,
    String pem,
    Compared compared,
    @Nullable String error) {
  /** Whether there is one to take. */
  public boolean canTake() {
    return found.stream().anyMatch(advice -> advice.isTaken() || advice.isKept());
  }
}
