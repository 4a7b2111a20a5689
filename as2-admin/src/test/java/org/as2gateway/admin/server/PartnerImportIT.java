package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The import of partners: nothing is written before its preview was confirmed. */
@Tag("browser")
class PartnerImportIT {
  @TempDir private static Path folder;

  @RegisterExtension
  static final Desk DESK =
      Desk.of(() -> new TestHome(folder.resolve("us")).station("Us", TestPki.rsa("CN=us")));

  private static Page boss;

  @BeforeAll
  static void open() {
    boss = DESK.boss();
  }

  private static List<String> partners() throws Exception {
    return DESK.station().gateway().registryEditor().partners().stream()
        .map(PartnerEntry::name)
        .toList();
  }

  private static void preview(String text) {
    boss.navigate("/partner-import");
    boss.getByLabel("or paste the text").fill(text);
    Desk.press(boss, "Preview");
  }

  @Test
  void a_foreign_file_asks_who_we_are_and_is_previewed() throws Exception {
    preview(
        """
        <partnerships>
          <partner name="OldCo" as2_id="OLDCO" x509_alias="oldco"/>
          <partner name="Shop" as2_id="SHOP" x509_alias="shop"/>
          <partner name="Bank" as2_id="BANK" x509_alias="bank"/>
          <partnership name="OldCo-Shop"><sender name="OldCo"/><receiver name="Shop"/>
            <attribute name="as2_url" value="http://127.0.0.1:9/shop"/>
            <attribute name="sign" value="SHA1"/><attribute name="encrypt" value="3DES"/>
            <attribute name="mdnsubject" value="x"/></partnership>
        </partnerships>
        """);
    assertThat(boss.locator("legend")).hasText("Which of these is you?");
    Desk.assertAccessible(boss);
    boss.getByLabel("OldCo").check();
    Desk.press(boss, "Preview");
    assertThat(boss.locator("#report h2")).containsText("nothing was changed");
    assertThat(boss.locator("#report")).containsText("Us-to-Shop (from Us to Shop, http");
    assertThat(boss.locator("#report")).containsText("here our AS2 id is Us: tell the partners");
    assertThat(boss.locator("#report")).containsText("mdnsubject: no effect here");
    Desk.assertAccessible(boss);
    assertThat(partners()).doesNotContain("Shop");
    Desk.press(boss, "Import");
    assertThat(boss.locator("#report h2")).hasText("Imported");
    assertThat(boss.locator("#report")).containsText("Missing settings");
    assertThat(partners()).contains("Shop", "Bank").doesNotContain("OldCo");
  }

  @Test
  void an_export_of_ours_shows_the_fingerprints_before_the_import() throws Exception {
    String pem = PartnerSheet.pem(TestPki.rsa("CN=zig").certificate());
    preview(
        "{\"format\": \"as2-gateway-partner-1\", \"partner\": {\"name\": \"Zig\","
            + " \"attributes\": {\"as2_id\": \"ZIG\", \"gw.contact_name\": \"Ann\"}},"
            + " \"partnerships\": [], \"certificates\": \""
            + pem.replace("\n", "\\n").replace("\r", "")
            + "\"}");
    assertThat(boss.locator("#report"))
        .containsText(PartnerSheet.inPairs(Fingerprint.of(TestPki.rsa("CN=zig").certificate())));
    assertThat(partners()).doesNotContain("Zig");
    Desk.press(boss, "Import");
    Desk.follow(boss, "Zig");
    assertThat(boss.getByLabel("Contact name")).hasValue("Ann");
  }

  @Test
  void what_cannot_be_read_is_said_and_nothing_is_written() throws Exception {
    preview("<partner><name>Bücher</name><as2ident>BUCH</as2ident></partner>");
    assertThat(boss.locator("#report")).containsText("Bücher");
    assertThat(boss.locator("#report")).containsText("The file has no certificates");
    preview("no file");
    assertThat(boss.locator("[role=alert]")).containsText("Nothing was imported");
    Desk.assertAccessible(boss);
    assertThat(partners()).doesNotContain("Bücher");
  }
}
