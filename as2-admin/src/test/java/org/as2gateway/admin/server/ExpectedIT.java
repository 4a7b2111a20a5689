package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rules for expected traffic, their calendars and the holidays. */
@Tag("browser")
class ExpectedIT {
  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(ExpectedIT::home);

  private static TestHome home() throws Exception {
    return new TestHome(folder)
        .station("Us", TestPki.rsa("CN=us"))
        .partner("Them", TestPki.rsa("CN=them").certificate())
        .partnership("Us", "Them", TestHome.sending(URI.create("http://127.0.0.1:9/as2")));
  }

  @Test
  void rule_is_previewed_saved_shown_with_its_calendar_and_removed() {
    Page page = DESK.pageOf("boss");
    page.navigate("/expected-traffic");
    assertThat(page.locator("main")).containsText("No rules yet");
    Desk.assertAccessible(page);
    page.click("text=A file by a time of day");
    page.locator("[name=partner]").selectOption("Them");
    page.locator("[name=zone]").selectOption("America/New_York");
    Desk.press(page, "Preview");
    assertThat(page.locator("#sentence"))
        .hasText(
            "Alert if no file like '*.manifest' was sent to Them by 11:00 PM ET on weekdays,"
                + " except holidays.");
    Desk.assertAccessible(page);
    page.locator("[name=by]").fill("00:00");
    for (String day : new String[] {"saturday", "sunday"}) {
      page.locator("[name=day][value=" + day + "]").check();
    }
    Desk.press(page, "Save");
    assertThat(page.locator(".notice")).containsText("The rule was saved.");
    assertThat(page.locator("#sentence")).containsText("by 12:00 AM ET every day, except holidays");

    Locator calendar = page.locator("#calendar");
    assertThat(calendar.locator("tbody tr")).hasCount(5);
    assertThat(calendar.locator("tbody td")).hasCount(35);
    assertThat(calendar.locator("tbody tr").first().locator("td").first().locator(".badge"))
        .hasText("missed");
    Desk.assertAccessible(page);

    page.navigate("/expected-traffic");
    assertThat(page.locator("#rules")).containsText("12:00 AM ET every day");
    String firstMonday =
        LocalDate.now(ZoneId.of("America/New_York"))
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .minusWeeks(4)
            .toString();
    page.locator("[name=days]").fill("11/26/2026");
    page.click("text=Save holidays");
    assertThat(page.locator("[role=alert]")).containsText("a holiday is '11/26/2026'");
    page.locator("[name=days]").fill(firstMonday + " Inventory");
    page.click("text=Save holidays");
    assertThat(page.locator(".notice")).containsText("The holidays were saved.");
    page.locator("#rules").getByText("Calendar").click();
    assertThat(calendar.locator("tbody tr").first().locator("td").first().locator(".badge"))
        .hasText("holiday");
    page.click("text=Remove rule");
    assertThat(page.locator(".notice")).containsText("The rule was removed.");
  }
}
