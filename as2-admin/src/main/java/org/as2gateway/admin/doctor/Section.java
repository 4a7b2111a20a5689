package org.as2gateway.admin.doctor;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.as2gateway.transport.sftp.client.SftpProblem.WrongHostKey;

/**
 * Findings about one thing.
 *
 * @param title what was looked at
 * @param findings in the order they were made
 * @param untrusted the certificate that would have to be trusted for a TLS server to be, if its
 *     chain ends in nobody known
 * @param hostKey the host key that an SSH server showed, if it is not pinned
 */
public record Section(
    String title,
    List<Finding> findings,
    Optional<X509Certificate> untrusted,
    Optional<WrongHostKey> hostKey) {
  /** Copies the list. */
  public Section {
    findings = List.copyOf(findings);
  }

  /** Findings about a TLS server. */
  public Section(String title, List<Finding> findings, Optional<X509Certificate> untrusted) {
    this(title, findings, untrusted, Optional.empty());
  }

  /** Findings without such a certificate or key. */
  public Section(String title, List<Finding> findings) {
    this(title, findings, Optional.empty(), Optional.empty());
  }

  /** Whether anything failed. */
  public boolean hasFailed() {
    return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.FAILED);
  }
}
