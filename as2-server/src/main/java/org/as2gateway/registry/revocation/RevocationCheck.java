package org.as2gateway.registry.revocation;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateRegistry;
import org.jspecify.annotations.Nullable;

/** One check of one certificate: OCSP first, then the revocation list. Safe for many threads. */
final class RevocationCheck {
  private static final int MOST_TEXT = 1000;

  private final RevocationFetch fetch;
  private final Supplier<List<X509Certificate>> roots;
  private final Clock clock;

  RevocationCheck(RevocationFetch fetch, Supplier<List<X509Certificate>> roots, Clock clock) {
    this.fetch = fetch;
    this.roots = roots;
    this.clock = clock;
  }

  /**
   * Asks about the certificate.
   *
   * @param before what was known of it; null if nothing was
   */
  RevocationStatus run(
      CertificateEntry entry, CertificateRegistry all, @Nullable RevocationStatus before) {
    X509Certificate certificate = entry.certificate();
    if (KnownIssuers.isSelfSigned(certificate)) {
      return notCheckable(entry, "it is self-signed", before);
    }
    RevocationUrls urls = RevocationUrls.of(certificate);
    if (urls.isEmpty()) {
      String why = "it names no OCSP responder and no revocation list by http";
      return notCheckable(entry, why, before);
    }
    Optional<X509Certificate> issuer = new KnownIssuers(all, roots.get()).of(entry);
    if (issuer.isEmpty()) {
      String name = PartnerText.clean(certificate.getIssuerX500Principal().getName());
      String why =
          "its issuer '%s' is not known: import the CA certificate into certs/%s/"
              .formatted(name, entry.alias());
      return notCheckable(entry, why, before);
    }
    List<String> failures = new ArrayList<>();
    Optional<RevocationAnswer> answer = ask(certificate, issuer.get(), urls, failures);
    if (answer.isPresent() && !isReplayed(answer.get(), before)) {
      return RevocationStatus.answered(entry.fingerprint(), answer.get(), clock.instant());
    }
    if (answer.isPresent()) {
      failures.add(answer.get().source() + ": the answer is older than the one known");
    }
    String why = PartnerText.clean(String.join("; ", failures), MOST_TEXT);
    return failed(entry, why, before);
  }

  /**
   * The status after a check that gave no answer.
   *
   * @param before what was known of the certificate, which counts on; null if nothing was
   */
  RevocationStatus failed(CertificateEntry entry, String why, @Nullable RevocationStatus before) {
    return before == null || before.state() == RevocationStatus.State.NOT_CHECKABLE
        ? RevocationStatus.unanswered(entry.fingerprint(), why, clock.instant())
        : before.failing(why, clock.instant());
  }

  /** A revocation counts on where nobody can be asked any more. */
  private RevocationStatus notCheckable(
      CertificateEntry entry, String why, @Nullable RevocationStatus before) {
    return before != null && before.state() == RevocationStatus.State.REVOKED
        ? before.failing(why, clock.instant())
        : RevocationStatus.notCheckable(entry.fingerprint(), why, clock.instant());
  }

  private Optional<RevocationAnswer> ask(
      X509Certificate certificate,
      X509Certificate issuer,
      RevocationUrls urls,
      List<String> failures) {
    OcspQuestion question = new OcspQuestion(certificate, issuer, clock.instant());
    for (URI url : urls.ocsp()) {
      try {
        return Optional.of(question.ask(url, fetch));
      } catch (IOException | RuntimeException e) { // whatever a partner's certificate brings about
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    RevocationList list = new RevocationList(certificate, issuer, clock.instant());
    for (URI url : urls.crl()) {
      try {
        return Optional.of(list.look(url, urls.crl(), fetch));
      } catch (IOException | RuntimeException e) { // whatever a partner's certificate brings about
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }

  /** Somebody on the way could hold back a revocation by repeating what was said before. */
  private static boolean isReplayed(RevocationAnswer answer, @Nullable RevocationStatus before) {
    return before != null
        && before.state() == RevocationStatus.State.REVOKED
        && answer.revocation().isEmpty()
        && before.thisUpdate().filter(answer.thisUpdate()::isBefore).isPresent();
  }
}
