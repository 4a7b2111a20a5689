package org.as2gateway.admin.registry;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.as2.wire.Severity;

/** A certificate that somebody offers, explained. */
@Description("A certificate and its warnings, most severe first.")
public record AdvisedCertificateJson(
    @Description("SHA-256") String fingerprint,
    String subject,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    String key,
    @Description("whether it can be imported") boolean taken,
    String pem,
    List<RemarkJson> remarks) {
  /** Something worth knowing about a certificate. */
  record RemarkJson(Severity tone, String text) {}

  /** That certificate. */
  public static AdvisedCertificateJson of(CertificateAdvice advice) {
    X509Certificate certificate = advice.candidate().certificate();
    return new AdvisedCertificateJson(
        advice.candidate().fingerprint(),
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        advice.key(),
        advice.isTaken(),
        advice.candidate().pem(),
        advice.remarks().stream().map(r -> new RemarkJson(r.severity(), r.text())).toList());
  }
}
