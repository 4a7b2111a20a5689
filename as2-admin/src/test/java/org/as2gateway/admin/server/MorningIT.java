package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an operator finds in the morning after {@link Night}. */
@Tag("browser")
final class MorningIT {
  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(() -> Night.pass(folder));

  private static Page page;

  @BeforeAll
  static void open() {
    page = DESK.boss();
  }

  @Test
  void today_answers_without_a_click_what_was_received_and_with_what_proof() {
    LocalTime now = LocalTime.now(ZoneId.systemDefault());
    page.navigate(
        "/?start=%s&end=%s"
            .formatted(
                now.minusHours(20).truncatedTo(ChronoUnit.MINUTES),
                now.plusHours(1).truncatedTo(ChronoUnit.MINUTES)));

    assertThat(row(Night.USPS)).containsText("all proven");
    assertThat(row(Night.USPS)).containsText("signed by CN=" + Night.USPS);
    assertThat(row(Night.WAREHOUSE)).containsText("failed");
    assertThat(row(Night.FREIGHT)).containsText("refused");
    assertThat(row(Night.BINDERY)).containsText("waiting");
    assertThat(row(Night.BINDERY)).containsText("could not connect to");
    Desk.assertNothingCutOff(page);
    Desk.assertAccessible(page);

    row(Night.USPS).locator("td[data-label='Last verified receipt'] a").click();
    assertThat(page.locator("#receipt")).containsText("Signature valid");
    page.navigate("/");
    assertThat(row(Night.USPS)).containsText("all proven"); // the hours are remembered

    page.click("#night-earlier");
    assertThat(page.locator("#night-title")).hasText("Earlier night");
    page.click("#night-later");
    assertThat(row(Night.USPS)).containsText("all proven");
  }

  private static Locator row(String partner) {
    return page.locator("#night tbody tr:has(#night-" + partner + ")");
  }

  @Test
  void ten_seconds_tell_what_went_well_and_what_needs_a_person() {
    page.navigate("/");

    Locator tasks = page.locator("#tasks");
    assertThat(tasks).containsText("of '" + Night.US + "-to-" + Night.WAREHOUSE + "' failed");
    assertThat(tasks).containsText("of '" + Night.US + "-to-" + Night.FREIGHT + "' failed");
    assertThat(tasks).containsText("of '" + Night.FREIGHT + "-to-" + Night.US + "' refused");
    assertThat(tasks).containsText(Night.PRINTER);
    assertThat(tasks).not().containsText(Night.USPS);
    int hours = page.locator("#spans tr:not([data-out='0'], :has(th))").count();
    assertThat(hours).as("hours with traffic").isGreaterThan(18);
    Desk.assertAccessible(page);
  }

  @Test
  void files_of_last_night_are_found_with_their_proof() {
    page.navigate("/messages?q=partner:" + Night.USPS + "+direction:out+status:acknowledged");
    assertThat(page.locator("tbody tr")).hasCount(Night.manifests());
    Desk.assertAccessible(page);

    page.locator("tbody a").first().click();
    assertThat(page.locator("#receipt")).containsText("Signature valid");
    Desk.assertAccessible(page);
  }

  @Test
  void a_key_that_nobody_knows_is_named_with_what_to_do() {
    page.navigate("/messages?q=partner:" + Night.FREIGHT + "+status:failed");
    page.locator("tbody a").first().click();

    assertThat(page.locator(".advice")).containsText("new certificate");
    assertThat(page.locator("#receipt")).containsText("does not prove who wrote it");
    Desk.assertAccessible(page);
  }

  @Test
  void what_hangs_is_told_with_its_reason_and_next_attempt() {
    page.navigate("/messages?q=partner:" + Night.BINDERY);
    page.locator("tbody a").first().click();

    assertThat(page.locator("h1 + .badge")).containsText("retrying (");
    assertThat(page.locator("#waits")).containsText("Could not connect to");
    assertThat(page.locator("#waits")).containsText("Next attempt: ");
    assertThat(page.locator(".steps li.warn")).not().hasCount(0);
    Desk.assertAccessible(page);
  }

  @Test
  void certificates_and_partners_show_whose_turn_it_is() {
    page.navigate("/certificates");
    assertThat(page.locator("main")).containsText("8 days");
    Desk.assertNothingCutOff(page);
    Desk.assertAccessible(page);

    page.navigate("/partners");
    assertThat(page.locator("tbody tr:has-text('" + Night.USPS + "')")).containsText("100 %");
    Desk.assertNothingCutOff(page);
    Desk.assertAccessible(page);
  }
}
