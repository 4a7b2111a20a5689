package org.as2gateway.certs;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One certificate of an alias, with its key if it is ours, and the rules of when it serves.
 *
 * @param entry the certificate and what is said of it
 * @param key the private key of ours that belongs to it
 * @param modified when its file was last written
 * @param position its place among the certificates of the alias
 */
record CertificateItem(
    CertificateEntry entry, @Nullable OwnKey key, FileTime modified, int position) {

  /** Undated ones, the oldest first; equal ones in the order they came into the folder. */
  private static final Comparator<CertificateItem> AGE =
      Comparator.comparing(CertificateItem::notBefore)
          .thenComparing(CertificateItem::modified)
          .thenComparing(CertificateItem::position);

  private static final Comparator<CertificateItem> ACTIVATION =
      Comparator.comparing((CertificateItem item) -> item.entry.activeFrom().orElse(Instant.MIN));

  /**
   * The one to use outbound: of those in force with a past {@code active-from} the one with the
   * greatest, of equals the newest; if none is dated, the oldest undated one. A date to come never
   * counts.
   */
  static Optional<CertificateItem> outbound(
      List<CertificateItem> items, CertificateUse use, Instant now) {
    List<CertificateItem> inForce = items.stream().filter(i -> i.serves(use, now)).toList();
    Optional<CertificateItem> dated =
        inForce.stream()
            .filter(i -> i.entry.activeFrom().filter(from -> !from.isAfter(now)).isPresent())
            .max(ACTIVATION.thenComparing(AGE));
    return dated.or(() -> inForce.stream().filter(i -> i.entry.activeFrom().isEmpty()).min(AGE));
  }

  Optional<OwnKey> ownKey() {
    return Optional.ofNullable(key);
  }

  /** Whether it may be used for something now; {@code active-from} does not matter inbound. */
  boolean serves(CertificateUse use, Instant now) {
    return entry.uses().contains(use)
        && !now.isBefore(notBefore())
        && !now.isAfter(entry.certificate().getNotAfter().toInstant())
        && !isRetired(now);
  }

  boolean isRetired(Instant now) {
    return entry.retired().filter(at -> !at.isAfter(now)).isPresent();
  }

  Instant notBefore() {
    return entry.certificate().getNotBefore().toInstant();
  }
}
