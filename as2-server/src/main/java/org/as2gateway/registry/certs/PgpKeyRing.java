package org.as2gateway.registry.certs;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.pgp.PgpKey;
import org.as2gateway.pgp.PgpOwnKey;

/**
 * The OpenPGP keys of {@code certs/} as they were when it was read. Roll-over has the rules of
 * certificates: outbound exactly one is used, inbound every one that is not retired. Immutable.
 */
public final class PgpKeyRing {
  /** No keys. */
  public static final PgpKeyRing EMPTY = new PgpKeyRing(Map.of());

  private final Map<String, List<PgpItem>> aliases;

  PgpKeyRing(Map<String, List<PgpItem>> aliases) {
    this.aliases = Map.copyOf(aliases);
  }

  private List<PgpItem> items(String alias) {
    return aliases.getOrDefault(alias, List.of());
  }

  /** Whether the alias has any key at all, expired ones included. */
  public boolean isKnown(String alias) {
    return !items(alias).isEmpty();
  }

  /** The one key of the alias to encrypt for now. */
  public Optional<PgpKey> encrypting(String alias, Instant now) {
    return PgpItem.outbound(items(alias), CertificateUse.ENCRYPT, now)
        .map(item -> item.entry().key());
  }

  /** The one key of ours of the alias to sign with now. */
  public Optional<PgpOwnKey> signing(String alias, Instant now) {
    List<PgpItem> own = items(alias).stream().filter(i -> i.ownKey().isPresent()).toList();
    return PgpItem.outbound(own, CertificateUse.SIGN, now).flatMap(PgpItem::ownKey);
  }

  /**
   * Every key of the alias whose signatures are looked at, expired ones included: the reader says
   * why it refuses them.
   */
  public List<PgpKey> verifying(String alias, Instant now) {
    return items(alias).stream()
        .map(PgpItem::entry)
        .filter(e -> e.uses().contains(CertificateUse.SIGN) && !e.isRetired(now))
        .map(PgpEntry::key)
        .toList();
  }

  /** Every key of ours of the alias that may still decrypt, expired ones included. */
  public List<PgpOwnKey> decrypting(String alias, Instant now) {
    return items(alias).stream()
        .filter(item -> !item.entry().isRetired(now))
        .flatMap(item -> item.ownKey().stream())
        .toList();
  }

  /** Those of one alias; of all aliases if none is named. */
  public List<PgpOwnKey> decrypting(Optional<String> alias, Instant now) {
    return alias.isPresent()
        ? decrypting(alias.get(), now)
        : aliases.keySet().stream().sorted().flatMap(a -> decrypting(a, now).stream()).toList();
  }

  /** All keys, by alias and then by age. */
  public List<PgpEntry> entries() {
    return aliases.values().stream()
        .flatMap(List::stream)
        .map(PgpItem::entry)
        .sorted(
            Comparator.comparing(PgpEntry::alias)
                .thenComparing(e -> e.key().created())
                .thenComparing(PgpEntry::fingerprint))
        .toList();
  }

  /** Those of one alias. */
  public List<PgpEntry> entries(String alias) {
    return entries().stream().filter(e -> e.alias().equals(alias)).toList();
  }

  /** The keys of the alias that serve after one has ended, for all its uses. */
  public boolean hasSuccessor(PgpEntry entry, Instant end) {
    return entry.uses().stream()
        .allMatch(
            use ->
                entries(entry.alias()).stream()
                    .filter(e -> !e.fingerprint().equals(entry.fingerprint()))
                    .filter(e -> e.isOwn() == entry.isOwn())
                    .filter(e -> e.activeFrom().filter(at -> at.isAfter(end)).isEmpty())
                    .anyMatch(e -> e.serves(use, end)));
  }
}
