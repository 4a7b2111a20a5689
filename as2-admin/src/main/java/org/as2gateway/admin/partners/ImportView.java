package org.as2gateway.admin.partners;

import java.util.List;
import org.as2gateway.registry.partnerships.ImportNote;
import org.jspecify.annotations.Nullable;

/**
 * The form that takes a file, and the report on the last one.
 *
 * @param error why the last file was not taken
 * @param kept the last file in base64, to go on with after a question or a preview; blank without
 * @param candidates who of the file may be us; empty if that is clear
 * @param us who of the file is us; blank if its AS2 id says it
 * @param station our station; blank for the only one
 * @param stations our stations
 * @param report what would become or became of the file; null before one was read
 */
public record ImportView(
    @Nullable String error,
    String kept,
    List<String> candidates,
    String us,
    String station,
    List<String> stations,
    @Nullable Report report) {
  /** Copies the lists. */
  public ImportView {
    candidates = List.copyOf(candidates);
    stations = List.copyOf(stations);
  }

  /**
   * What would become or became of a file.
   *
   * @param isPreview whether nothing was changed
   * @param partners names of the partners that are new
   * @param partnerships those that are new, with where we send
   * @param certificates those that are new
   * @param missing what the partners still lack, each with the partner's name
   * @param notes what became of each setting
   */
  public record Report(
      boolean isPreview,
      List<String> partners,
      List<String> partnerships,
      List<NewCertificate> certificates,
      List<String> missing,
      List<ImportNote> notes) {}

  /**
   * A certificate of the file.
   *
   * @param partner whose it is
   * @param subject its subject
   * @param fingerprint SHA-256
   */
  public record NewCertificate(String partner, String subject, String fingerprint) {}

  /** Whether a preview is shown that can be carried out. */
  public boolean canImport() {
    return report != null && report.isPreview() && !report.partners().isEmpty();
  }
}
