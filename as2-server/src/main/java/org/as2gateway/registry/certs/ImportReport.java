package org.as2gateway.registry.certs;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of files that were to be imported. Each certificate found in them is told of in
 * exactly one of the lists; {@code notes} say more about some.
 *
 * @param added certificates now in {@code certs/} that may serve, as they load
 * @param kept certificates of authorities now in {@code certs/}, which show the chain alone
 * @param pgp OpenPGP keys now in {@code certs/}
 * @param known what was there already, each with its file
 * @param refusals what was left out and why, each with its file
 * @param notes what should be known of the rest
 */
public record ImportReport(
    List<CertificateEntry> added,
    List<CertificateEntry> kept,
    List<PgpEntry> pgp,
    List<String> known,
    List<String> refusals,
    List<String> notes) {
  /** Copies the lists. */
  public ImportReport {
    added = List.copyOf(added);
    kept = List.copyOf(kept);
    pgp = List.copyOf(pgp);
    known = List.copyOf(known);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }

  /** Whether {@code certs/} is as before. */
  public boolean isEmpty() {
    return added.isEmpty() && kept.isEmpty() && pgp.isEmpty();
  }

  /** Why certificates were not taken: left out, or there already. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>(refusals);
    reasons.addAll(known);
    return reasons;
  }

  /** Everything that should be told besides what was added, the worst first. */
  public List<String> remarks() {
    List<String> remarks = reasons();
    remarks.addAll(notes);
    return remarks;
  }
}
