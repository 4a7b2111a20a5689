package org.as2gateway.admin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.as2gateway.DiskSpace;
import org.as2gateway.admin.expected.ExpectedConditions;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.admin.port.SampleMessages;
import org.as2gateway.config.ConfigException;
import org.as2gateway.people.accounts.ApiToken;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.alerts.Alert;
import org.as2gateway.people.alerts.AlertDelivery.State;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.AlertRule;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.JdbcAlerts;
import org.as2gateway.people.alerts.Moment;
import org.as2gateway.people.alerts.QuietHours;
import org.as2gateway.people.expected.JdbcExpected;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.cem.CertUsage;
import org.as2gateway.registry.cem.CertificateExchange;
import org.as2gateway.registry.cem.CertificateExchanges;
import org.as2gateway.registry.cem.CertificateName;
import org.as2gateway.registry.cem.JdbcCertificateExchanges;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.UnknownSender;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestDatabase;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.as2.receive.AttackSigns;
import org.as2gateway.transport.as2.receive.AttackSigns.Sign;
import org.as2gateway.usps.ledger.JdbcFiles;
import org.as2gateway.usps.ledger.JdbcOverdue;
import org.as2gateway.usps.owners.MailerIds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules, quiet hours, repeats and retries by a clock that the test winds; the database is real. */
class AlertWatchIT {
  private static final String TITLE = "a: [AS2 gateway] The gateway is not accepting messages";

  private static final String NOBODY = "";

  /** All but those of the registry, whose partnership lacks a URL. */
  private static final Set<AlertKind> KINDS =
      EnumSet.of(AlertKind.NOT_ACCEPTING, AlertKind.FAILED, AlertKind.REFUSED);

  @TempDir private Path folder;
  private final FakeClock clock = new FakeClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final RecordingChannels channels = new RecordingChannels();
  private final List<String> reasons = new ArrayList<>();
  private final List<String> held = new ArrayList<>();
  private DiskSpace disk = new DiskSpace(100L << 30, 1L << 30);
  private List<Sign> signs = List.of();
  private List<UnknownSender> unknown = List.of();
  private List<ApiToken> tokens = List.of();
  private Registry registry;
  private Database database;
  private MessageLog log;
  private CertificateExchanges offers;
  private JdbcAlerts alerts;
  private AlertWatch watch;

  @BeforeEach
  void open() throws ConfigException, IOException {
    registry = registry();
    database = TestDatabase.h2(folder);
    log = new JdbcMessageLog(database);
    offers = new JdbcCertificateExchanges(database);
    alerts = new JdbcAlerts(database);
    watch = newWatch();
    alerts.put(rule("a", KINDS, NOBODY));
  }

  @AfterEach
  void close() {
    watch.close();
    database.close();
  }

  @Test
  void tells_once_while_a_condition_stays_and_again_when_it_comes_back() {
    reasons.add("disk full");
    looks(3);
    assertThat(channels.told).containsExactly(TITLE);

    reasons.clear();
    looks(1);
    assertThat(open(AlertKind.NOT_ACCEPTING)).isEmpty();
    reasons.add("disk full");
    looks(2);
    assertThat(channels.told).containsExactly(TITLE, TITLE);
  }

  @Test
  void restart_repeats_nothing_and_forgets_nothing() {
    reasons.add("disk full");
    looks(1);
    channels.isDown = true;
    log.insert(SampleMessages.sent(SampleMessages.id("M1"), MessageStatus.FAILED));
    looks(1);

    watch.close();
    watch = newWatch();
    channels.isDown = false;
    looks(2);
    assertThat(channels.told).containsExactly(TITLE);
    clock.advance(Duration.ofMinutes(1));
    looks(2);
    assertThat(channels.told).hasSize(2);
    assertThat(channels.told.get(1)).contains("1 message of 'Us-to-Them' failed in 3 days");
  }

  @Test
  void waits_for_the_end_of_quiet_hours_and_leaves_out_what_is_gone_by_then() {
    alerts.put(rule("a", quiet("09:00", "11:00")));
    reasons.add("disk full");
    looks(2);
    assertThat(channels.told).isEmpty();
    clock.advance(Duration.ofMinutes(61));
    looks(2);
    assertThat(channels.told).containsExactly(TITLE);

    reasons.clear();
    clock.advance(Duration.ofHours(22));
    looks(1);
    reasons.add("disk full");
    looks(1);
    reasons.clear();
    looks(1);
    clock.advance(Duration.ofHours(3));
    looks(1);
    assertThat(channels.told).hasSize(1);
  }

