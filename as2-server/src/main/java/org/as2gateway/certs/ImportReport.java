package org.as2gateway.certs;

import java.util.List;

/**
 * What became of files that were to be imported.
 *
 * @param added certificates now in {@code certs/}, as they load
 * @param refusals what was refused and why, each with its file
 * @param notes what should be known of what was added
 */
public record ImportReport(
    List<CertificateEntry> added, List<String> refusals, List<String> notes) {
  /** Copies the lists. */
  public ImportReport {
    added = List.copyOf(added);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }
}
