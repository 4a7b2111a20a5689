package org.as2gateway.admin.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.partners.Links;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.Moment;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.revocation.RevocationStatus;
import org.as2gateway.registry.revocation.Revocations.Checked;

/** Certificates of partners that are revoked, or that nobody vouches for. */
final class RevocationConditions {
  private static final Duration PATIENCE = Duration.ofDays(7);

  private RevocationConditions() {}

  static List<Condition> of(Registry registry, List<Checked> checked, Instant now) {
    return checked.stream().flatMap(one -> of(registry, one, now).stream()).toList();
  }

  private static Optional<Condition> of(Registry registry, Checked checked, Instant now) {
    RevocationStatus status = checked.status();
    String whose = "Certificate of '" + checked.entry().alias() + "' ";
    if (status.isRevokedAt(now)) {
      return Optional.of(
          condition(registry, checked, AlertKind.CERTIFICATE_REVOKED, whose + status.summary()));
    }
    boolean isLong =
        status.failingSince().filter(since -> since.plus(PATIENCE).isBefore(now)).isPresent();
    if (checked.stop().isEmpty() && !isLong) {
      return Optional.empty();
    }
    String title =
        checked.stop().isPresent()
            ? whose + "is not used: nobody confirmed that it is not revoked"
            : whose + "could not be checked for revocation for 7 days";
    return Optional.of(
        condition(registry, checked, AlertKind.CERTIFICATE_UNCHECKED, title)
            .with(new Moment("since", status.failingSince().orElse(status.checkedAt()))));
  }

  private static Condition condition(
      Registry registry, Checked checked, AlertKind kind, String title) {
    String alias = checked.entry().alias();
    String print = checked.entry().fingerprint().substring(0, 16);
    boolean isStopped = checked.stop().isPresent();
    String why =
        kind == AlertKind.CERTIFICATE_REVOKED
            ? "The gateway no longer uses it. Ask the partner for a new certificate."
            : checked.status().problem();
    return new Condition(
        kind,
        kind.text() + ":" + alias + ":" + print + (isStopped ? ":stopped" : ""),
        isStopped,
        title,
        "Fingerprint " + print + "…. " + why,
        Links.alias(alias),
        "",
        Conditions.partnerOf(registry, alias),
        Optional.empty(),
        Optional.empty());
  }
}
