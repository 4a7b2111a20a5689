package org.as2gateway.admin.doctor;

import java.util.List;

/**
 * Findings about one thing.
 *
 * @param title what was looked at
 * @param findings in the order they were made
 */
public record Section(String title, List<Finding> findings) {
  /** Copies the list. */
  public Section {
    findings = List.copyOf(findings);
  }

  /** Whether anything failed. */
  public boolean hasFailed() {
    return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.FAILED);
  }
}
