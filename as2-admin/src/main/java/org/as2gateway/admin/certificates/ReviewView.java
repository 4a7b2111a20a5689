package org.as2gateway.admin.certificates;

import java.util.List;
import java.util.stream.Collectors;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.admin.registry.CertificateAdvice;
import org.as2gateway.admin.registry.CertificateLine;
import org.as2gateway.registry.certs.PgpKeyFolder;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that were offered, before they are imported.
 *
 * @param alias where they would go
 * @param use what for: {@code both}, {@code sign}, {@code encrypt}
 * @param found the certificates, explained
 * @param compared a fingerprint to compare
 * @param present what is trusted there now
 * @param enclosed where it came from, if it came inside a message; else null
 * @param pgp OpenPGP keys, where those were offered
 * @param error why nothing could be read
 */
public record ReviewView(
    String alias,
    String use,
    List<CertificateAdvice> found,
    Compared compared,
    List<CertificateLine> present,
    @Nullable EnclosedCertificate enclosed,
    List<PgpKeyFolder.Offer> pgp,
    @Nullable String error) {
  private static final String PATH = "/certificate-import";

  /** Certificates of a file. */
  static ReviewView ofFile(
      String alias, String use, List<CertificateAdvice> found, Compared compared) {
    return new ReviewView(alias, use, found, compared, List.of(), null, List.of(), null);
  }

  /** The certificate that came inside a message. */
  static ReviewView ofMessage(EnclosedCertificate found, Compared compared) {
    List<CertificateAdvice> one = List.of(found.advice());
    return new ReviewView(found.alias(), "both", one, compared, List.of(), found, List.of(), null);
  }

  /** OpenPGP keys of a file. */
  static ReviewView ofPgp(String alias, List<PgpKeyFolder.Offer> offers) {
    return new ReviewView(alias, "both", List.of(), Compared.NONE, List.of(), null, offers, null);
  }

  /** Nothing that can be read. */
  static ReviewView unreadable(String alias, String error) {
    return new ReviewView(
        alias, "both", List.of(), Compared.NONE, List.of(), null, List.of(), error);
  }

  /** The same beside what is trusted now. */
  ReviewView beside(List<CertificateLine> lines) {
    return new ReviewView(alias, use, found, compared, lines, enclosed, pgp, error);
  }

  /** Whether there is one to take. */
  public boolean canTake() {
    return found.stream().anyMatch(advice -> advice.isTaken() || advice.isKept())
        || pgp.stream().anyMatch(offer -> offer.refusal().isEmpty() && !offer.isSecret());
  }

  /** What was in the file, to be sent again with the form; empty for one out of a message. */
  public String pem() {
    if (!pgp.isEmpty()) {
      return pgp.stream().map(offer -> offer.key().toArmor()).collect(Collectors.joining());
    }
    return enclosed == null
        ? found.stream()
            .map(advice -> PartnerSheet.pem(advice.candidate().certificate()))
            .collect(Collectors.joining())
        : "";
  }

  /** Where this page is. */
  public String path() {
    return enclosed == null ? PATH : PATH + "/message/" + enclosed.message().id();
  }
}
