package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways that know nobody yet become partners, each by its pages alone. */
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
    Clicks us = new Clicks(US.boss());
    Clicks them = new Clicks(THEM.boss());
    Desk.assertAccessible(openEmpty(us));
    toConfirmedCertificate(us, THEM, "Them", "CN=them");
    openEmpty(them);
    toConfirmedCertificate(them, US, "Us", "CN=us");

    toTestMessage(us);
    toTestMessage(them);
    assertThat(us.count()).isLessThanOrEqualTo(MOST_CLICKS);
    assertThat(them.count()).isLessThanOrEqualTo(MOST_CLICKS);

    us.follow("Continue");
    Desk.assertAccessible(us.page());
    us.press("Go live");
    assertThat(us.page().locator(".notice")).containsText("'Them' is live");
    assertThat(us.page().locator(".head .badge").first()).hasText("ready");
  }

  private static Page openEmpty(Clicks desk) {
    desk.page().navigate("/");
    desk.follow("Setup");
    return desk.page();
  }

  private static void toConfirmedCertificate(
      Clicks desk, Desk other, String name, String subject) {
    desk.type("Short name", name);
    desk.press("Start");
    desk.type("Partner AS2 id", name);
    desk.type("Partner URL", other.station().gateway().as2Urls().get(0).toString());
    Desk.assertAccessible(desk.page());
    desk.press("Save and continue");
    desk.type("or paste the text", PartnerSheet.pem(TestPki.rsa(subject).certificate()));
    desk.press("Review certificate");
    desk.press("Fingerprint matches");
  }

  private static void toTestMessage(Clicks desk) {
    Desk.assertAccessible(desk.page());
    desk.press("Save and continue");
    desk.press("Run checks");
    desk.follow("Continue");
    desk.press("Send the test message");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              desk.page().reload();
              return desk.page().locator(".box.good").count() > 0;
            });
  }
}
