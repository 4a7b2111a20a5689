package org.as2gateway.admin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.registry.Registry;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.FileFacts;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.log.JdbcOtherWays;
import org.as2gateway.store.log.JdbcOtherWays.StuckTotal;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.OtherWay;
import org.as2gateway.store.log.OtherWay.Arrival;
import org.as2gateway.store.log.OtherWay.Proof;
import org.as2gateway.store.log.OtherWay.Told;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestDatabase;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.TransportKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of messages that can go another way, or went; the database is real. */
class FallbackConditionsIT {
  private static final Instant NOW = Instant.parse("2026-01-20T12:00:00Z");
  private static final String FIRST = "us-to-usps";
  private static final String SECOND = "us-to-pdx";

  @TempDir private Path folder;
  private Database database;
  private JdbcMessageLog log;
  private JdbcOtherWays ways;
  private Registry registry;

  @BeforeEach
  void open() throws Exception {
    database = TestDatabase.h2(folder);
    log = new JdbcMessageLog(database);
    ways = new JdbcOtherWays(database);
    Map<String, String> first = new LinkedHashMap<>();
    first.put("gw.transport", "sftp");
    first.put("gw.sftp_url", "sftp://us@localhost/in");
    first.put("gw.fallback", SECOND);
    first.put("gw.fallback_after", "30m");
    TestHome home =
        new TestHome(folder.resolve("home"))
            .station("us", TestPki.rsa("us"))
            .partner("usps", TestPki.rsa("usps").certificate())
            .partner("pdx", TestPki.rsa("pdx").certificate())
            .partnership("us", "usps", first)
            .partnership("us", "pdx", Map.of("gw.transport", "pdx"));
    registry = HomeRegistry.read(home.path(), Map.of(), FakeClock.standing());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private MessageRecord message(Instant at, String partnership, TransportKind transport) {
    String receiver = partnership.substring("us-to-".length());
    MessageRecord message =
        new MessageRecord(
            MessageIds.floor(at),
            Direction.OUT,
            partnership,
            List.of(),
            TransferState.queued(at, null)
                .withFailure(new Failure(Reason.PARTNERSHIP_INCOMPLETE, "no route to host")),
            new FileFacts(transport, "us", receiver, false, false));
    log.insert(message);
    return message;
  }

  /** The message that is sent in place of another. */
  private OtherWay sentInstead(MessageRecord first, boolean isAutomatic) {
    MessageRecord second = message(NOW.plusSeconds(1), SECOND, TransportKind.PDX);
    OtherWay way = OtherWay.begun(second.id(), first.id(), isAutomatic, NOW);
    ways.add(way, null);
    return way;
  }

  private List<Condition> at(Instant now, List<String> onHold) {
    return new FallbackConditions(
            registry,
            log,
            new FallbackConditions.Ways(this::offered, ways::automatic, ways::untold),
            now)
        .all(onHold);
  }

  private List<Condition> now() {
    return at(NOW, List.of());
  }

  /** Those that have waited for half an hour. */
  private Optional<StuckTotal> offered(String partnership) {
    return log
        .groups(MessageStatus.QUEUED, Instant.EPOCH, NOW.minus(Duration.ofMinutes(30)))
        .stream()
        .filter(group -> group.partnership().equals(partnership))
        .filter(group -> ways.ofOriginal(group.oldest()).isEmpty())
        .map(group -> new StuckTotal(1, group.oldest(), group.oldest()))
        .findFirst();
  }

  @Test
  void an_offer_is_urgent_until_the_message_went_another_way() {
    assertThat(now()).isEmpty();
    MessageRecord stuck = message(NOW.minus(Duration.ofHours(1)), FIRST, TransportKind.SFTP);
    assertThat(now())
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.kind()).isEqualTo(AlertKind.FALLBACK_OFFERED);
              assertThat(condition.key()).isEqualTo("fallback-offered:" + FIRST);
              assertThat(condition.isUrgent()).isTrue();
              assertThat(condition.title())
                  .isEqualTo("1 message of 'us-to-usps' can go by 'us-to-pdx' instead");
              assertThat(condition.detail()).contains(stuck.id(), "no route to host");
              assertThat(condition.link()).isEqualTo("/partnerships/us-to-usps/fallback");
              assertThat(condition.mark()).isEqualTo(stuck.id());
              assertThat(condition.partner()).hasValue("usps");
            });
    assertThat(at(NOW, List.of(FIRST))).as("on hold, which is told by itself").isEmpty();
    var unused = sentInstead(stuck, false);
    assertThat(now()).isEmpty();
  }

  @Test
  void what_the_setting_sent_is_told_for_three_days() {
    MessageRecord stuck = message(NOW.minus(Duration.ofHours(1)), FIRST, TransportKind.SFTP);
    var unused = sentInstead(stuck, true);
    assertThat(now())
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.kind()).isEqualTo(AlertKind.FALLBACK_USED);
              assertThat(condition.isUrgent()).isFalse();
              assertThat(condition.title())
                  .isEqualTo(
                      "1 message of 'us-to-usps' went another way in 3 days,"
                          + " by gw.fallback_automatic");
              assertThat(condition.link()).isEqualTo("/messages/" + stuck.id());
              assertThat(condition.partner()).hasValue("usps");
            });
    assertThat(at(NOW.plus(Duration.ofDays(3)).minusSeconds(1), List.of())).hasSize(1);
    assertThat(at(NOW.plus(Duration.ofDays(3)), List.of())).isEmpty();
  }

  @Test
  void a_file_that_came_twice_is_urgent_until_the_partner_is_told() {
    OtherWay way =
        sentInstead(message(NOW.minus(Duration.ofHours(1)), FIRST, TransportKind.SFTP), false);
    assertThat(now()).isEmpty();
    assertThat(ways.arrived(way.message(), new Arrival(NOW, Proof.UPLOAD, "it is there"), false))
        .isTrue();
    assertThat(now())
        .singleElement()
        .satisfies(
            condition ->
                assertThat(condition.title())
                    .isEqualTo(
                        "The file of 'us-to-usps' arrived by SFTP and may arrive by PDX too: tell"
                            + " the partner"));
    MessageRecord second = log.find(way.message()).orElseThrow();
    assertThat(
            log.update(
                second.withState(second.state().concluded(MessageStatus.SENT, null, NOW)), second))
        .isTrue();
    assertThat(now())
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.kind()).isEqualTo(AlertKind.DELIVERED_TWICE);
              assertThat(condition.isUrgent()).isTrue();
              assertThat(condition.title())
                  .isEqualTo(
                      "The file of 'us-to-usps' arrived by both SFTP and PDX: tell the partner");
              assertThat(condition.detail()).contains("it is there");
              assertThat(condition.link()).isEqualTo("/messages/" + way.original());
            });
    assertThat(ways.tell(way.message(), new Told(NOW, "ann", "called"))).isTrue();
    assertThat(now()).isEmpty();
  }

  @Test
  void a_file_that_came_twice_is_told_for_thirty_days_and_not_if_one_was_stopped() {
    OtherWay way =
        sentInstead(message(NOW.minus(Duration.ofHours(1)), FIRST, TransportKind.SFTP), false);
    assertThat(ways.arrived(way.message(), new Arrival(NOW, Proof.UPLOAD, "it is there"), false))
        .isTrue();
    assertThat(at(NOW.plus(Duration.ofDays(29)), List.of())).hasSize(1);
    assertThat(at(NOW.plus(Duration.ofDays(31)), List.of())).isEmpty();
    ways.stopped(way.message());
    assertThat(now()).isEmpty();
  }
}
