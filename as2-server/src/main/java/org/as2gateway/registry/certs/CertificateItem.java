package org.as2gateway.registry.certs;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.OwnKey;
import org.jspecify.annotations.Nullable;

/**
 * One certificate of an alias, with its key if it is ours, and the rules of when it serves.
 *
 * @param entry the certificate and what is said of it
 * @param key the private key of ours that belongs to it
 * @param spare uses that its key usage does not allow, for which it serves where no other one does
 * @param modified when its file was last written
 * @param position its place among the certificates of the alias
 * @param isStopped whether it counts as expired for another cause
 */
record CertificateItem(
    CertificateEntry entry,
    @Nullable OwnKey key,
    Set<CertificateUse> spare,
    FileTime modified,
    int position,
    boolean isStopped) {

  /** Undated ones, the oldest first; equal ones in the order they came into the folder. */
  private static final Comparator<CertificateItem> AGE =
      Comparator.comparing(CertificateItem::notBefore)
          .thenComparing(CertificateItem::modified)
          .thenComparing(CertificateItem::position);

  private static final Comparator<CertificateItem> ACTIVATION =
      Comparator.comparing((CertificateItem item) -> item.entry.activeFrom().orElse(Instant.MIN));

  CertificateItem {
    spare = Set.copyOf(spare);
  }

  /** One that nothing but its dates stops. */
  CertificateItem(
      CertificateEntry entry,
      @Nullable OwnKey key,
      Set<CertificateUse> spare,
      FileTime modified,
      int position) {
    this(entry, key, spare, modified, position, false);
  }

  /** The same, counting as expired. */
  CertificateItem stopped() {
    return new CertificateItem(entry, key, spare, modified, position, true);
  }

  /** All that serve inbound: by their key usage or line, and others only if there are none. */
  static List<CertificateItem> inbound(
      List<CertificateItem> items, CertificateUse use, Instant now) {
    List<CertificateItem> meant = items.stream().filter(i -> i.serves(use, now)).toList();
    return meant.isEmpty() ? standIns(items, use, now) : meant;
  }

  /**
   * The one to use outbound: of those in force with a past {@code active-from} the one with the
   * greatest, of equals the newest; if none is dated, the oldest undated one. A date to come never
   * counts.
   */
  static Optional<CertificateItem> outbound(
      List<CertificateItem> items, CertificateUse use, Instant now) {
    List<CertificateItem> meant = items.stream().filter(i -> i.serves(use, now)).toList();
    return first(meant, now).or(() -> first(standIns(items, use, now), now));
  }

  private static Optional<CertificateItem> first(List<CertificateItem> inForce, Instant now) {
    Optional<CertificateItem> dated =
        inForce.stream()
            .filter(i -> i.entry.activeFrom().filter(from -> !from.isAfter(now)).isPresent())
            .max(ACTIVATION.thenComparing(AGE));
    return dated.or(() -> inForce.stream().filter(i -> i.entry.activeFrom().isEmpty()).min(AGE));
  }

  /**
   * Those whose key usage does not allow the use, for where there is no other one. Where one for
   * this use alone has expired, the owner keeps two, and the other one does not take its place.
   */
  private static List<CertificateItem> standIns(
      List<CertificateItem> items, CertificateUse use, Instant now) {
    boolean isSplit =
        items.stream()
            .anyMatch(
                i -> i.entry.uses().equals(Set.of(use)) && i.isExpired(now) && !i.isRetired(now));
    return isSplit
        ? List.of()
        : items.stream().filter(i -> i.spare.contains(use) && i.isInForce(now)).toList();
  }

  Optional<OwnKey> ownKey() {
    return Optional.ofNullable(key);
  }

  /** Whether it may be used for something now; {@code active-from} does not matter inbound. */
  boolean serves(CertificateUse use, Instant now) {
    return entry.uses().contains(use) && isInForce(now);
  }

  private boolean isInForce(Instant now) {
    return !now.isBefore(notBefore()) && !isExpired(now) && !isRetired(now);
  }

  private boolean isExpired(Instant now) {
    return isStopped || now.isAfter(entry.certificate().getNotAfter().toInstant());
  }

  boolean isRetired(Instant now) {
    return entry.retired().filter(at -> !at.isAfter(now)).isPresent();
  }

  Instant notBefore() {
    return entry.certificate().getNotBefore().toInstant();
  }
}
