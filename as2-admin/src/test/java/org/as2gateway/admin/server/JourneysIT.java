package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How many clicks the usual tasks take, from Today on. */
@Tag("browser")
class JourneysIT {
  private static final int MOST_FOR_A_ROLLOVER = 5;

  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(JourneysIT::home);

  private static TestHome home() throws Exception {
    Instant now = Instant.now();
    OwnKey theirs =
        TestPki.rsa("CN=them", now.minus(Duration.ofDays(350)), now.plus(Duration.ofDays(9)));
    return new TestHome(folder)
        .station("Us", TestPki.rsa("CN=us"))
        .partner("Them", theirs.certificate())
        .partnership("Us", "Them", TestHome.sending(URI.create("http://127.0.0.1:9/as2")))
        .partnership("Them", "Us", Map.of());
  }

  @Test
  void certificate_of_a_partner_is_replaced_at_an_agreed_time() throws Exception {
    OwnKey next = TestPki.rsa("CN=them next");
    String pem = PartnerSheet.pem(next.certificate());
    Page page = DESK.pageOf("boss");
    Clicks clicks = Clicks.of(page);
    page.navigate("/");
    page.locator("#tasks li", containing("'Them' expires")).locator("a.button").click();

    clicks.also();
    page.locator("input[type=file]")
        .setInputFiles(
            new FilePayload("new.pem", "text/plain", pem.getBytes(StandardCharsets.US_ASCII)));
    Desk.press(page, "Review certificate");
    Desk.press(page, "Fingerprint matches: import");
    Locator card =
        page.getByLabel("Certificate " + Fingerprint.of(next.certificate()).substring(0, 8));
    card.getByLabel("Agreed switch time").fill("2098-01-01T10:00");
    card.locator("button:has-text('Schedule')").click();

    assertThat(page.locator(".notice")).containsText("from Jan 1, 2098");
    assertThat(clicks.count()).isLessThanOrEqualTo(MOST_FOR_A_ROLLOVER);
  }

  @Test
  void own_key_is_replaced_at_an_agreed_time_and_the_partner_is_told() {
    Page page = DESK.pageOf("boss");
    Clicks clicks = Clicks.of(page);
    page.navigate("/certificates/Us");
    page.getByLabel("Common name").fill("us next");
    Desk.press(page, "Create key");
    Locator next =
        page.locator(".side-card", new Page.LocatorOptions().setHasText("us next")).first();
    next.getByLabel("Agreed switch time").fill("2098-01-01T10:00");
    next.locator("button:has-text('Schedule')").click();
    next.locator("button:has-text('Sent by email')").click();

    assertThat(next.locator(".rollover")).containsText("told by email");
    assertThat(clicks.count()).isLessThanOrEqualTo(MOST_FOR_A_ROLLOVER);
  }

  private static Page.LocatorOptions containing(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}
