package org.as2gateway.admin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.config.ConfigException;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.AlertRule;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.registry.Registry;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestDatabase;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.usps.ledger.JdbcFiles;
import org.as2gateway.usps.ledger.JdbcOverdue;
import org.as2gateway.usps.owners.MailerIds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the alerts say of manifests; the database is real. */
class UspsConditionsIT {
  private static final Instant NOW = Instant.parse("2026-01-20T12:00:00Z");
  private static final String INSERT =
      "INSERT INTO usps_file (efn, partnership, state, mid, header, file_type, mailing_date,"
          + " mailing_time, facility_type, zip, version, transaction_id, records, pieces, entered,"
          + " accepted, rejected, scanned, delivered, returned, exceptions, created_at,"
          + " received_at, changed_at) VALUES (?, 'Us-to-Usps', ?, ?, '', '', ?, '', '', '', '',"
          + " '', '', 1, 0, 0, 0, 0, 0, 0, 0, ?, ?, ?)";

  @TempDir private Path folder;
  private Registry registry;
  private Database database;

  @BeforeEach
  void open() throws ConfigException, IOException {
    TestHome home =
        new TestHome(folder.resolve("home"))
            .station("Us", TestPki.rsa("CN=us"))
            .partner("Usps", TestPki.rsa("CN=usps").certificate())
            .partnership(
                "Us", "Usps", Map.of("gw.usps", "manifests", "gw.usps_confirm_time", "4h"));
    registry = HomeRegistry.read(home.path(), Map.of(), new FakeClock(NOW));
    database = TestDatabase.h2(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void insert(String efn, String state, String mailingDate, Duration sinceReceipt) {
    insert(efn, "", state, mailingDate, sinceReceipt);
  }

  private void insert(
      String efn, String mailerId, String state, String mailingDate, Duration sinceReceipt) {
    var received = NOW.minus(sinceReceipt).atOffset(ZoneOffset.UTC);
    TestDatabase.execute(
        database, INSERT, efn, state, mailerId, mailingDate, received, received, received);
  }

  private List<Condition> conditions() {
    JdbcOverdue overdue = new JdbcOverdue(database, new JdbcFiles(database));
    MailerIds owners =
        new MailerIds(
            Map.of("900000001", "Client A", "900000002", "Client B", "900000003", "Client A"),
            List.of());
    return UspsConditions.of(registry, overdue, () -> owners, NOW);
  }

  @Test
  void manifest_without_confirmation_is_told_after_the_time_of_its_partnership() {
    insert("1", "received", "20260120", Duration.ofHours(3));
    assertThat(conditions()).isEmpty();

    insert("2", "received", "20260120", Duration.ofHours(5));
    Condition condition = conditions().get(0);
    assertThat(condition.kind()).isEqualTo(AlertKind.USPS_UNCONFIRMED);
    assertThat(condition.title())
        .isEqualTo("1 manifest without a confirmation 4 hours after the receipt on 'Us-to-Usps'");
    assertThat(condition.link()).isEqualTo("/usps/files/2");
    assertThat(condition.partner()).contains("Usps");
  }

  @Test
  void rejected_and_unscanned_manifests_are_told_once_a_partnership() {
    insert("1", "rejected", "20260119", Duration.ofHours(1));
    insert("2", "partly", "20260119", Duration.ofHours(1));
    insert("3", "accepted", "20260117", Duration.ofHours(60));
    insert("4", "accepted", "20260119", Duration.ofHours(1));

    assertThat(conditions())
        .extracting(Condition::title)
        .containsExactly(
            "2 manifests rejected or accepted only in part on 'Us-to-Usps'",
            "1 manifest without any scan 2 days after the mailing date on 'Us-to-Usps'");
    assertThat(conditions().get(0).isUrgent()).isTrue();
    assertThat(conditions().get(0).mark()).hasSize(19);
  }

  @Test
  void each_owner_is_told_of_by_itself_and_rules_for_an_owner_cover_it() {
    insert("1", "900000001", "rejected", "20260119", Duration.ofHours(1));
    insert("2", "900000003", "partly", "20260119", Duration.ofHours(1));
    insert("3", "900000002", "rejected", "20260119", Duration.ofHours(1));
    insert("4", "900000009", "rejected", "20260119", Duration.ofHours(1));

    List<Condition> conditions = conditions();
    assertThat(conditions)
        .extracting(Condition::title)
        .containsExactly(
            "1 manifest rejected or accepted only in part on 'Us-to-Usps'",
            "2 manifests of 'Client A' rejected or accepted only in part on 'Us-to-Usps'",
            "1 manifest of 'Client B' rejected or accepted only in part on 'Us-to-Usps'");
    assertThat(conditions)
        .extracting(Condition::key)
        .containsExactly(
            "usps-rejected:Us-to-Usps",
            "usps-rejected:Us-to-Usps:Client A",
            "usps-rejected:Us-to-Usps:Client B");
    assertThat(conditions.get(1).link()).isEqualTo("/usps?owner=Client+A");
    AlertRule rule =
        new AlertRule(
            "1",
            "Client B's desk",
            Set.of(AlertKind.USPS_REJECTED),
            Optional.empty(),
            Optional.of("Client B"),
            AlertRule.Channel.EMAIL,
            "b@example.com",
            Optional.empty(),
            Optional.empty(),
            true);
    assertThat(conditions).filteredOn(rule::covers).containsExactly(conditions.get(2));
    assertThat(rule.summary()).contains("owner: Client B");
  }
}
