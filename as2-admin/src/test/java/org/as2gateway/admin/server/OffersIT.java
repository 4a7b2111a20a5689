package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.certificates.CertificateOffers;
import org.as2gateway.admin.certificates.CertificateOffers.Offer;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.cem.CertificateExchange;
import org.as2gateway.registry.cem.CertificateExchange.Status;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.KeyKind;
import org.as2gateway.registry.certs.NewKey;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A partner offers new certificates by message; somebody decides on the page. */
@Tag("browser")
class OffersIT {
  private static final Instant RESPOND_BY = Instant.parse("2090-06-01T10:00:00Z");
  private static final Actor ANN = new Actor("ann", "-");

  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(OffersIT::twoGateways);

  private static TestGateway them;
  private static Registrar theirs;
  private static Page boss;

  private static TestHome twoGateways() throws Exception {
    var us = TestPki.rsa("CN=us");
    them =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("Them", TestPki.rsa("CN=them"))
                .partner("Us", us.certificate())
                .partnership("Us", "Them", Map.of()));
    return new TestHome(folder.resolve("us"))
        .station("Us", us)
        .partner("Them", TestPki.rsa("CN=them").certificate())
        .partnership("Us", "Them", TestHome.sending(them.url()))
        .partnership("Them", "Us", Map.of());
  }

  @BeforeAll
  static void open() throws Exception {
    boss = DESK.boss();
    URI url = DESK.station().gateway().as2Urls().get(0);
    them.home().partnership("Them", "Us", TestHome.sending(url));
    them.awaitPartnership("Them-to-Us");
    theirs = Registrar.of(them.gateway(), Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    them.close();
  }

  /** A new key of theirs, whose offer has come to us. */
  private static CertificateExchange offered(String name) throws Exception {
    NewKey wanted = NewKey.of(name).withKind(KeyKind.RSA_2048);
    CertificateEntry made = theirs.newKey(ANN, "Them", wanted);
    URI url = them.url();
    CertificateOffers.of(them.gateway(), theirs)
        .offer(ANN, new Offer("Them-to-Us", made.fingerprint(), RESPOND_BY, url));
    return Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () ->
                DESK.station().gateway().certificateExchanges().newest(9).stream()
                    .filter(offer -> offer.fingerprint().equals(made.fingerprint()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static CertificateExchange answered(CertificateExchange offer, Status status) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () ->
                them.gateway().certificateExchanges().newest(9).stream()
                    .filter(ours -> ours.fingerprint().equals(offer.fingerprint()))
                    .filter(ours -> ours.status() == status)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static boolean isTrusted(CertificateExchange offer) {
    return DESK.station().gateway().registry().certificates().entries().stream()
        .anyMatch(entry -> entry.fingerprint().equals(offer.fingerprint()));
  }

  @Test
  void an_offer_shows_what_has_to_be_known_and_is_accepted() throws Exception {
    CertificateExchange offer = offered("next of them");
    boss.navigate("/");
    Locator task = boss.locator("#tasks li", new Page.LocatorOptions().setHasText("'Them' offers"));
    assertThat(task.getByText("Review")).hasCount(1);
    boss.navigate("/certificates");
    Locator row = boss.locator("tr", new Page.LocatorOptions().setHasText("Them-to-Us"));
    assertThat(row.first()).containsText("pending");
    assertThat(row.first()).containsText(offer.fingerprint().substring(0, 16));
    Desk.assertAccessible(boss);
    boss.navigate("/certificate-offers/" + offer.id());

    Locator main = boss.locator("main");
    assertThat(main).containsText(PartnerSheet.inPairs(offer.fingerprint()));
    assertThat(main)
        .containsText(PartnerSheet.inPairs(Fingerprint.of(TestPki.rsa("CN=them").certificate())));
    assertThat(main).containsText("Them-to-Us");
    assertThat(main).containsText("their signatures; encryption of messages to them");
    assertThat(main).containsText("next of them");
    assertThat(boss.locator("time[datetime^='2090-06-01T10:00']")).hasCount(1);
    assertThat(isTrusted(offer)).isFalse();
    Desk.assertAccessible(boss);
    boss.getByLabel("Encrypt with it from").fill("2090-05-01T10:00");
    Desk.press(boss, "Fingerprint matches: accept");

    assertThat(boss.locator(".notice")).containsText("The partner is being notified");
    assertThat(isTrusted(offer)).isTrue();
    assertThat(DESK.station().gateway().registry().certificates().encrypting("Them", Instant.now()))
        .map(Fingerprint::of)
        .as("not before the time that was said")
        .isNotEqualTo(Optional.of(offer.fingerprint()));
    answered(offer, Status.ACCEPTED);
    boss.navigate("/certificate-offers/" + offer.id());
    assertThat(boss.locator("h1 + .badge")).hasText("accepted");
    assertThat(boss.locator("main form[method=post]")).hasCount(0);
  }

  @Test
  void an_offer_is_rejected_with_a_reason_without_scripts() throws Exception {
    CertificateExchange offer = offered("<b>not</b> them");
    Page page = DESK.plainPageOf("boss");
    page.navigate("/certificate-offers/" + offer.id());
    assertThat(page.locator("h3")).hasText("<b>not</b> them");
    page.getByLabel("Reason").fill("nobody there knows of it");
    Desk.press(page, "Reject");

    assertThat(page.locator(".notice")).containsText("Nothing was changed here");
    assertThat(isTrusted(offer)).isFalse();
    assertThat(answered(offer, Status.REJECTED).reason()).contains("nobody there knows of it");
  }

  @Test
  void accepting_an_offer_closes_one_that_is_the_same() throws Exception {
    CertificateExchange first = offered("twice of them");
    CertificateOffers.of(them.gateway(), theirs)
        .offer(ANN, new Offer("Them-to-Us", first.fingerprint(), RESPOND_BY, them.url()));
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> statuses(DESK.station().gateway(), first).size() == 2);
    boss.navigate("/certificate-offers/" + first.id());
    Desk.press(boss, "Fingerprint matches: accept");

    assertThat(boss.locator(".notice")).containsText("The partner is being notified");
    assertThat(statuses(DESK.station().gateway(), first))
        .containsExactly(Status.ACCEPTED, Status.ACCEPTED);
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> statuses(them.gateway(), first).stream().allMatch(Status.ACCEPTED::equals));
  }

  private static List<Status> statuses(Gateway gateway, CertificateExchange offer) {
    return gateway.certificateExchanges().newest(20).stream()
        .filter(exchange -> exchange.fingerprint().equals(offer.fingerprint()))
        .map(CertificateExchange::status)
        .toList();
  }

  @Test
  void an_operator_may_look_but_not_decide() throws Exception {
    CertificateExchange offer = offered("third of them");
    DESK.makeUser("otto", Role.OPERATOR);
    Page page = DESK.pageOf("otto");
    page.navigate("/certificate-offers/" + offer.id());
    assertThat(page.locator("main")).containsText(PartnerSheet.inPairs(offer.fingerprint()));
    assertThat(page.locator("main form[method=post]")).hasCount(0);
  }
}
