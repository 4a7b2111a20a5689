package org.as2gateway.admin.certificates;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.registry.CertificateJson;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.certs.Issued;

/** Certificates that are there, or that were added. */
@Description("List of certificates.")
record CertificatesJson(
    List<CertificateJson> certificates,
    @Description("CA certificates, kept to show the chain; not used to verify or encrypt")
        Optional<List<CertificateJson>> authorities,
    @Description("certificates that were not imported, with reasons")
        Optional<List<String>> refusals,
    Optional<List<String>> notes) {
  /**
   * All that are there.
   *
   * @param json how a certificate that serves is written
   */
  static CertificatesJson all(
      List<CertificateEntry> certificates,
      Function<CertificateEntry, CertificateJson> json,
      List<CertificateEntry> authorities) {
    return new CertificatesJson(
        certificates.stream().map(json).toList(),
        Optional.of(json(authorities)),
        Optional.empty(),
        Optional.empty());
  }

  /** A new key. */
  static CertificatesJson made(CertificateEntry entry) {
    return new CertificatesJson(
        json(List.of(entry)), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What an authority has issued. */
  static CertificatesJson issued(Issued issued) {
    return new CertificatesJson(
        json(List.of(issued.entry())),
        Optional.empty(),
        Optional.empty(),
        Optional.of(issued.notes()));
  }

  /** What an import added. */
  static CertificatesJson imported(ImportReport report) {
    return new CertificatesJson(
        json(report.added()),
        Optional.empty(),
        Optional.of(report.reasons()),
        Optional.of(report.notes()));
  }

  private static List<CertificateJson> json(List<CertificateEntry> entries) {
    return entries.stream().map(CertificateJson::of).toList();
  }
}
