package org.as2gateway.admin.alerts;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.DiskSpace;
import org.as2gateway.Gateway;
import org.as2gateway.admin.expected.ExpectedConditions;
import org.as2gateway.admin.partners.RefusedSender;
import org.as2gateway.admin.partners.RefusedSenders;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.ApiToken;
import org.as2gateway.people.accounts.JdbcAuditLog;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.people.alerts.Alert;
import org.as2gateway.people.alerts.AlertDelivery;
import org.as2gateway.people.alerts.AlertRule;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.JdbcAlerts;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.cem.CertificateExchanges;
import org.as2gateway.registry.revocation.Revocations;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.UnknownSender;
import org.as2gateway.transport.as2.receive.AttackSigns;
import org.as2gateway.transport.pdx.PdxDesk;
import org.as2gateway.transport.sftp.SftpTroubles;
import org.as2gateway.usps.ledger.JdbcOverdue;
import org.as2gateway.usps.owners.MailerIds;

/** Alerts and their rules, to read and to change, each change with its entry in the audit log. */
public final class AlertDesk {
  private static final int CLOSED_SHOWN = 25;

  private final Conditions conditions;
  private final JdbcAlerts alerts;
  private final Channels channels;
  private final JdbcAuditLog audit;
  private final Clock clock;

  AlertDesk(
      Conditions conditions,
      JdbcAlerts alerts,
      Channels channels,
      JdbcAuditLog audit,
      Clock clock) {
    this.conditions = conditions;
    this.alerts = alerts;
    this.channels = channels;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Where conditions are found.
   *
   * @param registry the last good registry
   * @param messages all messages
   * @param notReadyReasons why nothing is accepted
   * @param disk room on the disk
   * @param held partnerships on hold
   * @param offers certificates offered by message
   * @param signs what honest partners do not do
   * @param unknown senders that are refused because they are not set up
   * @param tokens all API tokens
   * @param expected what was expected and did not come
   * @param overdue manifests that need a person
   * @param pdx how the accounts of PDX are
   * @param sftp what keeps files from moving by SFTP
   * @param otherWays messages that are sent another way
   * @param owners whose mailer IDs are whose
   */
  record Sources(
      Supplier<Registry> registry,
      MessageLog messages,
      Supplier<List<String>> notReadyReasons,
      Supplier<DiskSpace> disk,
      Supplier<List<String>> held,
      CertificateExchanges offers,
      Supplier<List<AttackSigns.Sign>> signs,
      Supplier<List<UnknownSender>> unknown,
      Supplier<List<ApiToken>> tokens,
      ExpectedConditions expected,
      JdbcOverdue overdue,
      Supplier<List<PdxDesk.Status>> pdx,
      Supplier<Collection<SftpTroubles.Trouble>> sftp,
      FallbackConditions.Ways otherWays,
      Supplier<MailerIds> owners,
      Supplier<List<Revocations.Checked>> revocations) {}

  /** The desk of a running gateway, which sends through that mail server. */
  public static AlertDesk of(Gateway gateway, MailServer mail, Clock clock) {
    Sources sources =
        new Sources(
            gateway::registry,
            gateway.messages(),
            gateway::notReadyReasons,
            gateway::disk,
            gateway::held,
            gateway.certificateExchanges(),
            gateway.attackSigns()::current,
            () -> RefusedSenders.list(gateway).stream().map(RefusedSender::attempts).toList(),
            gateway.identity().accounts()::tokens,
            new ExpectedConditions(gateway.expected(), gateway::registry),
            gateway.usps().overdue(),
            gateway.pdx()::statuses,
            gateway.sftp().troubles(),
            FallbackConditions.Ways.of(gateway.otherWays()),
            gateway.usps().mailerIds()::read,
            () -> gateway.revocations().checked(gateway.registry()));
    return new AlertDesk(
        new Conditions(sources),
        gateway.alerts(),
        Channels.of(mail::settings, Announcement.source(gateway.config().environment())),
        gateway.identity().audit(),
        clock);
  }

  /** Owners of mailer IDs, sorted. */
  List<String> owners() {
    return conditions.owners();
  }

  /** What looks after the alerts; start it once, close it. */
  public AlertWatch watch() {
    return new AlertWatch(conditions, alerts, channels, clock);
  }

  /** What needs a person now, the urgent first. */
  public List<Condition> conditions() {
    return conditions.at(clock.instant());
  }

  /** Open alerts, newest first. */
  public List<Alert> open() {
    return alerts.open();
  }

  /** The last closed ones. */
  public List<Alert> closed() {
    return alerts.closed(CLOSED_SHOWN);
  }

  /** What became of telling an alert. */
  public List<AlertDelivery> deliveries(Alert alert) {
    return alerts.deliveries(alert.id());
  }

  /** All rules, by name. */
  public List<AlertRule> rules() {
    return alerts.rules();
  }

  /** The rule of that id. */
  public Optional<AlertRule> rule(String id) {
    return alerts.rule(id);
  }

  /** Takes an alert on. Empty if there is none open, or somebody else was first. */
  public Optional<Alert> acknowledge(Actor by, String id) {
    Instant now = clock.instant();
    if (!alerts.acknowledge(id, by.name(), now)) {
      return Optional.empty();
    }
    Optional<Alert> alert = alerts.find(id);
    alert.ifPresent(a -> audit.add(now, by, Change.of("alert-acknowledge", a.condition().title())));
    return alert;
  }

  /** Adds a rule, or replaces the one of its id. */
  public void put(Actor by, AlertRule rule) {
    String before = alerts.rule(rule.id()).map(AlertRule::summary).orElse(null);
    alerts.put(rule);
    audit.add(clock.instant(), by, new Change("alert-rule", rule.name(), before, rule.summary()));
  }

  /** Removes a rule; what waits for it is not told. */
  public void remove(Actor by, AlertRule rule) {
    Instant now = clock.instant();
    if (alerts.removeRule(rule.id(), now)) {
      audit.add(now, by, new Change("alert-rule-remove", rule.name(), rule.summary(), null));
    }
  }

  /** Tells by that rule that this is a test, at once, quiet hours or not. */
  public Answer test(Actor by, AlertRule rule) {
    Instant now = clock.instant();
    Answer answer = channels.send(rule, Announcement.test(now));
    String outcome = answer.isGood() ? "sent" : "failed";
    audit.add(now, by, new Change("alert-rule-test", rule.name(), null, outcome));
    return answer;
  }
}
