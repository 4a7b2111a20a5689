package org.as2gateway.admin.registry;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.KeyAbility;
import org.as2gateway.as2.wire.Severity;
import org.as2gateway.registry.certs.Candidate;

/**
 * A certificate that somebody offers, explained in plain words.
 *
 * @param candidate the certificate
 * @param remarks what should be known of it, the worst first
 */
public record CertificateAdvice(Candidate candidate, List<Remark> remarks) {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_ENCIPHERMENT = 2;
  private static final int KEY_AGREEMENT = 4;
  private static final int MANY_YEARS = 10;

  /**
   * A remark.
   *
   * @param severity bad: it cannot be used
   * @param text a sentence
   */
  public record Remark(Severity severity, String text) {}

  /** Copies the list. */
  public CertificateAdvice {
    remarks = List.copyOf(remarks);
  }

  /** Looks at an offered certificate. */
  public static CertificateAdvice of(Candidate candidate, Instant now) {
    List<Remark> remarks = new ArrayList<>();
    X509Certificate certificate = candidate.certificate();
    if (!candidate.isAuthority()) {
      addAbility(candidate.ability(), remarks);
      addValidity(certificate, now, remarks);
    }
    addKnown(candidate, remarks);
    if (candidate.isAuthority()) {
      remarks.add(
          new Remark(
              Severity.INFO,
              "This is a CA certificate. It is kept to show the chain. It does not verify"
                  + " signatures, and messages are encrypted for the partner's own certificate"
                  + " alone."));
    }
    if (!candidate.isAuthority()) {
      addUse(certificate, remarks);
    }
    if (remarks.isEmpty()) {
      remarks.add(
          new Remark(Severity.GOOD, "No problems found. Compare the fingerprint by phone."));
    }
    return new CertificateAdvice(candidate, remarks);
  }

  private static void addAbility(KeyAbility ability, List<Remark> remarks) {
    Optional<String> refusal = ability.refusal();
    if (refusal.isPresent()) {
      remarks.add(new Remark(Severity.BAD, "It cannot be imported: " + refusal.get() + "."));
    } else {
      ability
          .refusals()
          .values()
          .forEach(text -> remarks.add(new Remark(Severity.WARN, text + ".")));
    }
  }

  private static void addValidity(X509Certificate certificate, Instant now, List<Remark> remarks) {
    Instant begin = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    if (end.isBefore(now)) {
      remarks.add(
          new Remark(
              Severity.BAD,
              "It has expired and cannot be imported. Ask the partner for the new"
                  + " certificate."));
    } else if (ExpiryStage.of(end, now).isWarning()) {
      long days = Duration.between(now, end).toDays();
      remarks.add(
          new Remark(
              Severity.WARN,
              "It expires in "
                  + days
                  + " days. Ask the partner for the"
                  + " next certificate now."));
    } else if (Duration.between(now, end).toDays() > MANY_YEARS * 365L) {
      remarks.add(
          new Remark(
              Severity.INFO,
              "It is valid for more than ten years, longer than keys should be used."));
    }
    if (begin.isAfter(now)) {
      remarks.add(new Remark(Severity.WARN, "It is not valid yet and is not used until then."));
    }
  }

  private static void addKnown(Candidate candidate, List<Remark> remarks) {
    if (candidate.hasPrivateKey()) {
      remarks.add(
          new Remark(
              Severity.BAD,
              "This is our own certificate. The partner sent back the certificate we sent."));
    } else if (!candidate.knownAs().isEmpty()) {
      remarks.add(
          new Remark(
              Severity.INFO,
              "It is already registered as " + String.join(", ", candidate.knownAs()) + "."));
    }
  }

  /** Usages are advice only: partners reuse web certificates, and other programs take them. */
  private static void addUse(X509Certificate certificate, List<Remark> remarks) {
    boolean[] usage = certificate.getKeyUsage();
    boolean canSign = usage == null || usage[DIGITAL_SIGNATURE];
    boolean canEncrypt = usage == null || usage[KEY_ENCIPHERMENT] || usage[KEY_AGREEMENT];
    if (!canSign && !canEncrypt) {
      remarks.add(
          new Remark(
              Severity.WARN,
              "Its key usage allows neither signing nor encryption. It is probably the wrong file,"
                  + " such as a CA certificate."));
    } else if (!canSign) {
      remarks.add(
          new Remark(
              Severity.WARN,
              "Its key usage allows only encryption. Ask the partner for"
                  + " the signing certificate."));
    } else if (!canEncrypt) {
      remarks.add(
          new Remark(
              Severity.WARN,
              "Its key usage allows only signing. Ask the partner for the"
                  + " encryption certificate."));
    }
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      if (purposes != null && purposes.contains("1.3.6.1.5.5.7.3.1")) {
        remarks.add(
            new Remark(
                Severity.INFO,
                "It is a web server certificate, which is renewed often. Ask when the next one"
                    + " comes."));
      }
    } catch (CertificateParsingException e) {
      remarks.add(new Remark(Severity.WARN, "Its key usage cannot be read."));
    }
  }

  /** Whether no remark says that it cannot be used. */
  public boolean isUsable() {
    return remarks.stream().noneMatch(remark -> remark.severity() == Severity.BAD);
  }

  /** Whether it would be taken to sign or encrypt. */
  public boolean isTaken() {
    return !candidate.isAuthority() && isUsable() && candidate.knownAs().isEmpty();
  }

  /** Whether it would be kept to show the chain alone. */
  public boolean isKept() {
    return candidate.isAuthority() && !candidate.hasPrivateKey() && candidate.knownAs().isEmpty();
  }

  /** Whether its subject is that of another certificate. */
  public boolean hasSubjectOf(X509Certificate other) {
    return candidate
        .certificate()
        .getSubjectX500Principal()
        .equals(other.getSubjectX500Principal());
  }

  /** Whether its issuer is that of another certificate. */
  public boolean hasIssuerOf(X509Certificate other) {
    return candidate.certificate().getIssuerX500Principal().equals(other.getIssuerX500Principal());
  }

  /** Whether its key is that of another certificate, as after a renewal. */
  public boolean hasKeyOf(X509Certificate other) {
    return candidate.certificate().getPublicKey().equals(other.getPublicKey());
  }

  /** Kind and size of its key. */
  public String key() {
    var key = candidate.certificate().getPublicKey();
    if (key instanceof RSAKey rsa) {
      return "RSA " + rsa.getModulus().bitLength();
    }
    if (key instanceof ECKey ec) {
      return "EC " + ec.getParams().getCurve().getField().getFieldSize();
    }
    return key.getAlgorithm();
  }
}
