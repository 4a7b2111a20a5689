package org.as2gateway.admin.certificates;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.registry.CertificateLine;
import org.as2gateway.admin.registry.CertificateStatus;
import org.as2gateway.admin.registry.CertificateUses;
import org.as2gateway.admin.registry.PgpLine;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.revocation.RevocationStatus;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of an alias side by side.
 *
 * @param alias the folder
 * @param isOwn whether it holds keys of ours
 * @param lines the oldest first
 * @param authorities certificates of authorities, which only show the chain
 * @param pgp OpenPGP keys of the alias
 * @param later what each serves for after the next change that is dated, by fingerprint
 * @param stopping partnerships that stop when a certificate is retired now, by its fingerprint
 * @param affected partners whom a switch concerns
 * @param rollovers how far new keys of ours have come, by their fingerprint
 * @param revocations what issuers say of certificates, by their fingerprint
 * @param enclosed certificates that came inside messages of the partner, not imported yet
 * @param change when that is; null if nothing is dated
 * @param now the time
 * @param compared a fingerprint to compare
 * @param error why a form was refused; null if none was
 */
public record AliasView(
    String alias,
    boolean isOwn,
    List<CertificateLine> lines,
    List<CertificateEntry> authorities,
    List<PgpLine> pgp,
    Map<String, CertificateUses> later,
    Map<String, List<String>> stopping,
    List<String> affected,
    Map<String, Rollover> rollovers,
    Map<String, RevocationStatus> revocations,
    List<EnclosedCertificate> enclosed,
    @Nullable Instant change,
    Instant now,
    Compared compared,
    @Nullable String error) {
  /** What its issuer says; null if nobody has asked. */
  public @Nullable RevocationStatus revocation(CertificateLine line) {
    return revocations.get(line.fingerprint());
  }

  /** Those that are not retired. */
  public List<CertificateLine> inForce() {
    return lines.stream().filter(line -> !line.isRetired(now)).toList();
  }

  /** Those that are. */
  public List<CertificateLine> retired() {
    return lines.stream().filter(line -> line.isRetired(now)).toList();
  }

  /** The names of the uses that concern the alias. */
  public List<String> uses() {
    return List.copyOf(CertificateUses.NONE.named(isOwn).keySet());
  }

  /** Whether it serves for a use now. */
  public boolean serves(CertificateLine line, String use) {
    return line.now().named(isOwn).getOrDefault(use, false);
  }

  /** Whether it will, after the change. */
  public boolean willServe(CertificateLine line, String use) {
    return later
        .getOrDefault(line.fingerprint(), CertificateUses.NONE)
        .named(isOwn)
        .getOrDefault(use, false);
  }

  /** What it serves for now, in a word. */
  public CertificateStatus status(CertificateLine line) {
    return CertificateStatus.of(line, lines, now);
  }

  /** Whether it can be switched to. */
  public boolean canSwitch(CertificateLine line) {
    return !line.isCurrent() && !line.isExpired() && !line.isRevoked();
  }

  /** Whether switching to it goes back to one that was used before. */
  public boolean isBack(CertificateLine line) {
    return status(line) == CertificateStatus.PREVIOUS;
  }

  /** Whether its switch is still to come. */
  public boolean isScheduled(CertificateLine line) {
    return line.activeFrom().filter(from -> from.isAfter(now)).isPresent();
  }

  /** Partners of whom it is not known that they can do without a certificate of ours. */
  public List<String> notSwitched(CertificateLine line) {
    return lines.stream()
        .filter(other -> other.isCurrent() && !other.equals(line))
        .flatMap(other -> unconfirmed(other).stream())
        .distinct()
        .toList();
  }

  /** Partnerships that stop when it is retired now. */
  public List<String> stoppedBy(CertificateLine line) {
    return stopping.getOrDefault(line.fingerprint(), List.of());
  }

  /** How far a new key of ours has come; null if it is none. */
  public @Nullable Rollover rollover(CertificateLine line) {
    return rollovers.get(line.fingerprint());
  }

  /** Partners of whom it is not known that they accept a new key of ours. */
  public List<String> unconfirmed(CertificateLine line) {
    Rollover rollover = rollover(line);
    return rollover == null ? List.of() : rollover.unconfirmed();
  }

  /** The question before a switch. */
  public String question(CertificateLine line) {
    String whom = affected.isEmpty() ? "" : " It concerns " + String.join(", ", affected) + ".";
    List<String> open = unconfirmed(line);
    String warning =
        open.isEmpty()
            ? ""
            : " Not confirmed: " + String.join(", ", open) + ". They may refuse our messages.";
    String what =
        isBack(line) ? "Switch back to this certificate now?" : "Switch to this certificate now?";
    return what + whom + warning;
  }
}
