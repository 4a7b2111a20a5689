package org.as2gateway.admin.registry;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.as2.keys.CertificateUse;

/**
 * One certificate as the desk shows it.
 *
 * @param kind whose it is
 * @param alias folder, or the file for TLS
 * @param certificate the certificate
 * @param fingerprint SHA-256, lower-case hex
 * @param uses what it may serve for
 * @param activeFrom from when on it is used outbound
 * @param retired from when on it is no longer used
 * @param partners partner entries of the alias
 * @param partnerships partnerships that hang on it
 * @param messages how many messages of the last 30 days they had, of each 100 at most
 * @param now what it serves for now
 * @param hasSuccessor whether another of the alias goes on when it ends
 * @param stage how near its end is
 * @param left time to its end, negative after it
 * @param isRevoked whether its issuer has revoked it, as far as anybody asked
 * @param chain issuers above it that came with our key, nearest first
 */
public record CertificateLine(
    Kind kind,
    String alias,
    X509Certificate certificate,
    String fingerprint,
    Set<CertificateUse> uses,
    Optional<Instant> activeFrom,
    Optional<Instant> retired,
    List<String> partners,
    List<String> partnerships,
    int messages,
    CertificateUses now,
    boolean hasSuccessor,
    ExpiryStage stage,
    Duration left,
    boolean isRevoked,
    List<X509Certificate> chain) {
  private static final Duration DAY = Duration.ofDays(1);

  /** Whose a certificate is. */
  public enum Kind {
    OWN("Our key"),
    PARTNER("Partner"),
    LISTENER("Our TLS"),
    TRUST("TLS trust");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** For people. */
    public String label() {
      return label;
    }
  }

  /** Copies the collections. */
  public CertificateLine {
    uses = Set.copyOf(uses);
    partners = List.copyOf(partners);
    partnerships = List.copyOf(partnerships);
    chain = List.copyOf(chain);
  }

  /** Its subject's common name, or the whole subject. */
  public String name() {
    return nameOf(certificate);
  }

  /** The common name of a certificate's subject, or the whole subject. */
  public static String nameOf(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName();
    for (String part : subject.split("(?<!\\\\),", -1)) {
      if (part.strip().startsWith("CN=")) {
        return part.strip().substring("CN=".length()).replaceAll("\\\\(.)", "$1");
      }
    }
    return subject.isEmpty() ? "(no name)" : subject;
  }

  /** Whether it is that of a key of ours. */
  public boolean isOwnKey() {
    return kind == Kind.OWN;
  }

  /** Whether it is used outbound now; one for inbound use alone, whether it serves for that. */
  public boolean isCurrent() {
    boolean isForOutbound =
        uses.contains(isOwnKey() ? CertificateUse.SIGN : CertificateUse.ENCRYPT);
    return now.sign() || now.encrypt() || (!isForOutbound && now.any());
  }

  /** The issuers above it, nearest first. */
  public String chainText() {
    return chain.stream().map(CertificateLine::nameOf).collect(Collectors.joining(", "));
  }

  /** How many partnerships hang on it, in words. */
  public String usedBy() {
    if (partnerships.isEmpty()) {
      return kind == Kind.LISTENER ? "all connecting partners" : "no partnership";
    }
    return partnerships.size() == 1 ? "1 partnership" : partnerships.size() + " partnerships";
  }

  /** Begin of its validity. */
  public Instant begin() {
    return certificate.getNotBefore().toInstant();
  }

  /** End of its validity. */
  public Instant end() {
    return certificate.getNotAfter().toInstant();
  }

  /** Whether it can be rolled over here: it lies in the folder of an alias. */
  public boolean isInFolder() {
    return kind == Kind.OWN || kind == Kind.PARTNER;
  }

  /** Whether its retirement is past. */
  public boolean isRetired(Instant at) {
    return retired.filter(t -> !t.isAfter(at)).isPresent();
  }

  /** Whether it can serve for anything then. */
  boolean isValid(Instant at) {
    return !isRetired(at) && !begin().isAfter(at) && end().isAfter(at);
  }

  /** Whether its validity is over. */
  public boolean isExpired() {
    return left.isNegative() || left.isZero();
  }

  /** How long it is still valid, in words. */
  public String leftText() {
    if (isExpired()) {
      return "expired";
    }
    long days = left.dividedBy(DAY);
    return days == 0 ? "less than a day" : days == 1 ? "1 day" : days + " days";
  }

  /** Whether somebody should do something about it. */
  public boolean needsAttention() {
    return stage.isWarning() && !hasSuccessor && retired.isEmpty();
  }
}
