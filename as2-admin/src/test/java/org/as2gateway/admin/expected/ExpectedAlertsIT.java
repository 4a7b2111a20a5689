package org.as2gateway.admin.expected;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.admin.port.SampleMessages;
import org.as2gateway.config.ConfigException;
import org.as2gateway.people.alerts.Alert;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.JdbcAlerts;
import org.as2gateway.people.expected.Expectation;
import org.as2gateway.people.expected.Expectation.AnswerWithin;
import org.as2gateway.people.expected.Expectation.FileBy;
import org.as2gateway.people.expected.Expectation.NotSilent;
import org.as2gateway.people.expected.ExpectedDays;
import org.as2gateway.people.expected.ExpectedRule;
import org.as2gateway.people.expected.JdbcExpected;
import org.as2gateway.registry.Registry;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.FileGlob;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestDatabase;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts about what did not come, by a clock that the test winds; the database is real. */
class ExpectedAlertsIT {
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final FileGlob MANIFEST = new FileGlob("*.MANIFEST");

  @TempDir private Path folder;
  private final FakeClock clock = new FakeClock(at("2026-11-23T09:00"));
  private Registry registry;
  private Database database;
  private MessageLog log;
  private JdbcExpected store;
  private JdbcAlerts alerts;
  private ExpectedConditions conditions;

  @BeforeEach
  void open() throws ConfigException, IOException {
    TestHome home =
        new TestHome(folder.resolve("home"))
            .station("Us", TestPki.rsa("CN=us"))
            .partner("Them", TestPki.rsa("CN=them").certificate())
            .partnership("Us", "Them", Map.of())
            .partnership("Them", "Us", Map.of());
    registry = HomeRegistry.read(home.path(), Map.of(), clock);
    database = TestDatabase.h2(folder);
    log = new JdbcMessageLog(database);
    store = new JdbcExpected(database);
    alerts = new JdbcAlerts(database);
    conditions = new ExpectedConditions(store, () -> registry);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void missing_file_opens_one_alert_that_closes_by_itself_and_says_how_late_the_file_came() {
    put(new FileBy(Direction.OUT, MANIFEST, LocalTime.parse("23:00")));
    lookAt("2026-11-23T23:00");
    assertThat(alerts.open()).isEmpty();
    lookAt("2026-11-23T23:00:10");
    assertThat(titles())
        .containsExactly("No file like '*.MANIFEST' was sent to Them by Mon, Nov 23, 11:00 PM EST");
    String id = alerts.open().get(0).id();
    assertThat(alerts.open().get(0).condition().link()).isEqualTo("/expected-traffic/r");

    restart();
    lookAt("2026-11-23T23:30");
    assertThat(alerts.open()).extracting(Alert::id).containsExactly(id);

    sent("2026-11-23T23:42", MessageStatus.FAILED);
    lookAt("2026-11-23T23:42:10");
    assertThat(alerts.open()).as("what failed does not count").hasSize(1);
    sent("2026-11-23T23:45", MessageStatus.ACKNOWLEDGED);
    lookAt("2026-11-23T23:45:10");
    assertThat(alerts.open()).isEmpty();
    assertThat(alerts.find(id).orElseThrow().condition().detail())
        .isEqualTo("'a.manifest' came Mon, Nov 23, 11:45 PM EST, 45 min late.");
    restart();
    lookAt("2026-11-24T09:00");
    assertThat(alerts.open()).isEmpty();
    assertThat(alerts.closed(10)).hasSize(1);
  }

  @Test
  void file_in_time_and_day_before_the_rule_open_nothing() {
    put(new FileBy(Direction.OUT, MANIFEST, LocalTime.parse("08:00")));
    lookAt("2026-11-23T09:01");
    assertThat(alerts.open()).as("due before the rule was made").isEmpty();
    sent("2026-11-23T20:00", MessageStatus.AWAITING_MDN);
    lookAt("2026-11-24T08:01");
    assertThat(alerts.open()).isEmpty();
    lookAt("2026-11-25T08:01");
    assertThat(alerts.open()).hasSize(1);
    lookAt("2026-11-28T08:01");
    assertThat(titles())
        .as("Friday's; Wednesday's is older than 3 days")
        .noneMatch(title -> title.contains("Nov 25"))
        .anyMatch(title -> title.contains("Nov 27"));
  }

  @Test
  void unanswered_files_are_one_alert_until_an_answer_comes() {
    put(new AnswerWithin(MANIFEST, new FileGlob("*.manifest"), Duration.ofHours(4)));
    sent("2026-11-23T10:00", MessageStatus.ACKNOWLEDGED);
    lookAt("2026-11-23T14:00");
    assertThat(alerts.open()).isEmpty();
    sent("2026-11-23T12:00", MessageStatus.ACKNOWLEDGED);
    lookAt("2026-11-23T14:00:10");
    assertThat(titles())
        .containsExactly(
            "No file like '*.manifest' was received from Them within 4 h after 'a.manifest'");
    lookAt("2026-11-23T16:00:10");
    assertThat(titles().get(0)).endsWith("after 2 files, the first 'a.manifest'");
    received("2026-11-23T16:10");
    lookAt("2026-11-23T16:10:10");
    assertThat(alerts.open()).isEmpty();
    assertThat(alerts.closed(1).get(0).condition().detail())
        .isEqualTo("'a.manifest' came Mon, Nov 23, 4:10 PM EST, 10 min late.");
  }

  @Test
  void silent_partner_is_an_alert_until_a_message_comes() {
    received("2026-11-20T15:00");
    put(new NotSilent(Optional.of(Direction.IN), 2));
    sent("2026-11-23T10:00", MessageStatus.ACKNOWLEDGED);
    lookAt("2026-11-24T15:00");
    assertThat(alerts.open()).as("over the weekend").isEmpty();
    lookAt("2026-11-24T15:00:10");
    assertThat(titles())
        .containsExactly("No message was received from Them since Fri, Nov 20, 3:00 PM EST");
    received("2026-11-24T15:30");
    lookAt("2026-11-24T15:30:10");
    assertThat(alerts.open()).isEmpty();
  }

  private void put(Expectation expectation) {
    ExpectedDays weekdays =
        new ExpectedDays(ZONE, EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), true);
    store.put(new ExpectedRule("r", "Them", expectation, weekdays, clock.instant(), true));
  }

  private void sent(String at, MessageStatus status) {
    log.insert(SampleMessages.sent(id(at), status, at(at)));
  }

  private void received(String at) {
    MessageRecord sent = SampleMessages.sent(id(at), MessageStatus.DELIVERED, at(at));
    log.insert(
        new MessageRecord(
            sent.id(), Direction.IN, "Them-to-Us", sent.payloads(), sent.state(), sent.as2()));
  }

  private static String id(String at) {
    return MessageIds.floor(at(at));
  }

  private void restart() {
    conditions = new ExpectedConditions(store, () -> registry);
  }

  private void lookAt(String local) {
    Instant now = at(local);
    clock.advance(Duration.between(clock.instant(), now));
    List<Condition> found = conditions.at(now);
    alerts.take(found, gone -> conditions.ending(gone, now), now);
  }

  private List<String> titles() {
    return alerts.open().stream().map(alert -> alert.condition().title()).toList();
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(ZONE).toInstant();
  }
}
