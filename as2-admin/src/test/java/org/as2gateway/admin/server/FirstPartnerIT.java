package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two new gateways set each other up as partners, using only their pages. */
@Tag("browser")
class FirstPartnerIT {
  private static final int MOST_CLICKS = 12;

  @TempDir private static Path folder;

  @RegisterExtension static final Desk US = Desk.of(() -> home("Us", "CN=us"));
  @RegisterExtension static final Desk THEM = Desk.of(() -> home("Them", "CN=them"));

  private static TestHome home(String name, String subject) throws Exception {
    return new TestHome(folder.resolve(name)).station(name, TestPki.rsa(subject));
  }

  @Test
  void a_test_message_is_at_most_twelve_clicks_away() {
    Page us = US.pageOf("boss");
    Page them = THEM.pageOf("boss");
    Clicks ours = Clicks.of(us);
    Clicks theirs = Clicks.of(them);
    toConfirmedCertificate(us, THEM, "Them", "CN=them");
    toConfirmedCertificate(them, US, "Us", "CN=us");
    toTestMessage(us);
    toTestMessage(them);
    assertThat(ours.count()).isBetween(5, MOST_CLICKS);
    assertThat(theirs.count()).isBetween(5, MOST_CLICKS);

    Desk.follow(us, "Continue");
    Desk.assertAccessible(us);
    Desk.press(us, "Go live");
    assertThat(us.locator(".notice")).containsText("'Them' is live");
    assertThat(us.locator(".head .badge").first()).hasText("ready");
  }

  private static void toConfirmedCertificate(Page page, Desk other, String name, String subject) {
    page.navigate("/");
    Desk.follow(page, "Setup");
    page.getByLabel("Short name").fill(name);
    Desk.press(page, "Start");
    page.getByLabel("Partner AS2 id").fill(name);
    page.getByLabel("Partner URL").fill(other.station().gateway().as2Urls().get(0).toString());
    Desk.press(page, "Save and continue");
    page.getByLabel("or paste the text").fill(PartnerSheet.pem(TestPki.rsa(subject).certificate()));
    Desk.press(page, "Review certificate");
    Desk.press(page, "Fingerprint matches");
  }

  private static void toTestMessage(Page page) {
    Desk.assertAccessible(page);
    Desk.press(page, "Save and continue");
    Desk.press(page, "Run checks");
    Desk.follow(page, "Continue");
    Desk.press(page, "Send the test message");
    Desk.reloadUntilShown(page, ".box.good");
  }
}
