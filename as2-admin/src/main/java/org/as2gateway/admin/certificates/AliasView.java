package org.as2gateway.admin.certificates;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.registry.CertificateLine;
import org.as2gateway.admin.registry.CertificateUses;
import org.as2gateway.registry.certs.CertificateEntry;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of an alias side by side.
 *
 * @param alias the folder
 * @param isOwn whether it holds keys of ours
 * @param lines the oldest first
 * @param authorities certificates of authorities, which only show the chain
 * @param later what each serves for after the next change that is dated, by fingerprint
 * @param change when that is; null if nothing is dated
 * @param now the time
 */
public record AliasView(
    String alias,
    boolean isOwn,
    List<CertificateLine> lines,
    List<CertificateEntry> authorities,
    Map<String, CertificateUses> later,
    @Nullable Instant change,
    Instant now) {
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

  /** Whether it is the one used outbound now. */
  public boolean isCurrent(CertificateLine line) {
    return line.now().sign() || line.now().encrypt();
  }

  /** Whether it is to take over: younger than the one in use, or the only one. */
  public boolean isNext(CertificateLine line) {
    return !isCurrent(line)
        && line.end().isAfter(now)
        && lines.stream().noneMatch(l -> isCurrent(l) && l.begin().isAfter(line.begin()));
  }
}
