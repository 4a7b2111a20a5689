package org.as2gateway.registry.certs;

import java.util.List;

/**
 * What {@code certs/} holds at one moment.
 *
 * @param registry all that could be read
 * @param problems what could not, and what should be looked at
 */
public record LoadedCertificates(CertificateRegistry registry, List<CertificateProblem> problems) {
  /** Copies the list. */
  public LoadedCertificates {
    problems = List.copyOf(problems);
  }

  /** The same, of which those are not used that the stops know of, asked each time. */
  public LoadedCertificates stoppedBy(CertificateStops stops) {
    return new LoadedCertificates(registry.stoppedBy(stops), problems);
  }
}
