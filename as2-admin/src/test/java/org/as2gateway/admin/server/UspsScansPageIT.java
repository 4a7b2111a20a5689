package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.usps.Samples;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Scan events on their page: added by a user, found by piece, masked for viewers. */
@Tag("browser")
class UspsScansPageIT {
  private static final String PIC = "92612999999999000000001024";

  @TempDir private static Path folder;

  @RegisterExtension
  static final Desk DESK = Desk.of(() -> new TestHome(folder).station("Us", TestPki.rsa("CN=us")));

  @Test
  void an_extract_is_read_and_a_piece_found_without_scripts() {
    Page page = DESK.plainPageOf("boss");
    page.navigate("/usps/scans");
    page.setInputFiles(
        "[name=file]",
        new FilePayload(
            "day1.extract", "text/plain", Samples.extract().getBytes(StandardCharsets.ISO_8859_1)));
    Desk.press(page, "Read extract");
    assertThat(page.locator(".notice")).containsText("The extract was read: 1 event, ");
    assertThat(page.locator("#extracts tbody tr").first()).containsText("day1.extract");
    page.fill("[name=number]", "420" + "20260" + PIC);
    Desk.press(page, "Search");
    assertThat(page.locator("#piece-title")).containsText(PIC);
    assertThat(page.locator("#scans tbody tr")).containsText("Delivered");
    assertThat(page.locator("#scans tbody tr")).containsText("Jan 18, 2026, 13:05");
    assertThat(page.locator("#scans tbody tr")).containsText("TEST RECIPIENT");
    page.fill("[name=number]", "no number");
    Desk.press(page, "Search");
    assertThat(page.locator("[role=alert]")).containsText("is no piece number");
  }

  @Test
  void viewers_see_no_recipient() throws Exception {
    DESK.station()
        .gateway()
        .usps()
        .scans()
        .upload(
            "day2.extract",
            "boss",
            new ByteArrayInputStream(Samples.extract().getBytes(StandardCharsets.ISO_8859_1)));
    DESK.makeUser("reader", Role.VIEWER);
    Page page = DESK.pageOf("reader");
    page.navigate("/usps/scans?number=" + PIC);
    assertThat(page.locator("#scans tbody tr")).containsText("T•••");
    assertThat(page.locator("#scans tbody tr")).not().containsText("RECIPIENT");
    Desk.assertAccessible(page);
    Desk.assertNothingCutOff(page);
    page.navigate("/usps/scans");
    Desk.assertAccessible(page);
    Desk.assertNothingCutOff(page);
  }
}
