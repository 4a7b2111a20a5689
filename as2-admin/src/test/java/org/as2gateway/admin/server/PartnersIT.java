package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.people.accounts.AuditEntry;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.TestTls;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Partners, certificates and the wizard, against a second gateway that plays the partner. */
@Tag("browser")
class PartnersIT {
  private static final String HOSTILE = "CN=\"<script>document.title='owned'</script>\u202Egnp\"";

  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(PartnersIT::twoGateways);

  private static TestGateway them;
  private static Page boss;

  private static TestHome twoGateways() throws Exception {
    OwnKey us = TestPki.rsa("CN=us");
    them =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("Them", TestPki.rsa("CN=them"))
                .partner("Us", us.certificate())
                .partnership("Us", "Them", Map.of()));
    return new TestHome(folder.resolve("us"))
        .station("Us", us)
        .partner("Old", TestPki.rsa("CN=old").certificate())
        .partnership("Us", "Old", TestHome.sending(URI.create("http://127.0.0.1:9/as2")))
        .partnership("Old", "Us", Map.of("gw.allow_unsigned", "true"));
  }

  @BeforeAll
  static void open() {
    boss = DESK.boss();
  }

  @AfterAll
  static void stop() {
    them.close();
  }

  @Test
  void partner_is_set_up_to_a_verified_receipt_without_scripts() throws Exception {
    Page page = DESK.plainPageOf("boss");
    page.navigate("/onboarding");
    page.getByLabel("Short name").fill("Them");
    Desk.press(page, "Start");
    page.getByLabel("Partner AS2 id").fill("Them");
    page.getByLabel("Partner URL").fill("ftp://nowhere");
    Desk.press(page, "Save and continue");
    assertThat(page.locator("[role=alert] a")).hasText("Partner URL");
    assertThat(page.locator("#field-url-error")).containsText("Expected a URL such as 'https://");
    page.getByLabel("Partner URL").fill(them.url().toString());
    Desk.press(page, "Save and continue");

    page.getByLabel("or paste the text").fill("no certificate");
    Desk.press(page, "Review certificate");
    assertThat(page.locator("[role=alert]")).containsText("not a certificate");
    OwnKey theirs = TestPki.rsa("CN=them");
    page.locator("input[type=file]")
        .setInputFiles(new FilePayload("their.cer", "application/pkix-cert", der(theirs)));
    Desk.press(page, "Review certificate");
    assertThat(page.locator("article"))
        .containsText(PartnerSheet.inPairs(Fingerprint.of(theirs.certificate())));
    page.getByLabel("Person you spoke with").fill("Ann");
    Desk.press(page, "Fingerprint matches");

    Desk.press(page, "Save and continue");
    Desk.press(page, "Run checks");
    assertThat(page.locator(".findings")).containsText("connected to 127.0.0.1");
    assertThat(page.locator(".findings")).containsText("HTTP");
    Desk.follow(page, "Continue");
    Desk.press(page, "Send the test message");
    Desk.reloadUntilShown(page, ".box.good");
    Path got = them.inbox("Us").get(0);
    assertThat(got).content().contains("AS2 connection test");
    String step = page.url();
    MessageRecord sent = theySend();
    assertThat(sent.status()).as("accepted before go-live").isEqualTo(MessageStatus.ACKNOWLEDGED);
    String received =
        DESK.station()
            .gateway()
            .messages()
            .findByMessageId(new MessageId(sent.as2().messageId()))
            .get(0)
            .id();
    page.navigate("/messages/" + received);
    assertThat(page.locator(".head .badge.info")).hasText("test");

    page.navigate(step);
    Desk.follow(page, "Continue");
    Desk.press(page, "Go live");

    assertThat(page.locator(".notice")).containsText("live");
    Registry registry = DESK.station().gateway().registry();
    assertThat(registry.partnerships().partnership("Them-to-Us")).isPresent();
    page.navigate("/messages/" + received);
    assertThat(page.locator(".head .badge.info")).hasCount(0);
    assertThat(registry.problems()).noneMatch(p -> p.sentence().contains("Them"));
    List<AuditEntry> audit =
        DESK.station().gateway().identity().audit().newest(Long.MAX_VALUE, "onboarding-live", 1);
    assertThat(audit.get(0).after()).contains("by boss").contains("with Ann");
    assertThat(DESK.station().gateway().onboardings().open())
        .noneMatch(o -> o.partner().equals("Them"));
  }

  @Test
  void a_partner_is_tried_from_its_page() {
    boss.navigate("/partners/Old");
    Desk.press(boss, "Test connection");
    assertThat(boss.locator("main")).containsText("TCP");
    assertThat(boss.locator(".findings .failed").first()).isVisible();
    Desk.assertAccessible(boss);
    boss.navigate("/partners/Old");
    assertThat(boss.locator("a[href='/send?partnership=Us-to-Old']")).hasText("Send a file");
    Desk.press(boss, "Send test message");
    assertThat(boss.locator(".notice")).containsText("The test message was queued");
    assertThat(boss.locator("h1")).containsText("as2-test-");
  }

  @Test
  void who_was_refused_is_shown_and_leads_to_the_setup_or_is_ignored() throws Exception {
    URI url = DESK.station().gateway().as2Urls().get(0);
    assertThat(post(url, "\"<b>ACME\"", "Us")).isEqualTo(403);
    assertThat(post(url, "\"<b>ACME\"", "Us")).isEqualTo(403);
    assertThat(post(url, "Other", "Nobody")).isEqualTo(403);
    boss.navigate("/");
    assertThat(boss.locator("#tasks"))
        .containsText("Unknown sender '<b>ACME' tried to send to 'Us' 2 times");
    assertThat(boss.locator("#tasks")).containsText("Unknown sender 'Other'");
    boss.navigate("/partners");
    Locator acme = boss.locator(".refused", new Page.LocatorOptions().setHasText("<b>ACME"));
    assertThat(acme).containsText("'<b>ACME' tried to send to 'Us' 2 times");
    assertThat(acme).containsText("from 127.0.0.1");
    assertThat(acme).containsText("not set up");
    Desk.assertAccessible(boss);
    boss.getByLabel("Ignore Other").click();
    assertThat(boss.locator(".notice")).containsText("Further attempts are not shown");
    assertThat(boss.locator(".refused", new Page.LocatorOptions().setHasText("Other"))).hasCount(0);
    boss.navigate("/");
    assertThat(boss.locator("#tasks")).not().containsText("Unknown sender 'Other'");
    assertThat(DESK.identity().audit().newest(Long.MAX_VALUE, "refused-sender-ignore", 1).get(0))
        .extracting(AuditEntry::subject)
        .isEqualTo("Other");

    boss.navigate("/partners");
    boss.getByLabel("Set up <b>ACME").click();
    assertThat(boss.getByLabel("Partner AS2 id")).hasValue("<b>ACME");
    boss.getByLabel("Short name").fill("Refused");
    Desk.press(boss, "Start");
    assertThat(boss.locator(".refused")).containsText("have not confirmed their certificate yet");
    assertThat(boss.getByLabel("Partner AS2 id")).hasValue("<b>ACME");
    Desk.assertAccessible(boss);
    boss.navigate("/partners");
    boss.getByLabel("Continue the setup of <b>ACME").click();
    assertThat(boss.locator("h1")).hasText("Refused");
  }

  private static int post(URI url, String from, String to) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("AS2-Version", "1.2")
            .header("AS2-From", from)
            .header("AS2-To", to)
            .header("Message-ID", "<x@y>")
            .POST(HttpRequest.BodyPublishers.ofString("nothing"))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** The partner's own gateway sends a file to ours. */
  private static MessageRecord theySend() throws Exception {
    URI url = DESK.station().gateway().as2Urls().get(0);
    them.gateway()
        .registryEditor()
        .putPartnership(
            "ann",
            new PartnershipEntry("Them-to-Us", "Them", "Us", TestHome.sending(url)),
            Optional.empty());
    return them.awaitEnd(them.submit("Them-to-Us", "early.txt", new byte[] {1}).id());
  }

  @Test
  void tls_that_nobody_vouches_for_is_trusted_once_its_fingerprint_was_compared() throws Exception {
    OwnKey ca = TestPki.ca("CN=their-ca");
    OwnKey tls = TestPki.issuedBy(ca, "CN=localhost");
    try (ScriptedPartner server =
        ScriptedPartner.startTls(folder, TestTls.context(Optional.of(tls), List.of()))) {
      boss.navigate("/onboarding");
      boss.getByLabel("Short name").fill("Pinned");
      Desk.press(boss, "Start");
      boss.getByLabel("Partner AS2 id").fill("Pinned");
      boss.getByLabel("Partner URL").fill(server.url().toString());
      Desk.press(boss, "Save and continue");
      boss.getByLabel("or paste the text")
          .fill(PartnerSheet.pem(TestPki.rsa("CN=pin").certificate()));
      Desk.press(boss, "Review certificate");
      Desk.press(boss, "Fingerprint matches");
      Desk.press(boss, "Save and continue");
      Desk.press(boss, "Run checks");
      Locator card = boss.locator("#untrusted");
      assertThat(card).containsText(PartnerSheet.inPairs(Fingerprint.of(ca.certificate())));
      assertThat(card).containsText("CN=their-ca");
      Desk.assertAccessible(boss);
      card.getByLabel("Person you spoke with").fill("Ann");
      Desk.press(boss, "Fingerprint matches: trust");

      assertThat(boss.locator(".findings")).containsText("trusted, host name matches");
      assertThat(boss.locator("#untrusted")).hasCount(0);
      Desk.assertAccessible(boss);
      int asked = server.requests().size();
      Desk.follow(boss, "Continue");
      Desk.press(boss, "Send the test message");
      assertThat(server.awaitRequest(asked + 1).headers().first("AS2-To")).contains("Pinned");
      assertThat(Files.readString(folder.resolve("us/certs/Pinned-tls.pem")))
          .contains(PartnerSheet.pem(ca.certificate()).strip());
      assertThat(DESK.identity().audit().newest(Long.MAX_VALUE, "onboarding-trust", 1).get(0))
          .extracting(AuditEntry::after)
          .asString()
          .contains("with Ann");
    }
  }

  @Test
  void certificate_is_rolled_over_at_the_agreed_time_whatever_its_name_holds() {
    OwnKey next = TestPki.rsa(HOSTILE);
    String fingerprint = Fingerprint.of(next.certificate());
    boss.navigate("/certificates/Old");
    Desk.assertAccessible(boss);
    boss.getByLabel("or paste the text").fill(PartnerSheet.pem(next.certificate()));
    Desk.press(boss, "Review certificate");
    assertThat(boss.locator("article h3")).containsText("<script>");
    assertThat(boss.locator("article h3")).containsText("⟨U+202E⟩gnp");
    assertThat(boss.locator("article")).containsText(PartnerSheet.inPairs(fingerprint));
    Desk.assertAccessible(boss);
    Desk.press(boss, "Fingerprint matches: import");

    Locator card = boss.getByLabel("Certificate " + fingerprint.substring(0, 8));
    assertThat(card).containsText("new");
    card.getByLabel("Agreed switch time").fill("2098-01-01T10:00");
    Instant now = Instant.now();
    press(card, "Schedule");
    assertThat(boss.locator(".notice"))
        .containsText("from Jan 1, 2098, 10:00 AM CST (16:00 UTC)."); // the zone of the browser
    var certificates = DESK.station().gateway().registry().certificates();
    assertThat(certificates.encrypting("Old", now)).contains(TestPki.rsa("CN=old").certificate());
    assertThat(certificates.verifying("Old", now)).contains(next.certificate());

    card.getByLabel("Agreed switch time").fill("2020-01-01T10:00");
    press(card, "Change the time");
    assertThat(boss.locator("[role=alert]"))
        .containsText("Jan 1, 2020, 10:00 AM CST (16:00 UTC) is in the past");
    press(card, "Change the time");
    assertThat(boss.locator("[role=alert]")).containsText("Enter a date and time");
    assertThat(certificates.encrypting("Old", now)).contains(TestPki.rsa("CN=old").certificate());

    card.locator("summary", new Locator.LocatorOptions().setHasText("Switch now")).click();
    assertThat(card.locator("[data-ask^='Switch']"))
        .hasAttribute("data-ask", "Switch to this certificate now? It concerns Old.");
    press(card, "Switch now");
    assertThat(boss.locator(".notice")).containsText("is used for sending now");
    assertThat(DESK.station().gateway().registry().certificates().encrypting("Old", Instant.now()))
        .contains(next.certificate());
    String former = Fingerprint.of(TestPki.rsa("CN=old").certificate()).substring(0, 8);
    assertThat(boss.getByLabel("Certificate " + former)).containsText("previous");
    Desk.assertAccessible(boss);
    boss.navigate("/certificates");
    assertThat(boss.locator("table")).containsText("⟨U+202E⟩gnp");
    Desk.assertAccessible(boss);
    assertThat(boss.title()).contains("Certificates");
    boss.getByLabel("Valid for (days)").fill("40");
    Desk.press(boss, "Create key");
    assertThat(boss.locator(".uses")).containsText("Sign our receipts");
    boss.navigate("/certificates");
    assertThat(boss.locator("main")).containsText("39 days");
  }

  @Test
  void dts_settings_stay_blank_until_they_are_confirmed() {
    boss.navigate("/onboarding");
    Desk.assertAccessible(boss);
    Desk.press(boss, "Start with USPS DTS");
    assertThat(boss.locator("h1")).hasText("Request to USPS DTS");
    assertThat(boss.locator("main")).containsText("required");
    boss.getByLabel("Contact name").fill("Pat Doe");
    boss.getByLabel("Company").fill("My Company");
    boss.getByLabel("Requested on").fill("2026-11-01");
    Desk.press(boss, "Save");
    assertThat(boss.locator("main")).containsText("before 2026-12-01");
    assertThat(boss.getByLabel("Contact name")).hasValue("Pat Doe");
    assertThat(boss.locator("[data-copy*='Contact name: Pat Doe']")).hasCount(1);
    boss.navigate("/");
    assertThat(boss.locator(".lead-time"))
        .containsText("since the request for 'usps-dts' of 2026-11-01");
    Desk.assertAccessible(boss);
    Desk.follow(boss, "View request");
    Desk.follow(boss, "Continue setup");
    Desk.assertAccessible(boss);
    boss.locator(".stages").getByText("Security").click();
    assertThat(boss.getByLabel("USPS DTS")).isChecked();
    Locator url = boss.locator("tr", new Page.LocatorOptions().setHasText("URL of DTS"));
    assertThat(url).containsText("blank");
    assertThat(url).containsText("ask DTS");
    boss.getByLabel("Signature algorithm confirmed on").fill("2026-11-02");
    Desk.assertAccessible(boss);
    Desk.press(boss, "Save and continue");
    boss.locator(".stages").getByText("Security").click();
    assertThat(boss.locator("main")).containsText("confirmed on 2026-11-02");

    Desk.follow(boss, "Request to DTS");
    assertThat(boss.locator("main"))
        .containsText(PartnerSheet.inPairs(Fingerprint.of(TestPki.rsa("CN=us").certificate())));
    Desk.assertAccessible(boss);
  }

  @Test
  void every_other_page_is_accessible_and_fits() {
    for (String path :
        List.of("/partners", "/partners/Us", "/partners/Us/sheet", "/partner-import")) {
      boss.navigate(path);
      Desk.assertAccessible(boss);
    }
  }

  private static void press(Locator card, String name) {
    card.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private static byte[] der(OwnKey key) throws GeneralSecurityException {
    return key.certificate().getEncoded();
  }
}
