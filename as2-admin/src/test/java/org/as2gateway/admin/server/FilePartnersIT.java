package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Partners over SFTP and PDX, set up on the pages. */
@Tag("browser")
class FilePartnersIT {
  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(FilePartnersIT::home);
  private static OpenSsh openSsh;
  private static Path hostKey;
  private static OpenSsh.Server sshd;
  private static SyntheticPdx pdx;
  private static Path in;

  private static TestHome home() throws Exception {
    return new TestHome(folder.resolve("us"))
        .settings(
            TestHome.SETTINGS + "sftp: { enabled: true, host: 127.0.0.1, port: 0, poll: 1s }\n")
        .station("Us", TestPki.rsa("CN=us"));
  }

  @BeforeAll
  static void open() throws Exception {
    openSsh = new OpenSsh(folder);
    hostKey = openSsh.key("host", "ed25519", "");
    Path userKey = openSsh.key("user", "ed25519", "");
    in = Files.createDirectory(folder.resolve("in"));
    Path certs = folder.resolve("us/certs/Us");
    Files.copy(userKey, certs.resolve("id_ed25519"));
    Files.copy(Path.of(userKey + ".pub"), certs.resolve("id_ed25519.pub"));
    sshd = openSsh.server(hostKey, List.of(userKey));
    pdx = SyntheticPdx.open(folder.resolve("pdx"), 0, "jane", "secret", Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    if (sshd != null) {
      sshd.close();
    }
    if (pdx != null) {
      pdx.close();
    }
  }

  private static Map<String, String> attributes(String partnership) throws Exception {
    return DESK.station()
        .gateway()
        .registryEditor()
        .partnership(partnership)
        .map(PartnershipEntry::attributes)
        .orElseThrow();
  }

  private static String url() {
    return "sftp://" + System.getProperty("user.name") + "@127.0.0.1:" + sshd.port() + in;
  }

  @Test
  void a_partner_over_sftp_is_set_up_to_a_round_trip_without_scripts() throws Exception {
    Page page = DESK.plainPageOf("boss");
    page.navigate("/onboarding");
    page.getByLabel("Short name").fill("Acme");
    page.locator("input[type=radio][name=transport][value=sftp]").check();
    Desk.press(page, "Start");
    assertThat(page.locator(".stages")).not().containsText("Certificates");
    page.locator("input[name=sftp_side][value=theirs]").check();
    Desk.press(page, "Save and continue");
    Locator server = page.getByLabel("SFTP server, user, and folder");
    server.fill("https://partner.example/in");
    page.getByLabel("Login key").fill("Us");
    Desk.press(page, "Save and continue");
    assertThat(page.locator("[role=alert] a")).hasText("SFTP server, user, and folder");
    assertThat(page.locator(".wrong")).containsText("expected sftp://user@host:port/folder");
    server.fill(url());
    Desk.press(page, "Save and continue");

    page.locator("input[name=pgp][value=no]").check();
    Desk.press(page, "Save and continue");
    page.getByLabel("Also upload a small test file").check();
    Desk.press(page, "Run checks");
    String found = openSsh.fingerprint(hostKey);
    assertThat(page.locator("#host-key")).containsText(found);
    assertThat(page.locator(".findings")).containsText("none is pinned");
    assertThat(in).as("nothing before the host key is pinned").isEmptyDirectory();
    Page scripted = DESK.pageOf("boss");
    scripted.navigate(page.url());
    assertThat(scripted.locator("#host-key")).containsText(found);
    Desk.assertAccessible(scripted);
    Desk.picture(scripted, "-pin");
    page.getByLabel("Person you spoke with").fill("Ann");
    Desk.press(page, "Fingerprint matches: pin");
    assertThat(page.locator("#host-key")).hasCount(0);
    page.getByLabel("Also upload a small test file").check();
    Desk.press(page, "Run checks again");
    assertThat(page.locator(".findings")).containsText("bytes came back");
    assertThat(page.locator(".findings .failed")).hasCount(0);
    assertThat(in).as("the round trip leaves nothing").isEmptyDirectory();

    Desk.follow(page, "Continue");
    assertThat(page.locator("#test-state")).containsText("SFTP has no receipts");
    Desk.press(page, "Send the test message");
    Desk.reloadUntilShown(page, ".box.good");
    assertThat(page.locator(".box.good")).containsText("no receipts");
    try (Stream<Path> files = Files.list(in)) {
      assertThat(files).hasSize(1);
    }
    Desk.follow(page, "Continue");
    Desk.press(page, "Go live");
    assertThat(page.locator(".notice")).containsText("'Acme' is live");
    assertThat(attributes("Us-to-Acme")).containsEntry("gw.sftp_host_key", found);
    assertThat(DESK.identity().audit().newest(Long.MAX_VALUE, "onboarding-trust", 1).get(0).after())
        .contains(found, "by boss", "with Ann");
    Desk.follow(page, "Host keys");
    assertThat(page.locator("main")).containsText(found);
  }

  @Test
  void usps_has_three_options_with_blanks_and_sftp_asks_its_own_questions() {
    Page page = DESK.pageOf("boss");
    page.navigate("/onboarding");
    Desk.assertAccessible(page);
    for (String option : List.of("as2", "sftp")) {
      Locator card = page.locator("#usps-" + option);
      assertThat(card).containsText("at least 30 days");
      assertThat(card).containsText("delivery.confirmation@usps.gov");
      assertThat(card).containsText("check before use: published 2017");
      assertThat(card).containsText("ask DTS");
    }
    assertThat(page.locator("#usps-pdx")).containsText("none; you enroll yourself");
    assertThat(page.locator("#usps-pdx")).containsText("check before use: published 2020");
    assertThat(page.locator("#usps-pdx")).not().containsText("ask DTS");

    Desk.press(page, "Start with USPS SFTP");
    assertThat(page.locator("h1")).hasText("Request to USPS DTS");
    assertThat(page.locator("main")).containsText("Fingerprint of the host key");
    assertThat(page.locator("main")).not().containsText("Our AS2 id");
    Desk.assertAccessible(page);
    Desk.follow(page, "Continue setup");
    page.locator("input[name=sftp_side][value=ours]").check();
    Desk.assertAccessible(page);
    Desk.press(page, "Save and continue");
    page.getByLabel("Login key").fill("usps-sftp");
    Desk.assertAccessible(page);
    Desk.press(page, "Save and continue");
    page.locator("input[name=pgp][value=yes]").check();
    page.getByLabel("Encrypt with the key of").fill("usps-sftp");
    Desk.assertAccessible(page);
    Desk.press(page, "Save and continue");
    Desk.press(page, "Run checks");
    assertThat(page.locator(".findings")).containsText("neither key nor password");
    assertThat(page.locator(".findings")).containsText("an OpenPGP key to encrypt for");
    Desk.assertAccessible(page);
    Desk.follow(page, "Request to DTS");
    assertThat(page.locator("main")).containsText("our own");
    assertThat(page.locator("[data-copy*='Our host key: SHA256:']")).hasCount(1);
  }

  @Test
  void pdx_is_set_up_without_dts_from_a_missing_login_to_live() throws Exception {
    Page page = DESK.pageOf("boss");
    page.navigate("/onboarding");
    Desk.press(page, "Start with USPS PDX");
    assertThat(page.locator("h1")).hasText("usps-pdx");
    page.locator(".stages").getByText("Identity").click();
    assertThat(page.locator("main")).containsText("no setup with DTS");
    Desk.assertAccessible(page);
    Desk.press(page, "Save and continue");
    page.getByLabel("PDX environment").selectOption("CAT");
    page.getByLabel("PDX login file").fill("../pdx");
    Desk.press(page, "Save and continue");
    assertThat(page.locator("[role=alert] a")).hasText("PDX login file");
    Desk.assertAccessible(page);
    page.getByLabel("PDX login file").fill("pdx-login");
    Desk.press(page, "Save and continue");
    Desk.press(page, "Run checks");
    assertThat(page.locator(".findings")).containsText("does not exist");
    Path secrets = Files.createDirectories(folder.resolve("us/data/secrets"));
    Files.writeString(secrets.resolve("pdx-login"), "jane\nsecret\n" + pdx.url() + "\n");
    Desk.press(page, "Run checks again");
    assertThat(page.locator(".findings")).containsText("'jane' is signed in");
    Desk.assertAccessible(page);
    Desk.follow(page, "Continue");
    assertThat(page.locator("#test-state")).containsText("PDX has no receipts");
    Desk.press(page, "Send the test message");
    Desk.reloadUntilShown(page, ".box.good");
    Desk.assertAccessible(page);
    Desk.follow(page, "Continue");
    Desk.assertAccessible(page);
    Desk.press(page, "Go live");
    assertThat(page.locator(".notice")).containsText("'usps-pdx' is live");
    assertThat(attributes("usps-pdx-to-Us")).containsEntry("gw.usps", "answers");
  }
}
