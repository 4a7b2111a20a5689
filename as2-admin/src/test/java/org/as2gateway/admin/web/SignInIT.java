package org.as2gateway.admin.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.as2gateway.admin.station.Station;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInIT {
  private static Desk desk;

  @TempDir private Path folder;
  private Station station;
  private URI url;

  @BeforeAll
  static void openBrowser() {
    desk = Desk.open();
  }

  @AfterAll
  static void closeBrowser() {
    if (desk != null) {
      desk.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    station =
        Station.start(
            new TestHome(folder).station("Us", TestPki.rsa("CN=us")).config(),
            Map.of(),
            Clock.systemUTC());
    url = station.adminUrl().orElseThrow();
  }

  @AfterEach
  void stop() {
    station.close();
  }

  @Test
  void link_of_the_console_makes_the_first_account_once() {
    URI link = station.setUpUrl().orElseThrow();
    Page page = desk.page(url);
    page.navigate("/");
    assertThat(page.locator("main")).containsText("set-up link");
    Desk.assertAccessible(page);
    page.navigate(link.toString());
    Desk.assertAccessible(page);

    Desk.setUp(page, link);

    assertThat(page.locator("h1")).hasText("Today");
    assertThat(page.locator(".who")).containsText("boss");
    Desk.assertAccessible(page);
    assertThat(station.setUpUrl()).isEmpty();
    assertThat(page.navigate(link.toString()).status()).isEqualTo(403);
    Desk.assertAccessible(page);
    Cookie cookie = page.context().cookies().get(0);
    assertThat(cookie.httpOnly).isTrue();
    assertThat(cookie.sameSite).hasToString("STRICT");
  }

  @Test
  void sign_in_leads_back_to_the_page_wanted_and_works_without_scripts() {
    Page page = desk.pageWithoutScripts(url);
    Desk.setUp(page, station.setUpUrl().orElseThrow());
    String before = page.context().cookies().get(0).value;
    page.click("text=Sign out");
    page.navigate("/audit?q=sign-in");
    page.getByLabel("Name").fill("Boss ");
    page.getByLabel("Password").fill("wrong password");
    page.click("main button");
    assertThat(page.locator("[role=alert]")).hasText("Name or password is wrong.");
    page.getByLabel("Password").fill(Desk.PASSWORD);
    page.click("main button");

    assertThat(page).hasURL(url + "/audit?q=sign-in");
    assertThat(page.context().cookies().get(0).value).isNotEqualTo(before);
  }
}