  @Test
  void tries_again_later_and_later_and_keeps_what_the_server_said() {
    channels.isDown = true;
    reasons.add("disk full");
    looks(1);
    String id = alert(AlertKind.NOT_ACCEPTING).id();
    assertThat(alerts.deliveries(id).get(0).answer()).isEqualTo("421 busy");
    looks(5);
    assertThat(alerts.deliveries(id).get(0).attempts()).isEqualTo(1);
    clock.advance(Duration.ofMinutes(1));
    looks(5);
    assertThat(alerts.deliveries(id).get(0).attempts()).isEqualTo(2);
    for (int i = 0; i < 30; i++) {
      clock.advance(Duration.ofHours(1));
      looks(1);
    }
    assertThat(alerts.deliveries(id).get(0).state()).isEqualTo(State.GIVEN_UP);
    assertThat(alerts.deliveries(id).get(0).attempts()).isEqualTo(24);
  }

  @Test
  void clock_that_jumps_ahead_and_back_neither_repeats_nor_delays() {
    channels.isDown = true;
    reasons.add("disk full");
    clock.advance(Duration.ofDays(400));
    looks(1);
    clock.advance(Duration.ofDays(-400));
    channels.isDown = false;
    looks(3);
    assertThat(channels.told).containsExactly(TITLE);
    clock.advance(Duration.ofDays(-30));
    looks(2);
    assertThat(channels.told).hasSize(1);
    assertThat(open(AlertKind.NOT_ACCEPTING)).hasSize(1);
  }

  @Test
  void rule_tells_of_its_kinds_and_its_partner_only() {
    alerts.put(rule("a", Set.of(AlertKind.REFUSED), NOBODY));
    alerts.put(rule("b", Set.of(AlertKind.FAILED), "Them"));
    alerts.put(rule("c", Set.of(AlertKind.FAILED), "Somebody else"));
    log.insert(SampleMessages.sent(SampleMessages.id("M1"), MessageStatus.FAILED));
    reasons.add("disk full");
    looks(1);
    assertThat(channels.told)
        .containsExactly("b: [AS2 gateway] 1 message of 'Us-to-Them' failed in 3 days");
  }

  @Test
  void acknowledging_stops_what_waits_until_another_message_fails() {
    channels.isDown = true;
    log.insert(SampleMessages.sent(SampleMessages.id("M1"), MessageStatus.FAILED));
    looks(1);
    Alert open = alert(AlertKind.FAILED);
    assertThat(alerts.acknowledge(open.id(), "ann", clock.instant())).isTrue();
    channels.isDown = false;
    clock.advance(Duration.ofHours(1));
    looks(2);
    assertThat(channels.told).noneMatch(text -> text.contains("failed"));

    log.insert(SampleMessages.sent(SampleMessages.id("M2"), MessageStatus.FAILED));
    looks(2);
    assertThat(alert(AlertKind.FAILED).id()).isNotEqualTo(open.id());
    assertThat(channels.told).filteredOn(text -> text.contains("failed")).hasSize(1);
  }

  @Test
  void partnership_on_hold_is_told_of_until_it_is_released() {
    alerts.put(rule("a", Set.of(AlertKind.ON_HOLD), "Them"));
    held.add("Us-to-Them");
    looks(2);
    assertThat(channels.told)
        .containsExactly("a: [AS2 gateway] Partnership 'Us-to-Them' is on hold");
    held.clear();
    looks(1);
    assertThat(open(AlertKind.ON_HOLD)).isEmpty();
  }

  @Test
  void disk_is_told_of_before_nothing_is_accepted_and_not_beside_that() {
    alerts.put(rule("a", Set.of(AlertKind.DISK), NOBODY));
    disk = new DiskSpace(3L << 30, 1L << 30);
    looks(1);
    assertThat(channels.told).isEmpty();
    disk = new DiskSpace(3L << 29, 1L << 30);
    looks(2);
    assertThat(channels.told).containsExactly("a: [AS2 gateway] The disk is nearly full");
    disk = new DiskSpace(1L << 29, 1L << 30);
    looks(1);
    assertThat(open(AlertKind.DISK)).isEmpty();
  }

  @Test
  void certificate_offer_is_told_of_until_it_is_decided_or_its_time_is_over() {
    alerts.put(rule("a", Set.of(AlertKind.CERTIFICATE_OFFER), "Them"));
    offers.add(offer("01A", Duration.ofDays(9)));
    offers.add(offer("01B", Duration.ofDays(2)));
    looks(2);
    assertThat(channels.told).containsExactly("a: [AS2 gateway] 'Them' offers 2 certificates");
    Condition told = alert(AlertKind.CERTIFICATE_OFFER).condition();
    assertThat(told.link()).as("the one to decide first").isEqualTo("/certificate-offers/01B");
    assertThat(told.isUrgent()).isTrue();
    assertThat(told.moment())
        .contains(new Moment("respond by", Instant.parse("2026-11-24T10:00:00Z")));

    clock.advance(Duration.ofDays(3));
    assertThat(found().link()).as("the other is too late").isEqualTo("/certificate-offers/01A");
    assertThat(found().isUrgent()).isFalse();
    offers.decide("01A", false, Optional.empty(), clock.instant());
    looks(1);
    assertThat(open(AlertKind.CERTIFICATE_OFFER)).isEmpty();
  }

