package org.as2gateway.admin.doctor;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Findings about one thing.
 *
 * @param title what was looked at
 * @param findings in the order they were made
 * @param untrusted the certificate that would have to be trusted for a TLS server to be, if its
 *     chain ends in nobody known
 */
public record Section(String title, List<Finding> findings, Optional<X509Certificate> untrusted) {
  /** Copies the list. */
  public Section {
    findings = List.copyOf(findings);
  }

  /** Findings without such a certificate. */
  public Section(String title, List<Finding> findings) {
    this(title, findings, Optional.empty());
  }

  /** Whether anything failed. */
  public boolean hasFailed() {
    return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.FAILED);
  }
}
