package org.as2gateway.admin.registry;

import java.time.Instant;
import java.util.List;
import org.as2gateway.as2.wire.Severity;
import org.jspecify.annotations.Nullable;

/** What a certificate in the folder of an alias serves for now, in a word. */
public enum CertificateStatus {
  IN_USE("in use", Severity.GOOD),
  SCHEDULED("scheduled", Severity.INFO),
  NEW("new, waiting", Severity.INFO),
  PREVIOUS("previous, still accepted", null),
  EXPIRED("expired", Severity.BAD),
  REVOKED("revoked", Severity.BAD),
  RETIRED("retired", null),
  NOT_USED("not used", null);

  private final String label;
  private final @Nullable Severity severity;

  CertificateStatus(String label, @Nullable Severity severity) {
    this.label = label;
    this.severity = severity;
  }

  /**
   * The status of a certificate.
   *
   * @param all certificates, those of its alias among them
   */
  public static CertificateStatus of(CertificateLine line, List<CertificateLine> all, Instant now) {
    if (line.isRetired(now)) {
      return RETIRED;
    }
    if (line.isRevoked()) {
      return REVOKED;
    }
    if (line.isExpired()) {
      return EXPIRED;
    }
    if (line.partnerships().isEmpty() || (!line.now().any() && !line.begin().isAfter(now))) {
      return NOT_USED;
    }
    if (line.isCurrent()) {
      return IN_USE;
    }
    if (line.activeFrom().filter(from -> from.isAfter(now)).isPresent()) {
      return SCHEDULED;
    }
    // One with a date that is past was used until the present one was switched to.
    boolean isPrevious =
        all.stream()
            .filter(other -> other.alias().equals(line.alias()) && other.isCurrent())
            .anyMatch(
                other -> other.begin().isAfter(line.begin()) || line.activeFrom().isPresent());
    return isPrevious ? PREVIOUS : NEW;
  }

  /** Whether nobody has said yet when it is used. */
  public boolean isWaiting() {
    return this == NEW;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** How it is shown; empty for neither good nor bad. */
  public String tone() {
    return severity == null ? "" : severity.text();
  }
}