  @Test
  void a_reused_content_key_is_urgent_and_repeated_content_a_warning() {
    alerts.put(rule("a", Set.of(AlertKind.ATTACK, AlertKind.REPLAYED), NOBODY));
    signs =
        List.of(
            new Sign(AttackSigns.Kind.CONTENT_KEY_REUSED, "a-to-b", 1, clock.instant(), "01A"),
            new Sign(AttackSigns.Kind.REPLAYED, "a-to-b", 2, clock.instant(), "01B"));
    looks(1);
    Condition attack = alert(AlertKind.ATTACK).condition();
    assertThat(attack.isUrgent()).isTrue();
    assertThat(attack.title())
        .isEqualTo("1 message on 'a-to-b' reused the key of an accepted message");
    assertThat(attack.link()).isEqualTo("/messages/01A");
    Condition repeated = alert(AlertKind.REPLAYED).condition();
    assertThat(repeated.isUrgent()).isFalse();
    assertThat(repeated.title()).isEqualTo("2 messages on 'a-to-b' repeated accepted content");
    signs =
        List.of(new Sign(AttackSigns.Kind.DECRYPTION_FAILURES, "", 100, clock.instant(), "01C"));
    looks(1);
    assertThat(open(AlertKind.ATTACK))
        .extracting(alert -> alert.condition().title())
        .containsExactly("100 messages failed to decrypt in the last hour");
    signs = List.of();
    looks(1);
    assertThat(open(AlertKind.ATTACK)).isEmpty();
  }

  @Test
  void refusals_by_access_settings_are_one_alert_for_a_day() {
    alerts.put(rule("a", Set.of(AlertKind.ACCESS_REFUSED), NOBODY));
    String last = "last from 192.0.2.7: that address is not in gw.source_addresses";
    signs =
        List.of(new Sign(AttackSigns.Kind.ACCESS_REFUSED, "them-to-us", 3, clock.instant(), last));
    looks(1);
    Condition refused = alert(AlertKind.ACCESS_REFUSED).condition();
    assertThat(refused.isUrgent()).isFalse();
    assertThat(refused.title())
        .isEqualTo("3 requests on 'them-to-us' refused by its access settings");
    assertThat(refused.detail()).endsWith(last);
    assertThat(refused.link()).startsWith("/partners");
    assertThat(refused.mark()).isEmpty();
    signs = List.of();
    looks(1);
    assertThat(open(AlertKind.ACCESS_REFUSED)).isEmpty();
  }

  private Condition found() {
    return conditions().at(clock.instant()).stream()
        .filter(condition -> condition.kind() == AlertKind.CERTIFICATE_OFFER)
        .findFirst()
        .orElseThrow();
  }

  private CertificateExchange offer(String id, Duration left) {
    return new CertificateExchange(
        id,
        true,
        "Us-to-Them",
        id,
        new CertificateName("CN=them", "1"),
        "f".repeat(64),
        "pem",
        Set.of(CertUsage.DIGITAL_SIGNATURE),
        Optional.of(clock.instant().plus(left)),
        CertificateExchange.Status.PENDING,
        Optional.empty(),
        clock.instant(),
        Optional.empty());
  }

  @Test
  void tells_all_that_is_due_in_one_go() {
    log.insert(SampleMessages.sent(SampleMessages.id("M1"), MessageStatus.FAILED));
    log.insert(SampleMessages.sent(SampleMessages.id("M2"), MessageStatus.REFUSED));
    reasons.add("disk full");
    looks(1);
    assertThat(channels.told).hasSize(1);
    assertThat(channels.told.get(0)).contains("alerts: ");
  }

  @Test
  void token_that_expires_soon_opens_an_alert_until_it_is_revoked_or_long_over() {
    tokens = List.of(token("1", "backup", 15), token("2", "portal", 13), token("3", "old", -15));
    looks(1);
    assertThat(open(AlertKind.TOKEN))
        .extracting(alert -> alert.condition().title())
        .containsExactly("API token 'portal' expires in 13 days");
    assertThat(alert(AlertKind.TOKEN).condition().isUrgent()).isFalse();

    clock.advance(Duration.ofDays(13));
    looks(1);
    assertThat(open(AlertKind.TOKEN))
        .extracting(alert -> alert.condition().title())
        .containsExactlyInAnyOrder(
            "API token 'portal' has expired", "API token 'backup' expires in 2 days")
        .hasSize(2);
    assertThat(open(AlertKind.TOKEN))
        .filteredOn(alert -> alert.condition().isUrgent())
        .extracting(alert -> alert.condition().title())
        .containsExactly("API token 'portal' has expired");

    tokens = List.of();
    looks(1);
    assertThat(open(AlertKind.TOKEN)).isEmpty();
  }

