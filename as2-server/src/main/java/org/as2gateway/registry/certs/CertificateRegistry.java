package org.as2gateway.registry.certs;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.OwnKey;

/**
 * Resolves aliases to keys and certificates at an instant (design.md §4, "which certificate"). One
 * accepted state of {@code certs/}; immutable and safe for use by many threads.
 */
public interface CertificateRegistry {
  /** Whether the alias holds a private key, so that its partner is a station of ours. */
  boolean isOwn(String alias);

  /**
   * Every certificate of the alias that may verify a signature made now: signing use, in force, not
   * retired.
   */
  List<X509Certificate> verifying(String alias, Instant now);

  /**
   * The one certificate of the alias to encrypt for now: greatest past active-from; undated newer
   * ones wait.
   */
  Optional<X509Certificate> encrypting(String alias, Instant now);

  /** The one key of the alias to sign with now. */
  Optional<OwnKey> signing(String alias, Instant now);

  /**
   * Every key of the alias that may still decrypt: all that are not retired, expired ones included.
   */
  List<OwnKey> decrypting(String alias, Instant now);

  /**
   * Every certificate of the alias that a TLS client may show now: in force, not retired, of
   * whatever use; a next one that is not active yet too.
   */
  default List<X509Certificate> shown(String alias, Instant now) {
    return entries().stream()
        .filter(entry -> entry.alias().equals(alias) && entry.isInForce(now))
        .filter(entry -> stopped(entry, now).isEmpty())
        .map(CertificateEntry::certificate)
        .toList();
  }

  /** Why a certificate in force is not used at that instant, as a verb phrase; empty if it is. */
  default Optional<String> stopped(CertificateEntry entry, Instant at) {
    return Optional.empty();
  }

  /** The same certificates, of which those are not used that the stops know of, asked each time. */
  default CertificateRegistry stoppedBy(CertificateStops stops) {
    return this;
  }

  /** Whether the alias has any certificate at all, expired ones included. */
  boolean isKnown(String alias);

  /** All certificates that may serve, by alias and then by end of validity. */
  List<CertificateEntry> entries();

  /** The OpenPGP keys of all aliases. */
  default PgpKeyRing pgp() {
    return PgpKeyRing.EMPTY;
  }

  /** The certificates of authorities, kept to show the chain; they sign and encrypt nothing. */
  List<CertificateEntry> authorities();
}
