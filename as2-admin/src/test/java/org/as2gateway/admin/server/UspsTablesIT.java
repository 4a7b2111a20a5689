package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.as2gateway.people.accounts.AuditEntry;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.Workbooks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Manifests are checked without sending them; tables are looked at, mailer IDs kept. */
@Tag("browser")
class UspsTablesIT {
  @TempDir private static Path folder;

  @RegisterExtension
  static final Desk DESK = Desk.of(() -> new TestHome(folder).station("Us", TestPki.rsa("CN=us")));

  private static FilePayload file(String name, String text) {
    return new FilePayload(name, "text/plain", text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_bad_manifest_is_checked_and_its_finding_says_how_to_fix_it() {
    Page page = DESK.pageOf("boss");
    page.navigate("/usps/check");
    Desk.assertAccessible(page);
    page.setInputFiles(
        "[name=file]",
        new FilePayload[] {
          file("bad<b>.manifest", Samples.with(Samples.manifest(), 2, 4, "612")),
          file("good.manifest", Samples.manifest())
        });
    Desk.press(page, "Check");
    Locator bad = page.locator(".checked").first();
    assertThat(bad.locator("h2")).hasText("bad<b>.manifest");
    assertThat(bad.locator(".verdict")).containsText("USPS would likely refuse this file");
    assertThat(bad.locator(".blocks td").first()).hasText(Samples.EFN);
    Locator finding = bad.locator(".findings tbody tr");
    assertThat(finding).hasCount(1);
    assertThat(finding).containsText("stc-mismatch");
    assertThat(finding).containsText("line 2, field 4");
    assertThat(finding).containsText("service type code");
    assertThat(finding).containsText("Make field 4 of D1");
    assertThat(page.locator(".checked").last().locator(".verdict")).containsText("No problems");
    Desk.assertAccessible(page);
    Desk.assertNothingCutOff(page);
  }

  @Test
  void the_empty_board_says_how_to_start() {
    Page page = DESK.pageOf("boss");
    page.navigate("/");
    Desk.follow(page, "USPS");
    assertThat(page.locator("#start")).containsText("set gw.usps to manifests");
    Desk.assertAccessible(page);
  }

  @Test
  void files_are_dropped_on_the_form() {
    Page page = DESK.pageOf("boss");
    page.navigate("/usps/check");
    page.evaluate(
        """
        () => {
          const files = new DataTransfer();
          files.items.add(new File(["not a manifest"], "letter.txt"));
          document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true }));
        }
        """);
    Desk.press(page, "Check");
    assertThat(page.locator(".findings tbody tr")).containsText("not-a-manifest");
  }

  @Test
  void a_viewer_checks_without_scripts_and_changes_nothing() throws Exception {
    DESK.makeUser("reader", Role.VIEWER);
    Page page = DESK.plainPageOf("reader");
    page.navigate("/usps/check");
    page.setInputFiles("[name=file]", file("a.manifest", Samples.manifest().replace("\r\n", "\n")));
    Desk.press(page, "Check");
    assertThat(page.locator(".verdict")).hasText("Look at it before it is sent.");
    page.navigate("/usps/tables");
    assertThat(page.locator("#mids form")).hasCount(0);
    assertThat(page.locator("#tables tbody tr").first()).containsText("Extract file 1.5");
  }

  @Test
  void mailer_ids_are_added_removed_and_put_back() {
    Page page = DESK.plainPageOf("boss");
    page.navigate("/usps/tables");
    page.fill("input[name=mid]:visible", "123456");
    page.fill("input[name=owner]:visible", "Acme & Sons");
    Desk.press(page, "Save mailer ID");
    assertThat(page.locator(".notice")).containsText("Mailer ID 123456 was saved.");
    assertThat(page.locator("#mailer-ids tbody tr")).containsText("Acme & Sons");
    Desk.press(page, "Remove 123456");
    assertThat(page.locator("#mailer-ids")).hasCount(0);
    Desk.press(page, "Undo");
    assertThat(page.locator("#mailer-ids tbody tr")).containsText("Acme & Sons");
    page.fill("input[name=mid]:visible", "912345");
    Desk.press(page, "Save mailer ID");
    assertThat(page.locator("[role=alert]")).containsText("'912345' is no mailer ID");
    org.assertj.core.api.Assertions.assertThat(
            DESK.identity().audit().newest(Long.MAX_VALUE, null, 3).stream()
                .map(AuditEntry::action))
        .containsExactly("usps-mid", "usps-mid-remove", "usps-mid");
  }

  @Test
  void tables_say_where_they_are_from_and_what_is_wrong_with_those_of_the_home()
      throws IOException {
    Page page = DESK.pageOf("boss");
    Path codes = Files.createDirectories(folder.resolve("usps/codes"));
    Files.writeString(codes.resolve("file-types.csv"), "class\nZZ\n");
    Files.writeString(codes.resolve("mail-classes.csv"), "# edition: 2027\ncode,text\nZZ,New\n");
    page.navigate("/usps/tables");
    assertThat(page.locator(".table-problem")).containsText("file-types.csv' is not used");
    Locator classes = page.locator("#tables tr", new Page.LocatorOptions().setHasText("2027"));
    assertThat(classes.locator(".badge")).hasText("home");
    Desk.assertAccessible(page);
    Desk.assertNothingCutOff(page);
    page.setInputFiles(
        "[name=file]",
        new FilePayload(
            "Service_Type_Codes_Appendix_I_010126.xlsx",
            "application/octet-stream",
            Workbooks.of(List.of("STC", "Full Description"), List.of("055", "Priority Mail"))));
    Desk.press(page, "Import");
    assertThat(page.locator(".notice")).containsText("Imported 1 service type codes.");
    Desk.follow(page, "Service type codes");
    assertThat(page.locator("main")).containsText("Service_Type_Codes_Appendix_I_010126.xlsx");
    assertThat(page.locator("tbody tr")).containsText("Priority Mail");
    page.navigate("/usps/tables/layouts/ssf-020");
    assertThat(page.locator("main")).containsText("electronic file number");
    Desk.assertAccessible(page);
    Desk.assertNothingCutOff(page);
  }
}
