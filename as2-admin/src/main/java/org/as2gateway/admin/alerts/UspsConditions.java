package org.as2gateway.admin.alerts;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.Moment;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.usps.ledger.JdbcOverdue;
import org.as2gateway.usps.ledger.JdbcOverdue.Overdue;
import org.as2gateway.usps.ledger.UspsFile;
import org.as2gateway.usps.owners.MailerIds;

/**
 * What is wrong with manifests that were sent, one condition for each partnership, owner of mailer
 * IDs and kind. What is late is told for two weeks.
 */
final class UspsConditions {
  private static final Duration KEPT = Duration.ofDays(14);

  private final Registry registry;
  private final JdbcOverdue overdue;
  private final MailerIds owners;
  private final Instant now;
  private final List<Condition> found = new ArrayList<>();

  private UspsConditions(Registry registry, JdbcOverdue overdue, MailerIds owners, Instant now) {
    this.registry = registry;
    this.overdue = overdue;
    this.owners = owners;
    this.now = now;
  }

  static List<Condition> of(
      Registry registry, JdbcOverdue overdue, Supplier<MailerIds> owners, Instant now) {
    List<Partnership> marked =
        registry.partnerships().partnerships().stream()
            .filter(partnership -> partnership.usps().isForManifests())
            .toList();
    if (marked.isEmpty()) {
      return List.of();
    }
    UspsConditions conditions = new UspsConditions(registry, overdue, owners.get(), now);
    marked.forEach(conditions::add);
    return conditions.found;
  }

  private void add(Partnership partnership) {
    String name = partnership.name();
    add(
        new Trouble(AlertKind.USPS_REJECTED, partnership, "", " rejected or accepted only in part"),
        overdue.rejected(name));
    Duration confirmTime = partnership.usps().confirmTime();
    Instant received = now.minus(confirmTime);
    add(
        new Trouble(
            AlertKind.USPS_UNCONFIRMED,
            partnership,
            " " + span(confirmTime) + " after the receipt",
            " without a confirmation"),
        overdue.unconfirmed(name, received.minus(KEPT), received));
    Duration scanTime = partnership.usps().scanTime();
    LocalDate mailed = now.minus(scanTime).atZone(ZoneOffset.UTC).toLocalDate();
    add(
        new Trouble(
            AlertKind.USPS_NOT_SCANNED,
            partnership,
            " " + span(scanTime) + " after the mailing date",
            " without any scan"),
        overdue.notScanned(name, mailed.minusDays(KEPT.toDays()), mailed));
  }

  /**
   * What is the matter with some files.
   *
   * @param since when it became so
   * @param what it is
   */
  private record Trouble(AlertKind kind, Partnership partnership, String since, String what) {
    String title(int count, String owner) {
      return count
          + (count == 1 ? " manifest" : " manifests")
          + (owner.isEmpty() ? "" : " of '" + owner + "'")
          + what
          + since
          + " on '"
          + partnership.name()
          + "'";
    }
  }

  /** Files of one owner. */
  private record Group(int count, long newest) {
    Group with(Group other) {
      return new Group(count + other.count, Math.max(newest, other.newest));
    }
  }

  private void add(Trouble trouble, List<Overdue> byMailer) {
    Map<String, Group> byOwner = new TreeMap<>();
    for (Overdue files : byMailer) {
      byOwner.merge(
          owners.owner(files.mailerId()).orElse(""),
          new Group(files.count(), files.newest()),
          Group::with);
    }
    byOwner.forEach(
        (owner, group) ->
            overdue
                .file(group.newest())
                .ifPresent(newest -> add(trouble, owner, group.count(), newest)));
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

  private void add(Trouble trouble, String owner, int count, UspsFile newest) {
    Partnership partnership = trouble.partnership();
    String board =
        owner.isEmpty()
            ? "/usps"
            : "/usps?owner=" + URLEncoder.encode(owner, StandardCharsets.UTF_8);
    Condition condition =
        new Condition(
            trouble.kind(),
            trouble.kind().text() + ":" + partnership.name() + (owner.isEmpty() ? "" : ":" + owner),
            trouble.kind() == AlertKind.USPS_REJECTED,
            trouble.title(count, owner),
            "EFN "
                + newest.efn()
                + ", mailing date "
                + newest.header().date()
                + (count == 1 ? "" : ", and " + (count - 1) + " more"),
            count == 1 ? "/usps/files/" + newest.efn() : board,
            "%019d".formatted(newest.id()),
            Optional.of(Conditions.other(registry, partnership)),
            Optional.of(owner).filter(name -> !name.isEmpty()),
            Optional.empty());
    Instant received = newest.times().received();
    found.add(
        received != null && trouble.kind() == AlertKind.USPS_UNCONFIRMED
            ? condition.with(new Moment("received", received))
            : condition);
  }
}
