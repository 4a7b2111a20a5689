package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
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

/** The partner signs with a certificate that we do not know; it came along and is compared. */
@Tag("browser")
class EnclosedIT {
  private static final X509Certificate STRANGER = TestPki.rsa("CN=stranger").certificate();

  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(EnclosedIT::twoGateways);

  private static TestGateway them;
  private static Page boss;

  private static TestHome twoGateways() throws Exception {
    var us = TestPki.rsa("CN=us");
    them =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("Them", TestPki.rsa("CN=stranger"))
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
  }

  @AfterAll
  static void stop() {
    them.close();
  }

  /** A message of theirs that we refused. */
  private static MessageRecord refused() throws Exception {
    them.submit("Them-to-Us", "order.txt", "hello".getBytes(StandardCharsets.UTF_8));
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                DESK
                    .station()
                    .gateway()
                    .messages()
                    .search(MessageQuery.inStatus(MessageStatus.REFUSED, 1))
                    .messages()
                    .stream()
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** A message of ours whose receipt we refused. */
  private static MessageRecord unproven() throws Exception {
    MessageRecord sent =
        DESK.station()
            .gateway()
            .submit(
                "Us-to-Them",
                "manifest.txt",
                Optional.of("text/plain"),
                Optional.empty(),
                new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)));
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> DESK.station().gateway().messages().find(sent.id()).orElseThrow(),
            message -> message.reason() == Reason.RECEIPT_SIGNER_UNKNOWN);
  }

  private static boolean isTrusted() {
    return DESK.station()
        .gateway()
        .registry()
        .certificates()
        .verifying("Them", Instant.now())
        .contains(STRANGER);
  }

  @Test
  void a_strangers_certificate_is_compared_on_the_spot_and_imported_after_review()
      throws Exception {
    MessageRecord message = refused();
    boss.navigate("/messages/" + unproven().id());
    assertThat(boss.locator(".advice")).containsText("CN=stranger");
    assertThat(boss.locator("#to-stranger")).hasText("Compare and import CN=stranger");

    boss.navigate("/messages/" + message.id());
    assertThat(boss.locator(".advice")).containsText("it proves nothing until you compare");
    Desk.assertAccessible(boss);
    boss.navigate("/certificates/Them");
    assertThat(boss.locator("main")).containsText("Compare and import stranger");
    Desk.assertAccessible(boss);
    DESK.makeUser("viewer", Role.VIEWER);
    Page viewer = DESK.pageOf("viewer");
    viewer.navigate("/messages/" + message.id());
    assertThat(viewer.locator(".advice")).containsText("CN=stranger");
    assertThat(viewer.locator("#to-stranger")).hasCount(0);
    Response denied = viewer.navigate("/certificate-import/message/" + message.id());
    assertThat(denied.status()).isEqualTo(403);

    boss.navigate("/messages/" + message.id());
    boss.click("#to-stranger");
    assertThat(boss.locator("#from-message")).containsText("proves nothing by itself");
    assertThat(boss.locator("[aria-label='Trusted certificates']")).containsText("different");
    boss.getByLabel("Compare").fill("00" + Fingerprint.of(STRANGER).substring(2));
    Desk.press(boss, "Compare");
    assertThat(boss.locator(".compare [role=status]")).containsText("Not equal");
    boss.getByLabel("Compare").fill(PartnerSheet.inPairs(Fingerprint.of(STRANGER)));
    Desk.press(boss, "Compare");
    assertThat(boss.locator(".compare [role=status]")).containsText("the fingerprint matches");
    Desk.assertAccessible(boss);
    assertThat(isTrusted()).as("reviewed only").isFalse();

    Desk.press(boss, "Fingerprint matches: import");
    assertThat(boss.locator(".notice")).containsText("Imported stranger.");
    assertThat(isTrusted()).isTrue();
    assertThat(boss.locator("main")).not().containsText("Compare and import stranger");
    boss.navigate("/audit");
    assertThat(boss.locator("main")).containsText("from message " + message.id());
    boss.navigate("/messages/" + message.id());
    assertThat(boss.locator("#to-stranger")).hasCount(0);
  }
}
