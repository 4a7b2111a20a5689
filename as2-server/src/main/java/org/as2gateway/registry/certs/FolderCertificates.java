package org.as2gateway.registry.certs;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.OwnKey;

/**
 * The certificates of {@code certs/} as they were when it was read (design.md §4).
 *
 * <p>Inbound, every certificate in force is tried: within its validity by our clock, not retired,
 * of the right use. {@code active-from} holds nothing back there, so that a partner may change over
 * earlier than announced.
 *
 * <p>Outbound, exactly one is used. Dates written by an operator go before age: of the certificates
 * in force whose {@code active-from} is past, the one with the greatest. Where none has such a
 * date, the <em>oldest</em> undated one (by its notBefore, then by when its file was written): a
 * newer undated one waits until the older is retired or expired. So an undated one added to a dated
 * one waits too, and a dated one takes over from undated ones at its hour. One whose {@code
 * active-from} is still to come is never used outbound, not even if nothing else is left: it was
 * said to be not ready.
 *
 * <p>A certificate of an authority is none of these: it is kept to show the chain. A key usage that
 * does not allow a use is followed where another certificate of the alias serves for it, see {@link
 * AliasRoles}.
 *
 * <p>What {@link CertificateStops} knows of counts as expired.
 *
 * <p>Decryption tries every key of ours that is not retired, expired ones and those for signing
 * only included: what was encrypted to us is read by the recipient identifier it names.
 */
final class FolderCertificates implements CertificateRegistry {
  private final Map<String, AliasItems> aliases;
  private final Set<String> own;
  private final PgpKeyRing pgp;
  private final CertificateStops stops;

  FolderCertificates(Map<String, AliasItems> aliases, Set<String> own, PgpKeyRing pgp) {
    this(aliases, own, pgp, CertificateStops.NONE);
  }

  private FolderCertificates(
      Map<String, AliasItems> aliases, Set<String> own, PgpKeyRing pgp, CertificateStops stops) {
    this.aliases = Map.copyOf(aliases);
    this.own = Set.copyOf(own);
    this.pgp = pgp;
    this.stops = stops;
  }

  @Override
  public CertificateRegistry stoppedBy(CertificateStops others) {
    return new FolderCertificates(aliases, own, pgp, others);
  }

  @Override
  public Optional<String> stopped(CertificateEntry entry, Instant at) {
    return stops.reason(entry, at);
  }

  private List<CertificateItem> items(String alias, Instant now) {
    return items(alias).stream()
        .map(item -> stops.reason(item.entry(), now).isPresent() ? item.stopped() : item)
        .toList();
  }

  private List<CertificateItem> items(String alias) {
    return aliases.getOrDefault(alias, AliasItems.NONE).items();
  }

  @Override
  public boolean isOwn(String alias) {
    return own.contains(alias);
  }

  @Override
  public List<X509Certificate> verifying(String alias, Instant now) {
    return CertificateItem.inbound(items(alias, now), CertificateUse.SIGN, now).stream()
        .map(item -> item.entry().certificate())
        .toList();
  }

  @Override
  public Optional<X509Certificate> encrypting(String alias, Instant now) {
    List<CertificateItem> items = isOwn(alias) ? withKey(alias).toList() : items(alias, now);
    return CertificateItem.outbound(items, CertificateUse.ENCRYPT, now)
        .map(item -> item.entry().certificate());
  }

  @Override
  public Optional<OwnKey> signing(String alias, Instant now) {
    return CertificateItem.outbound(withKey(alias).toList(), CertificateUse.SIGN, now)
        .flatMap(CertificateItem::ownKey);
  }

  @Override
  public List<OwnKey> decrypting(String alias, Instant now) {
    return withKey(alias)
        .filter(item -> !item.isRetired(now))
        .sorted(Comparator.comparing(CertificateItem::notBefore).reversed())
        .flatMap(item -> item.ownKey().stream())
        .toList();
  }

  private Stream<CertificateItem> withKey(String alias) {
    return items(alias).stream().filter(item -> item.ownKey().isPresent());
  }

  @Override
  public boolean isKnown(String alias) {
    return !items(alias).isEmpty();
  }

  @Override
  public List<CertificateEntry> entries() {
    return sorted(
        aliases.values().stream()
            .flatMap(alias -> alias.items().stream())
            .map(CertificateItem::entry));
  }

  @Override
  public PgpKeyRing pgp() {
    return pgp;
  }

  @Override
  public List<CertificateEntry> authorities() {
    return sorted(aliases.values().stream().flatMap(alias -> alias.authorities().stream()));
  }

  private static List<CertificateEntry> sorted(Stream<CertificateEntry> entries) {
    return entries
        .sorted(
            Comparator.comparing(CertificateEntry::alias)
                .thenComparing(entry -> entry.certificate().getNotAfter())
                .thenComparing(CertificateEntry::fingerprint))
        .toList();
  }
}
