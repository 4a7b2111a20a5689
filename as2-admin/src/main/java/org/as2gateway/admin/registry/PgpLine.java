package org.as2gateway.admin.registry;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.wire.Severity;
import org.as2gateway.registry.certs.PgpEntry;
import org.as2gateway.registry.certs.PgpKeyRing;

/**
 * An OpenPGP key as people see it.
 *
 * @param entry the key
 * @param end when it ends; empty if it does not
 * @param stage how near that is
 * @param state what it serves for now, in a few words
 * @param tone how good that is
 * @param now the time
 */
public record PgpLine(
    PgpEntry entry,
    Optional<Instant> end,
    ExpiryStage stage,
    String state,
    Severity tone,
    Instant now) {
  /** That key among the others. */
  public static PgpLine of(PgpEntry entry, PgpKeyRing ring, Instant now) {
    Optional<Instant> end = entry.key().expires(now);
    ExpiryStage stage = end.map(at -> ExpiryStage.of(at, now)).orElse(ExpiryStage.FAR);
    if (entry.key().isRevoked(now)) {
      return new PgpLine(entry, end, stage, "revoked", Severity.BAD, now);
    }
    if (entry.isRetired(now)) {
      return new PgpLine(entry, end, stage, "retired", Severity.INFO, now);
    }
    if (stage == ExpiryStage.EXPIRED) {
      return new PgpLine(entry, end, stage, "expired", Severity.BAD, now);
    }
    if (isSending(entry, ring, now)) {
      return new PgpLine(entry, end, stage, "in use", Severity.GOOD, now);
    }
    String state =
        entry
            .activeFrom()
            .filter(from -> from.isAfter(now))
            .map(from -> "from " + from)
            .orElse("accepted");
    return new PgpLine(entry, end, stage, state, Severity.INFO, now);
  }

  private static boolean isSending(PgpEntry entry, PgpKeyRing ring, Instant now) {
    return entry.isOwn()
        ? ring.signing(entry.alias(), now)
            .filter(key -> key.key().fingerprint().equals(entry.fingerprint()))
            .isPresent()
        : ring.encrypting(entry.alias(), now).filter(entry.key()::equals).isPresent();
  }

  /** Whether it is no longer used. */
  public boolean isRetired() {
    return entry.isRetired(now);
  }

  /** Whether we send with it now. */
  public boolean isCurrent() {
    return tone == Severity.GOOD; // no other state is
  }

  /** Whether a switch to it is still to come. */
  public boolean isScheduled() {
    return entry.activeFrom().filter(from -> from.isAfter(now)).isPresent();
  }

  /** What it can do, in words. */
  public String abilities() {
    return entry.uses().stream()
        .sorted()
        .map(use -> use == CertificateUse.SIGN ? "sign" : "encrypt")
        .collect(Collectors.joining(", "));
  }
}
