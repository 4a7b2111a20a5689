package org.as2gateway.admin.certificates;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Description;
import org.as2gateway.registry.revocation.RevocationStatus;
import org.as2gateway.registry.revocation.Revocations;
import org.jspecify.annotations.Nullable;

/** What issuers say about the certificates of partners. */
@Description("Revocation of partners' certificates in use.")
record RevocationsJson(
    @Description(values = {"off", "soft", "hard"}) String mode,
    @Description("certificates that this check left out for want of time") int notChecked,
    List<RevocationJson> certificates) {
  /** What is known of one. */
  @Description("Revocation of a certificate: the last answer and the last check.")
  record RevocationJson(
      String alias,
      @Description("SHA-256") String fingerprint,
      String subject,
      @Description(values = {"good", "revoked", "unknown", "not-checkable"}) String state,
      @Description("for people") String summary,
      @Description("whether it is not used because of that") boolean stopped,
      @Description("OCSP or CRL and the URL; empty without an answer") String source,
      @Nullable Instant thisUpdate,
      @Nullable Instant nextUpdate,
      @Nullable Instant revokedAt,
      String reason,
      Instant checkedAt,
      @Description("why the last check gave no answer") String problem,
      @Nullable Instant failingSince) {
    private static RevocationJson of(Revocations.Checked checked) {
      RevocationStatus status = checked.status();
      return new RevocationJson(
          checked.entry().alias(),
          status.fingerprint(),
          checked.entry().certificate().getSubjectX500Principal().getName(),
          status.state().text(),
          status.summary(),
          checked.stop().isPresent(),
          status.source(),
          status.thisUpdate().orElse(null),
          status.nextUpdate().orElse(null),
          status.revokedAt().orElse(null),
          status.reason(),
          status.checkedAt(),
          status.problem(),
          status.failingSince().orElse(null));
    }
  }

  /** Those of a gateway, of which a check has left out so many. */
  static RevocationsJson of(Gateway gateway, int notChecked) {
    Revocations revocations = gateway.revocations();
    return new RevocationsJson(
        revocations.mode().name().toLowerCase(Locale.ROOT),
        notChecked,
        revocations.checked(gateway.registry()).stream().map(RevocationJson::of).toList());
  }
}