  @Test
  void unknown_sender_opens_an_alert_until_it_is_gone_and_many_open_one() {
    unknown = List.of(unknown("ACME", 3));
    looks(2);
    Condition acme = alert(AlertKind.UNKNOWN_SENDER).condition();
    assertThat(acme.title()).isEqualTo("Unknown sender 'ACME' tried to send to 'US' 3 times");
    assertThat(acme.detail(Instant::toString))
        .contains("last from 203.0.113.7")
        .endsWith("last attempt " + acme.moment().orElseThrow().at());
    unknown = List.of();
    looks(1);
    assertThat(open(AlertKind.UNKNOWN_SENDER)).isEmpty();

    unknown = IntStream.range(0, 6).mapToObj(i -> unknown("X" + i, 1)).toList();
    looks(1);
    assertThat(open(AlertKind.UNKNOWN_SENDER))
        .extracting(alert -> alert.condition().title())
        .containsExactly("6 unknown senders tried to send");
  }

  private UnknownSender unknown(String from, int attempts) {
    Instant now = clock.instant();
    return new UnknownSender(from, "US", "203.0.113.7", attempts, now, now, false);
  }

  private ApiToken token(String id, String name, int days) {
    Instant end = clock.instant().plus(Duration.ofDays(days));
    return new ApiToken(id, name, Role.VIEWER, "boss", Instant.EPOCH, end, null);
  }

  @Test
  void database_that_is_gone_is_told_once_by_the_rules_last_seen() {
    looks(1);
    channels.told.clear();
    database.close();
    looks(5);
    assertThat(channels.told).containsExactly(TITLE);
  }

  @Test
  void partners_text_forges_no_line_of_a_mail() {
    Condition condition =
        new Condition(
            AlertKind.FAILED,
            "k",
            true,
            "failed\r\nBcc: evil@example",
            "x\u202egnp.exe",
            "/",
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Alert alert = new Alert("1", condition, clock.instant(), Optional.empty(), Optional.empty());
    Announcement announcement = new Announcement(List.of(alert), clock.instant());
    assertThat(announcement.subject()).doesNotContain("\r", "\n");
    assertThat(announcement.text().lines()).noneMatch(line -> line.startsWith("Bcc"));
    assertThat(announcement.text()).doesNotContain("\u202e");
  }

  private Registry registry() throws ConfigException, IOException {
    TestHome home =
        new TestHome(folder.resolve("home"))
            .station("Us", TestPki.rsa("CN=us"))
            .partner("Them", TestPki.rsa("CN=them").certificate())
            .partnership("Us", "Them", Map.of());
    return HomeRegistry.read(home.path(), Map.of(), clock);
  }

  private AlertWatch newWatch() {
    return new AlertWatch(conditions(), alerts, channels, clock);
  }

  private Conditions conditions() {
    return new Conditions(
        new AlertDesk.Sources(
            () -> registry,
            log,
            () -> List.copyOf(reasons),
            () -> disk,
            () -> List.copyOf(held),
            offers,
            () -> signs,
            () -> unknown,
            () -> tokens,
            new ExpectedConditions(new JdbcExpected(database), () -> registry),
            new JdbcOverdue(database, new JdbcFiles(database)),
            List::of,
            List::of,
            new FallbackConditions.Ways(
                partnership -> Optional.empty(), since -> List.of(), since -> List.of()),
            () -> new MailerIds(Map.of(), List.of()),
            List::of));
  }

  private void looks(int times) {
    for (int i = 0; i < times; i++) {
      watch.look();
    }
  }

  private Alert alert(AlertKind kind) {
    return open(kind).get(0);
  }

  private List<Alert> open(AlertKind kind) {
    return alerts.open().stream().filter(alert -> alert.condition().kind() == kind).toList();
  }

  private static QuietHours quiet(String from, String until) {
    return QuietHours.parse(from, until, "UTC");
  }

  private static AlertRule rule(String id, QuietHours quiet) {
    return new AlertRule(
        id,
        "Rule " + id,
        KINDS,
        Optional.empty(),
        Optional.empty(),
        AlertRule.Channel.EMAIL,
        "ops@example.com",
        Optional.empty(),
        Optional.of(quiet),
        true);
  }

  private static AlertRule rule(String id, Set<AlertKind> kinds, String partner) {
    return new AlertRule(
        id,
        "Rule " + id,
        kinds,
        partner.isEmpty() ? Optional.empty() : Optional.of(partner),
        Optional.empty(),
        AlertRule.Channel.EMAIL,
        "ops@example.com",
        Optional.empty(),
        Optional.empty(),
        true);
  }
}
