package org.as2gateway.admin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateLoader;
import org.as2gateway.registry.partnerships.PartnershipRegistry;
import org.as2gateway.registry.revocation.RevocationStatus;
import org.as2gateway.registry.revocation.RevocationStatus.State;
import org.as2gateway.registry.revocation.Revocations.Checked;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which checks of certificates need a person. */
class RevocationConditionsTest {
  private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");
  private static final X509Certificate CERTIFICATE = TestPki.rsa("revoked").certificate();

  @TempDir private Path home;

  private List<Condition> conditions(RevocationStatus status, String stop) {
    Registry registry =
        new Registry(
            PartnershipRegistry.EMPTY, new CertificateLoader(home).load().registry(), List.of());
    CertificateEntry entry =
        new CertificateEntry(
            "acme",
            CERTIFICATE,
            Fingerprint.of(CERTIFICATE),
            EnumSet.allOf(CertificateUse.class),
            Optional.empty(),
            Optional.empty(),
            false,
            Path.of("acme.pem"),
            List.of());
    Optional<String> why = Optional.of(stop).filter(text -> !text.isEmpty());
    return RevocationConditions.of(registry, List.of(new Checked(entry, status, why)), NOW);
  }

  private static RevocationStatus status(State state, String problem, Duration failing) {
    return new RevocationStatus(
        Fingerprint.of(CERTIFICATE),
        state,
        "",
        Optional.empty(),
        Optional.empty(),
        "",
        state == State.REVOKED ? Optional.of(NOW.minusSeconds(60)) : Optional.empty(),
        NOW,
        problem,
        failing.isZero() ? Optional.empty() : Optional.of(NOW.minus(failing)));
  }

  @Test
  void a_revoked_certificate_is_urgent() {
    assertThat(conditions(status(State.REVOKED, "", Duration.ZERO), "was revoked"))
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.kind()).isEqualTo(AlertKind.CERTIFICATE_REVOKED);
              assertThat(condition.isUrgent()).isTrue();
              assertThat(condition.title())
                  .isEqualTo("Certificate of 'acme' was revoked on 2027-03-01");
              assertThat(condition.link()).isEqualTo("/certificates/acme");
            });
  }

  @Test
  void checks_that_fail_are_told_after_seven_days() {
    Duration week = Duration.ofDays(7);
    assertThat(conditions(status(State.GOOD, "no answer", week), "")).isEmpty();
    assertThat(conditions(status(State.GOOD, "no answer", week.plusSeconds(1)), ""))
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.kind()).isEqualTo(AlertKind.CERTIFICATE_UNCHECKED);
              assertThat(condition.isUrgent()).isFalse();
              assertThat(condition.detail()).contains("no answer");
            });
  }

  @Test
  void a_certificate_that_is_stopped_for_want_of_an_answer_is_urgent_at_once() {
    assertThat(conditions(status(State.UNKNOWN, "no answer", Duration.ofSeconds(1)), "could not"))
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.kind()).isEqualTo(AlertKind.CERTIFICATE_UNCHECKED);
              assertThat(condition.isUrgent()).isTrue();
              assertThat(condition.title()).contains("is not used");
            });
  }

  @Test
  void good_and_uncheckable_certificates_need_nobody() {
    assertThat(conditions(status(State.GOOD, "", Duration.ZERO), "")).isEmpty();
    assertThat(conditions(status(State.NOT_CHECKABLE, "it is self-signed", Duration.ZERO), ""))
        .isEmpty();
  }
}
