package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.testkit.OpenSsl;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A key of ours gets a certificate from an authority, and is backed up. */
@Tag("browser")
class KeysIT {
  private static final OwnKey US = TestPki.rsa("CN=us");
  private static final String PAGE = "/certificates/Us/" + Fingerprint.of(US.certificate());
  private static final String FILE_PASSWORD = "a password of the file";

  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(KeysIT::home);

  private Page boss;
  private OpenSsl openSsl;

  private static TestHome home() throws Exception {
    return new TestHome(folder.resolve("us"))
        .station("Us", US)
        .partner("Them", TestPki.rsa("CN=them").certificate())
        .partnership("Us", "Them", TestHome.sending(URI.create("http://127.0.0.1:9/as2")));
  }

  @BeforeEach
  void open(@TempDir Path scratch) {
    boss = DESK.boss();
    openSsl = new OpenSsl(scratch);
  }

  private static X509Certificate signing() {
    return DESK.station()
        .gateway()
        .registry()
        .certificates()
        .signing("Us", Instant.now())
        .orElseThrow()
        .certificate();
  }

  private Path download(String button) throws IOException {
    Download download = boss.waitForDownload(() -> Desk.press(boss, button));
    Path file = openSsl.temporary("-" + download.suggestedFilename());
    download.saveAs(file);
    return file;
  }

  @Test
  void a_certificate_is_requested_imported_with_its_chain_and_switched_to() throws Exception {
    boss.navigate("/certificates/Us");
    Desk.follow(boss, "Get a CA certificate");
    Desk.assertAccessible(boss);
    boss.getByLabel("Organization").fill("Example & Sons");
    boss.getByLabel("Country").fill("us");
    Path csr = download("Download request (.csr)");
    assertThat(csr.toString()).endsWith(".csr");
    OpenSsl.Result seen =
        openSsl.run("req", "-verify", "-noout", "-subject", "-in", csr.toString());
    assertThat(seen.output()).contains("verify OK", "Example & Sons", "C = US", "CN = us");

    boss.getByLabel("or paste the text").fill(PartnerSheet.pem(TestPki.ca("Other").certificate()));
    Desk.press(boss, "Import certificate");
    assertThat(boss.locator("[role=alert]"))
        .containsText("Nothing was imported: no certificate in it belongs to a key");
    Desk.assertAccessible(boss);

    KeyPair ours = new KeyPair(US.certificate().getPublicKey(), US.privateKey());
    X509Certificate issued = TestPki.certified(ours, "us by a ca").certificate();
    X509Certificate ca = TestPki.ca("Authority").certificate();
    boss.getByLabel("or paste the text").fill(PartnerSheet.pem(ca) + PartnerSheet.pem(issued));
    Desk.press(boss, "Import certificate");
    assertThat(boss.locator(".notice")).containsText("used once you schedule it or switch to it");
    assertThat(signing()).as("as before").isEqualTo(US.certificate());
    Locator card = boss.getByLabel("Certificate " + Fingerprint.brief(issued));
    assertThat(card).containsText("Chain");
    assertThat(card).containsText("Authority");
    String print = Fingerprint.of(issued);
    var chain = boss.request().get("/certificates/Us/" + print + "/chain");
    assertThat(new String(chain.body(), StandardCharsets.US_ASCII))
        .isEqualTo(PartnerSheet.pem(issued) + PartnerSheet.pem(ca));
    Desk.assertAccessible(boss);
    boss.navigate("/partners/Us/sheet");
    assertThat(boss.locator("main")).containsText("CA certificates above it");

    boss.navigate("/certificates/Us");
    card.getByText("Switch now").first().click();
    card.locator("button[value=now]").click();
    assertThat(boss.locator(".notice")).containsText("Switched");
    assertThat(signing()).isEqualTo(issued);
    assertThat(card).containsText("in use");
  }

  @Test
  void a_key_is_backed_up_by_an_administrator_who_enters_the_password_again() throws Exception {
    boss.navigate("/certificates/Us");
    boss.locator("a[href='" + PAGE + "/backup']").click();
    assertThat(boss.locator("main")).containsText("contains the private key");
    Desk.assertAccessible(boss);
    fill("wrong password", FILE_PASSWORD, FILE_PASSWORD);
    Desk.press(boss, "Download key (.p12)");
    assertThat(boss.locator("[role=alert]")).containsText("your password is wrong");
    fill(Desk.PASSWORD, FILE_PASSWORD, FILE_PASSWORD + "x");
    Desk.press(boss, "Download key (.p12)");
    assertThat(boss.locator("[role=alert]")).containsText("passwords of the file differ");

    fill(Desk.PASSWORD, FILE_PASSWORD, FILE_PASSWORD);
    Path file = download("Download key (.p12)");
    assertThat(keys(file, FILE_PASSWORD)).contains("BEGIN PRIVATE KEY", "BEGIN CERTIFICATE");
    assertThat(keys(file, "wrong")).doesNotContain("PRIVATE KEY");
    boss.navigate("/audit");
    assertThat(boss.locator("main")).containsText("Exported a private key");

    DESK.makeUser("manager", Role.PARTNER_MANAGER);
    Page manager = DESK.pageOf("manager");
    manager.navigate("/certificates/Us");
    assertThat(manager.locator("a[href='" + PAGE + "/backup']")).hasCount(0);
    assertThat(manager.locator("a[href='" + PAGE + "/request']")).hasCount(1);
    assertThat(manager.navigate(PAGE + "/backup").status()).isEqualTo(403);
    assertThat(boss.navigate("/certificates/Them/" + theirs() + "/backup").status()).isEqualTo(404);
  }

  private static String theirs() {
    return Fingerprint.of(TestPki.rsa("CN=them").certificate());
  }

  private void fill(String own, String file, String again) {
    boss.getByLabel("Your password").fill(own);
    boss.getByLabel("Password for the file", new Page.GetByLabelOptions().setExact(false))
        .first()
        .fill(file);
    boss.getByLabel("Confirm password for the file").fill(again);
  }

  private String keys(Path file, String password) throws IOException {
    assertThat(Files.size(file)).isPositive();
    return openSsl
        .run("pkcs12", "-nodes", "-in", file.toString(), "-passin", "pass:" + password)
        .output();
  }
}
