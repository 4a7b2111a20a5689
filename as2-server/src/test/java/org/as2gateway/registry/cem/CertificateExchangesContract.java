package org.as2gateway.registry.cem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.registry.cem.CertificateExchange.Status;
import org.as2gateway.registry.cem.Handout.Note;
import org.as2gateway.registry.cem.Handout.Way;
import org.as2gateway.store.db.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of offered certificates has to do. */
abstract class CertificateExchangesContract {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00.123456Z");

  private Database database;
  private CertificateExchanges exchanges;

  abstract Database open();

  @BeforeEach
  void openDatabase() {
    database = open();
    exchanges = new JdbcCertificateExchanges(database);
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  private static CertificateExchange offer(String id, boolean isInbound, Instant at) {
    return new CertificateExchange(
        id,
        isInbound,
        "Zoë-to-us",
        "",
        new CertificateName("CN=Zoë\nand a line", "-17"),
        "f".repeat(64),
        "pem\n".repeat(20_000),
        EnumSet.allOf(CertUsage.class),
        Optional.of(START),
        Status.PENDING,
        Optional.empty(),
        at,
        Optional.empty());
  }

  @Test
  void keeps_offers_as_they_are_newest_first() {
    String name = "keep" + System.nanoTime();
    CertificateExchange first = offer(name + "1", true, START);
    CertificateExchange second = offer(name + "2", false, START.plusSeconds(1));
    exchanges.add(first);
    exchanges.add(second);
    assertThat(exchanges.find(first.id())).contains(first);
    assertThat(exchanges.find("none")).isEmpty();
    assertThat(exchanges.newest(10)).containsSubsequence(second, first);
    assertThat(exchanges.newest(1)).hasSize(1);
    assertThat(exchanges.pending(true, "Zoë-to-us")).contains(first).doesNotContain(second);
    assertThat(exchanges.pending(true, "other")).isEmpty();
  }

  @Test
  void an_offer_is_decided_once() {
    CertificateExchange offer = offer("once" + System.nanoTime(), true, START);
    exchanges.add(offer);
    Instant now = START.plusSeconds(5);
    assertThat(exchanges.decide(offer.id(), false, Optional.of("no"), now)).isTrue();
    assertThat(exchanges.decide(offer.id(), true, Optional.empty(), now)).isFalse();
    CertificateExchange decided = exchanges.find(offer.id()).orElseThrow();
    assertThat(decided.status()).isEqualTo(Status.REJECTED);
    assertThat(decided.reason()).contains("no");
    assertThat(decided.decidedAt()).contains(now);
    assertThat(exchanges.pending(true, offer.partnership())).doesNotContain(decided);
    assertThat(exchanges.decide("none", true, Optional.empty(), now)).isFalse();
  }

  @Test
  void an_offer_of_a_partner_is_open_until_its_time_is_over_or_it_is_decided() {
    String name = "open" + System.nanoTime();
    CertificateExchange theirs = offer(name + "1", true, START);
    exchanges.add(theirs);
    exchanges.add(offer(name + "2", false, START));
    Instant inTime = START.minusMillis(1);
    assertThat(open(name, inTime)).containsExactly(theirs);
    assertThat(open(name, START)).isEmpty();
    exchanges.decide(theirs.id(), true, Optional.empty(), inTime);
    assertThat(open(name, inTime)).isEmpty();
  }

  private List<CertificateExchange> open(String name, Instant now) {
    return exchanges.open(now, 100).stream().filter(o -> o.id().startsWith(name)).toList();
  }

  @Test
  void an_offer_without_a_date_has_none() {
    CertificateExchange dated = offer("undated" + System.nanoTime(), true, START);
    CertificateExchange undated =
        new CertificateExchange(
            dated.id(),
            true,
            dated.partnership(),
            "r",
            dated.name(),
            dated.fingerprint(),
            "pem",
            Set.of(CertUsage.TLS_SERVER),
            Optional.empty(),
            Status.PENDING,
            Optional.empty(),
            START,
            Optional.empty());
    exchanges.add(undated);
    assertThat(exchanges.find(undated.id())).contains(undated);
    assertThat(exchanges.open(START.plusSeconds(1), 1)).hasSize(1);
  }

  @Test
  void keeps_who_was_told_of_a_certificate_and_who_confirmed() {
    JdbcHandouts handouts = new JdbcHandouts(database);
    String print = "told" + System.nanoTime();
    Note told = new Note("Zoë", START);
    Handout first = new Handout(print, "Acme", Way.EMAIL, told, Optional.empty());
    Handout other = new Handout(print, "Other", Way.BY_HAND, told, Optional.empty());
    handouts.put(other);
    handouts.put(first);
    assertThat(handouts.of(print)).containsExactly(first, other);

    Handout confirmed =
        new Handout(
            print, "Acme", Way.EMAIL, told, Optional.of(new Note("pat", START.plusSeconds(1))));
    handouts.put(confirmed);
    assertThat(handouts.of(print)).containsExactly(confirmed, other);
    assertThat(handouts.of("none" + print)).isEmpty();
  }
}
