package org.as2gateway.admin.certificates;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.as2gateway.admin.registry.CertificateLine;
import org.as2gateway.admin.registry.CertificateStatus;
import org.as2gateway.admin.registry.PgpLine;
import org.as2gateway.registry.cem.CertificateExchange;

/**
 * All certificates.
 *
 * @param lines the one that ends first at the top
 * @param tls those of TLS
 * @param timeline what their validity is drawn over
 * @param ownAliases aliases that hold or may hold keys of ours
 * @param partnerAliases aliases of partners
 * @param pgp OpenPGP keys
 * @param problems what could not be read
 * @param offers what was offered by message
 * @param now the time
 */
public record CertificatesView(
    List<CertificateLine> lines,
    List<CertificateLine> tls,
    Timeline timeline,
    List<String> ownAliases,
    List<String> partnerAliases,
    List<PgpLine> pgp,
    List<String> problems,
    List<CertificateExchange> offers,
    Instant now) {
  /** All of them, the one that ends first at the top. */
  public List<CertificateLine> byEnd() {
    return Stream.concat(lines.stream(), tls.stream())
        .sorted(Comparator.comparing(CertificateLine::end))
        .toList();
  }

  /** What one in the folder of an alias serves for now, in a word. */
  public CertificateStatus status(CertificateLine line) {
    return CertificateStatus.of(line, lines, now);
  }

  /** Whether a switch to it is still to come. */
  public boolean isScheduled(CertificateLine line) {
    return status(line) == CertificateStatus.SCHEDULED;
  }

  /** Those that somebody should do something about. */
  public List<CertificateLine> urgent() {
    return Stream.concat(lines.stream(), tls.stream())
        .filter(CertificateLine::needsAttention)
        .toList();
  }
}
