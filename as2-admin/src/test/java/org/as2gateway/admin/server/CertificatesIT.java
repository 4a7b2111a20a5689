package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.pgp.PgpKeyFile;
import org.as2gateway.pgp.PgpNewKey;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateRegistry;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of one alias: retired by name, put back, downloaded, compared, copied. */
@Tag("browser")
class CertificatesIT {
  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(CertificatesIT::home);

  private static Page boss;

  private static TestHome home() throws Exception {
    return new TestHome(folder)
        .station("Us", TestPki.rsa("CN=us"))
        .station("Roll", TestPki.rsa("CN=roll"))
        .partner("Them", theirs())
        .partnership("Us", "Them", TestHome.sending(URI.create("http://127.0.0.1:9/as2")))
        .partnership("Roll", "Them", TestHome.sending(URI.create("http://127.0.0.1:9/as2")))
        .partnership("Them", "Us", Map.of());
  }

  private static X509Certificate theirs() {
    return TestPki.rsa("CN=them").certificate();
  }

  private static CertificateRegistry certificates() {
    return DESK.station().gateway().registry().certificates();
  }

  @BeforeEach
  void open() {
    boss = DESK.boss();
    boss.navigate("/"); // so that the gateway knows the browser's zone
    boss.navigate("/certificates/Them");
  }

  private static Locator card() {
    return boss.getByLabel("Certificate " + Fingerprint.brief(theirs()));
  }

