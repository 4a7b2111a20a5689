package org.as2gateway.admin.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.Moment;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.usps.ledger.JdbcOverdue;
import org.as2gateway.usps.ledger.JdbcOverdue.Overdue;
import org.as2gateway.usps.ledger.UspsFile;

/**
 * What is wrong with manifests that were sent, one condition for each partnership and kind. What is
 * late is told for two weeks.
 */
final class UspsConditions {
  private static final Duration KEPT = Duration.ofDays(14);

  private final Registry registry;
  private final JdbcOverdue overdue;
  private final Instant now;
  private final List<Condition> found = new ArrayList<>();

  private UspsConditions(Registry registry, JdbcOverdue overdue, Instant now) {
    this.registry = registry;
    this.overdue = overdue;
    this.now = now;
  }

  static List<Condition> of(Registry registry, JdbcOverdue overdue, Instant now) {
    UspsConditions conditions = new UspsConditions(registry, overdue, now);
    registry.partnerships().partnerships().stream()
        .filter(partnership -> partnership.usps().isForManifests())
        .forEach(conditions::add);
    return conditions.found;
  }

  private void add(Partnership partnership) {
    String name = partnership.name();
    overdue
        .rejected(name)
        .ifPresent(
            files ->
                add(
                    AlertKind.USPS_REJECTED,
                    partnership,
                    files,
                    manifests(files, " rejected or accepted only in part")));
    Duration confirmTime = partnership.usps().confirmTime();
    Instant received = now.minus(confirmTime);
    overdue
        .unconfirmed(name, received.minus(KEPT), received)
        .ifPresent(
            files ->
                add(
                    AlertKind.USPS_UNCONFIRMED,
                    partnership,
                    files,
                    manifests(files, " without a confirmation " + span(confirmTime))
                        + " after the receipt"));
    Duration scanTime = partnership.usps().scanTime();
    LocalDate mailed = now.minus(scanTime).atZone(ZoneOffset.UTC).toLocalDate();
    overdue
        .notScanned(name, mailed.minusDays(KEPT.toDays()), mailed)
        .ifPresent(
            files ->
                add(
                    AlertKind.USPS_NOT_SCANNED,
                    partnership,
                    files,
                    manifests(files, " without any scan " + span(scanTime))
                        + " after the mailing date"));
  }

  private static String manifests(Overdue files, String what) {
    return files.count() + (files.count() == 1 ? " manifest" : " manifests") + what;
  }

  private static String span(Duration time) {
    long hours = time.toHours();
    boolean isDays = hours >= 24 && hours % 24 == 0;
    long count = isDays ? hours / 24 : hours;
    if (count == 0) {
      return time.toMinutes() + " minutes";
    }
    return count + (isDays ? " day" : " hour") + (count == 1 ? "" : "s");
  }

  private void add(AlertKind kind, Partnership partnership, Overdue files, String title) {
    UspsFile newest = files.newest();
    Condition condition =
        new Condition(
            kind,
            kind.text() + ":" + partnership.name(),
            kind == AlertKind.USPS_REJECTED,
            title + " on '" + partnership.name() + "'",
            "EFN "
                + newest.efn()
                + ", mailing date "
                + newest.header().date()
                + (files.count() == 1 ? "" : ", and " + (files.count() - 1) + " more"),
            files.count() == 1 ? "/usps/files/" + newest.efn() : "/usps",
            "%019d".formatted(newest.id()),
            Optional.of(Conditions.other(registry, partnership)),
            Optional.empty());
    Instant received = newest.times().received();
    found.add(
        received != null && kind == AlertKind.USPS_UNCONFIRMED
            ? condition.with(new Moment("received", received))
            : condition);
  }
}
