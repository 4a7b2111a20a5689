package org.as2gateway.registry.cem;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.keys.Fingerprint;

/**
 * A certificate that was offered, and what became of it.
 *
 * @param id ours
 * @param isInbound whether a partner offers it to us
 * @param partnership name of the partnership that the offer came or went by
 * @param requestId what the answer repeats; blank if there is none
 * @param name how the request names it
 * @param fingerprint SHA-256 of its DER form, lower-case hex
 * @param pem the certificate
 * @param uses what it is for
 * @param respondBy when its owner begins to use it
 * @param status what became of it
 * @param reason why it was rejected
 * @param createdAt when the offer came or went
 * @param decidedAt when it was decided
 */
public record CertificateExchange(
    String id,
    boolean isInbound,
    String partnership,
    String requestId,
    CertificateName name,
    String fingerprint,
    String pem,
    Set<CertUsage> uses,
    Optional<Instant> respondBy,
    Status status,
    Optional<String> reason,
    Instant createdAt,
    Optional<Instant> decidedAt) {
  /** Copies the set. */
  public CertificateExchange {
    uses = Set.copyOf(uses);
  }

  /** An offer of ours, not yet answered; its request id is ours too. */
  public static CertificateExchange ofOurs(
      String id, String partnership, Offered offered, Instant respondBy, Instant now) {
    return new CertificateExchange(
        id,
        false,
        partnership,
        id,
        CertificateName.of(offered.certificate()),
        Fingerprint.of(offered.certificate()),
        offered.pem(),
        offered.uses(),
        Optional.of(respondBy),
        Status.PENDING,
        Optional.empty(),
        now,
        Optional.empty());
  }

  /** A certificate of ours and what it is for. */
  public record Offered(X509Certificate certificate, String pem, Set<CertUsage> uses) {
    /** Copies the set. */
    public Offered {
      uses = Set.copyOf(uses);
    }
  }

  /** What became of an offer. */
  public enum Status {
    PENDING,
    ACCEPTED,
    REJECTED
  }
}
