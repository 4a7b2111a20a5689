package org.as2gateway.admin.registry;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.registry.certs.CertificateEntry;
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
    String file) {
  /** That certificate. */
  public static CertificateJson of(CertificateEntry entry) {
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
        String.valueOf(entry.file().getFileName()));
  }
}