  private static Locator button(Locator card, String name) {
    return card.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void the_last_certificate_is_retired_by_its_name_only_and_put_back() {
    card().locator("summary", new Locator.LocatorOptions().setHasText("Retire")).click();
    assertThat(card()).containsText("These 3 partnerships stop");
    assertThat(card()).containsText("Them-to-Us");
    button(card(), "Retire").click();
    assertThat(boss.locator("[role=alert]"))
        .containsText("these partnerships would stop: Us-to-Them, Roll-to-Them, Them-to-Us");
    assertThat(certificates().encrypting("Them", Instant.now())).contains(theirs());
    Desk.assertAccessible(boss);

    card().locator("summary", new Locator.LocatorOptions().setHasText("Retire")).click();
    card().getByLabel("Enter the name Them to confirm").fill("Them");
    button(card(), "Retire").click();
    assertThat(boss.locator(".notice")).containsText("was retired");
    assertThat(boss.locator(".notice")).not().containsText("Z");
    assertThat(certificates().encrypting("Them", Instant.now())).isEmpty();

    boss.getByText("1 retired").click();
    Desk.press(boss, "Put back " + Fingerprint.brief(theirs()).substring(0, 8));
    assertThat(boss.locator(".notice")).containsText("no longer retired");
    assertThat(certificates().encrypting("Them", Instant.now())).contains(theirs());
  }

  @Test
  void openpgp_keys_are_created_reviewed_imported_and_retired_on_the_pages() throws Exception {
    boss.navigate("/certificates");
    boss.getByText("New OpenPGP key, for files sent by SFTP").first().click();
    boss.getByLabel("Name and address").first().fill("Us <us@example.com>");
    Desk.press(boss, "Create OpenPGP key");
    assertThat(boss.locator(".notice")).containsText("The OpenPGP key was created");
    assertThat(boss.locator("main")).containsText("Us <us@example.com>");
    Desk.assertAccessible(boss);

    boss.navigate("/certificates");
    boss.locator("form[action='/certificate-import'] select[name=alias]").selectOption("Them");
    boss.getByLabel("or paste the text").fill(theirPgpKey());
    Desk.press(boss, "Review certificate");
    assertThat(boss.locator("main")).containsText("OpenPGP key Them");
    Desk.assertAccessible(boss);
    Desk.press(boss, "Fingerprint matches: import");
    assertThat(boss.locator(".notice")).containsText("Imported OpenPGP key Them");
    String print = certificates().pgp().entries("Them").get(0).fingerprint().substring(0, 8);
    Desk.press(boss, "Retire " + print);
    assertThat(boss.locator(".notice")).containsText("retired");
    assertThat(certificates().pgp().encrypting("Them", Instant.now())).isEmpty();
    Desk.press(boss, "Put back " + print);
    assertThat(certificates().pgp().encrypting("Them", Instant.now())).isPresent();
  }

  private static String theirPgpKey() throws Exception {
    String secret =
        new PgpNewKey("Them", PgpNewKey.Kind.CURVE_25519, Duration.ofDays(100))
            .generate(Instant.now().minusSeconds(60), "theirs".toCharArray());
    return PgpKeyFile.parse(secret.getBytes(StandardCharsets.US_ASCII))
        .keys()
        .get(0)
        .key()
        .toArmor();
  }

  @Test
  void a_time_that_the_clock_skips_is_refused_and_one_without_a_zone_says_whose_it_is() {
    card().locator("summary", new Locator.LocatorOptions().setHasText("Retire")).click();
    assertThat(card()).containsText("America/Chicago time");
    card().getByLabel("Retire on").fill("2031-03-09T02:30");
    button(card(), "Retire").click();
    assertThat(boss.locator("[role=alert]"))
        .containsText("2:30 AM on Mar 9, 2031 does not exist in America/Chicago time");
    assertThat(certificates().encrypting("Them", Instant.now())).contains(theirs());

    Page plain = DESK.plainPageOf("boss");
    plain.navigate("/certificates/Them");
    assertThat(plain.locator("main")).containsText("the time zone of the gateway's computer");
  }

  @Test
  void a_certificate_is_downloaded_as_der_and_as_pem() throws Exception {
    String path = "/certificates/Them/" + Fingerprint.of(theirs());
    var der = boss.request().get(path + "/cer");
    assertThat(der.headers().get("content-disposition")).contains("Them-").contains(".cer");
    assertThat(der.body()).isEqualTo(theirs().getEncoded());
    var pem = boss.request().get(path + "/pem");
    assertThat(new String(pem.body(), StandardCharsets.US_ASCII))
        .isEqualToNormalizingNewlines(PartnerSheet.pem(theirs()));
    assertThat(boss.request().get("/certificates/Them/" + "0".repeat(64) + "/cer").status())
        .isEqualTo(404);
    boss.navigate("/certificates");
    assertThat(boss.locator("a[href='" + path + "/cer']")).hasCount(1);
  }

  @Test
  void a_fingerprint_that_is_read_out_is_compared() {
    String print = Fingerprint.of(theirs());
    card().getByLabel("Compare").fill(PartnerSheet.inPairs(print).toLowerCase(Locale.ROOT) + " ");
    button(card(), "Compare").click();
    assertThat(card()).containsText("Equal: the fingerprint matches.");
    card().getByLabel("Compare").fill(print.substring(1));
    button(card(), "Compare").click();
    assertThat(card()).containsText("Not equal: 63 hex digits");
    Desk.assertAccessible(boss);
  }

  @Test
  void a_fingerprint_is_copied() {
    boss.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    card().getByText("Copy", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(card().getByText("Copied")).isVisible();
    assertThat(boss.evaluate("navigator.clipboard.readText()"))
        .isEqualTo(PartnerSheet.inPairs(Fingerprint.of(theirs())));
  }

  @Test
  void a_first_key_is_in_use_at_once_and_a_second_waits() {
    boss.navigate("/certificates");
    boss.evaluate("document.querySelector(\"[action='/key-new'] [name=alias]\").value = 'Fresh'");
    boss.locator("[action='/key-new'] button").first().click();
    assertThat(boss.locator(".notice")).containsText("is in use, since there is no other");
    boss.navigate("/certificates/Fresh");
    Desk.press(boss, "Create key");
    assertThat(boss.locator(".notice")).containsText("before you use it");
  }

  @Test
  void a_switch_is_scheduled_canceled_made_and_taken_back() {
    boss.navigate("/certificates/Roll");
    boss.getByLabel("Common name").fill("roll next");
    Desk.press(boss, "Create key");
    Locator next = named("roll next");
    Locator old = boss.getByLabel("Certificate " + Fingerprint.brief(rolling()));
    assertThat(status(next)).hasText("new, waiting");
    assertThat(next).containsText("Schedule the switch to offer");
    Desk.picture(boss, "-new");

    next.getByLabel("Agreed switch time").fill("2098-01-01T10:00");
    button(next, "Schedule").click();
    assertThat(status(next)).hasText("scheduled");
    Desk.picture(boss, "-scheduled");
    boss.navigate("/certificates");
    assertThat(row("roll next")).containsText("scheduled");
    assertThat(row("roll next")).containsText("from Jan 1, 2098");
    boss.navigate("/certificates/Roll");
    next.getByText("Cancel", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(boss.locator(".notice")).containsText("switch was canceled");
    assertThat(status(next)).hasText("new, waiting");

    next.getByText("Switch now").first().click();
    button(next, "Switch now").click();
    assertThat(status(next)).hasText("in use");
    assertThat(status(old)).hasText("previous, still accepted");
    assertThat(next.locator(".rollover .badge")).hasText("not told");
    assertThat(button(old, "Schedule")).hasCount(0);
    old.locator("summary", new Locator.LocatorOptions().setHasText("Retire")).click();
    assertThat(old).containsText("Not confirmed that they have the present certificate: Them");
    Desk.assertAccessible(boss);
    Desk.picture(boss, "-switched");
    button(next, "Them has confirmed").click();
    assertThat(old).not().containsText("Not confirmed that");

    Instant switched = signing().activeFrom().orElseThrow();
    Awaitility.await().until(() -> Instant.now().isAfter(switched.plusSeconds(1)));
    old.getByText("Switch back").first().click();
    button(old, "Switch back now").click();
    assertThat(status(old)).hasText("in use");
    assertThat(status(next)).hasText("previous, still accepted");
    assertThat(boss.locator(".rollover")).hasCount(0);
    Desk.picture(boss, "-back");

    next.locator("summary", new Locator.LocatorOptions().setHasText("Retire")).click();
    next.getByLabel("Retire on").fill("2098-01-01T10:00");
    button(next, "Retire").click();
    assertThat(next).containsText("Retires");
    next.getByText("Cancel", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(next).not().containsText("Retires");
  }

  @Test
  void the_list_is_sorted_by_expiry_and_says_what_is_used() {
    boss.navigate("/certificates");
    assertThat(row("us").first()).containsText("in use");
    assertThat(row("us").first()).containsText("2 partnerships");
    assertThat(boss.locator("th[aria-sort=ascending]")).hasText("Expires");
    Desk.assertAccessible(boss);
    Desk.assertNothingCutOff(boss);
  }

  private static X509Certificate rolling() {
    return TestPki.rsa("CN=roll").certificate();
  }

  private static CertificateEntry signing() {
    X509Certificate used =
        certificates().signing("Roll", Instant.now()).orElseThrow().certificate();
    return certificates().entries().stream()
        .filter(entry -> entry.certificate().equals(used))
        .findFirst()
        .orElseThrow();
  }

  private static Locator named(String name) {
    return boss.locator(".side-card", new Page.LocatorOptions().setHasText(name)).first();
  }

  private static Locator status(Locator card) {
    return card.locator(".head .badge");
  }

  private static Locator row(String name) {
    return boss.locator(".timeline tbody tr")
        .filter(
            new Locator.FilterOptions()
                .setHas(boss.locator("td a.wrap", new Page.LocatorOptions().setHasText(name))));
  }

  @Test
  void a_new_key_is_told_to_each_partner_and_the_switch_warns_until_all_confirmed() {
    boss.navigate("/certificates/Us");
    boss.getByLabel("Common name").fill("us next");
    Desk.press(boss, "Create key");
    Locator next =
        boss.locator(".side-card", new Page.LocatorOptions().setHasText("us next")).first();
    assertThat(next.locator(".rollover .badge")).hasText("not told");
    assertThat(next).containsText("Not confirmed yet: Them");
    button(next, "Sent by email to Them").click();
    assertThat(next.locator(".rollover .badge")).hasText("told, not confirmed");
    assertThat(next.locator(".rollover")).containsText("told by email");
    assertThat(next.locator("[data-ask^=Switch]"))
        .hasAttribute(
            "data-ask",
            "Switch to this certificate now? It concerns Them. Not confirmed: Them. They may"
                + " refuse our messages.");
    Desk.assertAccessible(boss);

    next.getByLabel("Agreed switch time").fill("2098-01-01T10:00");
    button(next, "Schedule").click();
    next.getByText("Text for an email").click();
    assertThat(next.locator("pre").filter(new Locator.FilterOptions().setHasText("Subject: New")))
        .containsText("from Jan 1, 2098, 10:00 AM CST (16:00 UTC)");
    button(next, "Offer by message to Them").click();
    assertThat(next.locator(".rollover")).containsText("offered by message");
    button(next, "Them has confirmed").click();
    assertThat(next.locator(".rollover .badge")).hasText("confirmed");
    assertThat(next.locator(".rollover")).containsText("noted by boss");
    assertThat(next).not().containsText("Not confirmed yet");
    assertThat(next.locator("[data-ask^=Switch]"))
        .hasAttribute("data-ask", "Switch to this certificate now? It concerns Them.");
    Desk.assertAccessible(boss);
  }
}
