package org.as2gateway.people.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.people.alerts.AlertDelivery.State;
import org.as2gateway.people.alerts.AlertRule.Channel;
import org.as2gateway.store.db.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of alerts has to do. */
abstract class AlertsContract {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");

  private Database database;
  private JdbcAlerts alerts;

  abstract Database open();

  @BeforeEach
  void openDatabase() {
    database = open();
    alerts = new JdbcAlerts(database);
    alerts.rules().forEach(rule -> alerts.removeRule(rule.id(), NOW));
    alerts.take(List.of(), NOW);
    alerts.removeClosed(NOW.plus(Duration.ofDays(1)));
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void keeps_rules_as_they_are_with_secret_and_quiet_hours() {
    AlertRule hook =
        new AlertRule(
            "b",
            "Chat",
            Set.of(AlertKind.FAILED, AlertKind.CERTIFICATE),
            Optional.of("Zoë & Co"),
            Optional.of("Client A"),
            Channel.WEBHOOK,
            "https://chat.example/hook?token=x",
            Optional.of("shared"),
            Optional.of(QuietHours.parse("22:00", "06:30", "America/Chicago")),
            false);
    alerts.put(mail("a", Set.of(AlertKind.FAILED)));
    alerts.put(hook);
    assertThat(alerts.rules()).containsExactly(hook, mail("a", Set.of(AlertKind.FAILED)));
    assertThat(alerts.rule("b")).contains(hook);

    alerts.put(mail("b", Set.of(AlertKind.REFUSED)));
    assertThat(alerts.rule("b")).contains(mail("b", Set.of(AlertKind.REFUSED)));
    assertThat(alerts.removeRule("b", NOW)).isTrue();
    assertThat(alerts.removeRule("b", NOW)).isFalse();
  }

  @Test
  void keeps_the_time_that_belongs_to_a_condition_and_follows_its_changes() {
    Condition early = failed("1").with(new Moment("since", NOW));
    Condition late = failed("1").with(new Moment("last seen", NOW.plusSeconds(90)));
    alerts.take(List.of(early), NOW);
    assertThat(alerts.open().get(0).condition()).isEqualTo(early);
    alerts.take(List.of(late), NOW.plusSeconds(90));
    assertThat(alerts.open().get(0).condition()).isEqualTo(late);
    assertThat(late.detail(Instant::toString)).endsWith(" · last seen 2026-11-22T10:01:30Z");
    alerts.take(List.of(failed("1")), NOW.plusSeconds(120));
    assertThat(alerts.open().get(0).condition().moment()).isEmpty();
  }

  @Test
  void opens_once_for_a_key_and_closes_when_the_condition_is_gone() {
    alerts.put(mail("a", EnumSet.allOf(AlertKind.class)));
    alerts.take(List.of(failed("1"), failed("1")), NOW);
    Alert opened = alerts.open().get(0);
    alerts.take(List.of(failed("2")), NOW.plusSeconds(30));

    assertThat(alerts.open()).hasSize(1);
    assertThat(alerts.open().get(0).id()).isEqualTo(opened.id());
    assertThat(alerts.open().get(0).condition()).isEqualTo(failed("2"));
    assertThat(alerts.open().get(0).openedAt()).isEqualTo(NOW);
    assertThat(alerts.waiting()).hasSize(1);

    alerts.take(List.of(), NOW.plusSeconds(60));
    assertThat(alerts.open()).isEmpty();
    assertThat(alerts.closed(10)).extracting(Alert::id).containsExactly(opened.id());
    assertThat(alerts.deliveries(opened.id()).get(0).state()).isEqualTo(State.NOT_NEEDED);

    alerts.take(List.of(failed("2")), NOW.plusSeconds(90));
    assertThat(alerts.open()).hasSize(1);
    alerts.removeClosed(NOW.plusSeconds(61));
    assertThat(alerts.find(opened.id())).isEmpty();
    assertThat(alerts.deliveries(opened.id())).isEmpty();
    assertThat(alerts.open()).hasSize(1);
  }

  @Test
  void acknowledged_alert_opens_again_only_when_something_new_comes_to_it() {
    alerts.take(List.of(failed("5")), NOW);
    String id = alerts.open().get(0).id();
    assertThat(alerts.acknowledge(id, "ann", NOW)).isTrue();
    assertThat(alerts.acknowledge(id, "bob", NOW)).isFalse();
    assertThat(alerts.find(id).orElseThrow().acknowledged().orElseThrow().by()).isEqualTo("ann");

    alerts.take(List.of(failed("4")), NOW);
    assertThat(alerts.open()).extracting(Alert::id).containsExactly(id);
    alerts.take(List.of(failed("6")), NOW);
    assertThat(alerts.open()).hasSize(1).noneMatch(alert -> alert.id().equals(id));
    assertThat(alerts.open().get(0).isWaiting()).isTrue();
    assertThat(alerts.acknowledge(id, "ann", NOW)).as("closed").isFalse();
  }

  @Test
  void only_rules_that_cover_the_condition_get_a_delivery_and_an_end_is_final() {
    alerts.put(mail("a", Set.of(AlertKind.FAILED)));
    alerts.put(mail("b", Set.of(AlertKind.REFUSED)));
    alerts.take(List.of(failed("1")), NOW);
    AlertDelivery waiting = alerts.waiting().get(0);
    assertThat(waiting.rule()).isEqualTo("a");

    AlertDelivery failed = waiting.failed("421 busy", NOW);
    alerts.update(failed);
    assertThat(alerts.waiting()).containsExactly(failed);
    AlertDelivery sent = failed.sent("250 ok", NOW);
    alerts.update(sent);
    alerts.update(failed);
    assertThat(alerts.deliveries(waiting.alert())).containsExactly(sent);
    assertThat(sent.attempts()).isEqualTo(2);
  }

  private static Condition failed(String mark) {
    return new Condition(
        AlertKind.FAILED,
        "failed:us-to-them",
        true,
        "failed",
        "detail " + mark,
        "/messages",
        mark,
        Optional.of("Them"),
        Optional.empty(),
        Optional.empty());
  }

  private static AlertRule mail(String id, Set<AlertKind> kinds) {
    return new AlertRule(
        id,
        "Ops " + id,
        kinds,
        Optional.empty(),
        Optional.empty(),
        Channel.EMAIL,
        "ops@example.com",
        Optional.empty(),
        Optional.empty(),
        true);
  }
}
