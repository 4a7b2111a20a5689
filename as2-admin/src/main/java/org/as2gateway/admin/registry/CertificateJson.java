package org.as2gateway.admin.registry;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.revocation.RevocationStatus;
import org.jspecify.annotations.Nullable;

/** A certificate as the API and {@code --json} write it. */
@Description("A certificate and how it is used.")
public record CertificateJson(
    String alias,
    boolean own,
    String subject,
    String issuer,
    String serial,
    @Description("SHA-256") String fingerprint,
    Instant notBefore,
    Instant notAfter,
    List<CertificateUse> uses,
    @Nullable Instant activeFrom,
    @Nullable Instant retired,
    String file,
    @Description("by the last answer of its issuer; null if nobody has asked")
        RevocationStatus.@Nullable State revocation) {
  /** A certificate of which nobody knows whether it is revoked. */
  public static CertificateJson of(CertificateEntry entry) {
    return of(entry, null);
  }

  /** That certificate, with what its issuer says of it. */
  public static CertificateJson of(
      CertificateEntry entry, RevocationStatus.@Nullable State revocation) {
    X509Certificate certificate = entry.certificate();
    return new CertificateJson(
        entry.alias(),
        entry.isOwn(),
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getSerialNumber().toString(16),
        entry.fingerprint(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        entry.uses().stream().sorted().toList(),
        entry.activeFrom().orElse(null),
        entry.retired().orElse(null),
        String.valueOf(entry.file().getFileName()),
        revocation);
  }
}
