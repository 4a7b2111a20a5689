package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The settings of partners and partnerships. */
@Tag("browser")
class PartnershipsIT {
  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(PartnershipsIT::home);

  private static Page boss;

  private static TestHome home() throws Exception {
    Map<String, String> two =
        new LinkedHashMap<>(TestHome.sending(URI.create("http://127.0.0.1:9/as2")));
    two.put("sign", "sha-384");
    return new TestHome(folder.resolve("us"))
        .station("Us", TestPki.rsa("CN=us"))
        .partner("Old", TestPki.rsa("CN=old").certificate())
        .partnership("Us", "Old", TestHome.sending(URI.create("http://127.0.0.1:9/as2")))
        .partnership("Old", "Us", Map.of("gw.allow_unsigned", "true"))
        .partner("Two", TestPki.rsa("CN=two").certificate())
        .partnership("Us", "Two", two)
        .partnership("Two", "Us", Map.of());
  }

  @BeforeAll
  static void open() {
    boss = DESK.boss();
  }

  private static String file() throws Exception {
    return Files.readString(folder.resolve("us/partnerships.xml"));
  }

  @Test
  void settings_are_grouped_and_what_is_wrong_stands_beside_its_field() throws Exception {
    boss.navigate("/partners/Old");
    assertThat(boss.locator("main")).containsText("accepts unsigned messages");
    Desk.assertAccessible(boss);
    boss.getByLabel("Change Us-to-Old").click();
    assertThat(boss.locator("summary h2"))
        .hasText(
            new String[] {
              "Identity",
              "Address and connection",
              "SFTP",
              "OpenPGP",
              "PDX (USPS)",
              "Security (sign, encrypt, compress)",
              "Receipts",
              "Retries and limits",
              "Files and folders",
              "USPS",
              "Advanced"
            });
    Desk.assertAccessible(boss);
    boss.getByLabel("Signature algorithm").selectOption("sha-512");
    boss.getByLabel("Partner URL").fill("not a url");
    boss.locator("summary", new Page.LocatorOptions().setHasText("Retries and limits")).click();
    boss.getByLabel("Messages at a time").fill("1000");
    Desk.press(boss, "Save");
    assertThat(boss.locator("[role=alert]")).containsText("Nothing was saved");
    assertThat(boss.locator("[role=alert] a"))
        .hasText(new String[] {"Partner URL", "Messages at a time"});
    Locator url = boss.getByLabel("Partner URL");
    assertThat(url).isFocused();
    assertThat(url).hasValue("not a url");
    assertThat(url).hasAttribute("aria-invalid", "true");
    assertThat(url).hasAccessibleDescription(Pattern.compile("expected a URL"));
    assertThat(boss.getByLabel("Messages at a time"))
        .hasAccessibleDescription(Pattern.compile("from 1 to 256"));
    assertThat(boss.getByLabel("Signature algorithm")).hasValue("sha-512");
    Desk.assertAccessible(boss);
    assertThat(file()).doesNotContain("sha-512");
  }

  @Test
  void settings_are_chosen_and_brought_back_by_the_history() throws Exception {
    boss.navigate("/partnerships/Us-to-Old/edit");
    boss.getByLabel("Partner URL").fill("http://127.0.0.1:9/other");
    boss.getByLabel("Partner's product").selectOption("ibm-sterling");
    boss.locator("[name='gw.read_timeout']").fill("20");
    boss.getByLabel("Unit of Transfer timeout").selectOption("minutes");
    boss.getByLabel("Receipt type").selectOption("signed, sha-384");
    boss.getByLabel("sha1 (weak)", exactly()).check();
    boss.getByLabel("sha-256", exactly()).first().check();
    Desk.press(boss, "Save");
    assertThat(boss.locator(".notice")).containsText("Saved");
    assertThat(file())
        .contains("/other")
        .contains("name=\"gw.read_timeout\" value=\"20m\"")
        .contains("signed-receipt-micalg=required, sha-384")
        .contains("name=\"gw.accept_sign\" value=\"sha1, sha-256\"")
        .doesNotContain("gw.connect_timeout")
        .doesNotContain("gw.accept_encrypt");
    assertThat(boss.locator("main")).containsText("profile ibm-sterling");
    boss.getByLabel("Change Us-to-Old").click();
    assertThat(boss.locator("[name='gw.read_timeout']")).hasValue("20");
    assertThat(boss.getByLabel("sha1 (weak)", exactly())).isChecked();
    String before = file();
    Desk.press(boss, "Save");
    assertThat(file()).isEqualTo(before);

    boss.navigate("/history");
    assertThat(boss.locator(".diff .added").first()).isVisible();
    assertThat(boss.locator("main")).containsText("by boss");
    Desk.assertAccessible(boss);
    boss.getByLabel("Roll back to revision 1").last().click();
    assertThat(boss.locator(".diff .removed", new Page.LocatorOptions().setHasText("/other")))
        .hasCount(1);
    Desk.assertAccessible(boss);
    assertThat(file()).contains("/other");
    Desk.press(boss, "Roll back");
    assertThat(boss.locator(".notice")).containsText("rolled back to revision 1");
    assertThat(file()).doesNotContain("/other");
  }

  @Test
  void a_partner_has_a_full_name_contacts_and_notes() throws Exception {
    boss.navigate("/partners/Old");
    boss.getByLabel("Full name").fill("Old & Sons <Inc.>");
    boss.getByLabel("Contact name").fill("Ann Miller");
    boss.getByLabel("Contact phone").fill("+1 555 0100");
    boss.getByLabel("Notes").fill("Call before noon.\nNever on Fridays.");
    boss.getByLabel("Certificate folder").fill("../x");
    Desk.press(boss, "Save");
    assertThat(boss.locator("[role=alert] a")).hasText("Certificate folder");
    assertThat(boss.getByLabel("Certificate folder")).isFocused();
    assertThat(boss.getByLabel("Contact name")).hasValue("Ann Miller");
    Desk.assertAccessible(boss);
    boss.getByLabel("Certificate folder").fill("Old");
    Desk.press(boss, "Save");
    assertThat(boss.locator("[role=alert]").allInnerTexts()).isEmpty();
    assertThat(boss.locator(".head").first()).containsText("Old & Sons <Inc.>");
    assertThat(boss.getByLabel("Notes")).hasValue("Call before noon.\nNever on Fridays.");
    PartnerEntry entry = DESK.station().gateway().registryEditor().partner("Old").orElseThrow();
    assertThat(entry.attributes())
        .containsEntry("gw.notes", "Call before noon.\nNever on Fridays.")
        .containsEntry("gw.contact_phone", "+1 555 0100")
        .doesNotContainKey("gw.contact_email");
    assertThat(DESK.station().gateway().registry().problems())
        .noneMatch(p -> p.sentence().contains("gw."));
    assertThat(file()).contains("Call before noon.&#10;Never");
  }

  @Test
  void a_partner_has_a_second_partnership_for_its_test_system() throws Exception {
    boss.navigate("/partners/Two");
    Desk.follow(boss, "Add a partnership");
    Desk.assertAccessible(boss);
    boss.getByLabel("Direction").selectOption("The partner sends");
    boss.getByLabel("Name").fill("Us-to-Two");
    Desk.press(boss, "Add partnership");
    assertThat(boss.locator("[role=alert] a")).hasText(new String[] {"Direction", "Name"});
    assertThat(boss.locator("#field-direction-error"))
        .containsText("'Two-to-Us' receives from this partner already");
    assertThat(boss.locator("#field-name-error")).containsText("of this name already");
    Desk.assertAccessible(boss);
    boss.getByLabel("Direction").selectOption("We send to the partner");
    boss.getByLabel("Name").fill("Us-to-Two-test");
    boss.getByLabel("Partner URL").fill("http://127.0.0.1:9/test");
    Desk.press(boss, "Add partnership");
    assertThat(boss.locator(".notice")).containsText("'Us-to-Two-test' was added");
    assertThat(boss.getByLabel("Signature algorithm")).hasValue("sha-384");
    assertThat(boss.getByLabel("Partner URL")).hasValue("http://127.0.0.1:9/test");
    boss.getByLabel("Signature algorithm").selectOption("sha-512");
    Desk.press(boss, "Save");

    assertThat(boss.locator("a[href='/send?partnership=Us-to-Two-test']")).hasText("Send a file");
    Desk.assertAccessible(boss);
    boss.getByLabel("Partnership for the test message").selectOption("Us-to-Two-test");
    Desk.press(boss, "Send test message");
    assertThat(boss.locator(".notice")).containsText("queued");
    assertThat(boss.locator("main")).containsText("Us-to-Two-test");
    boss.navigate("/partners/Two");
    boss.getByLabel("Remove Us-to-Two-test").click();
    assertThat(boss.locator(".notice")).containsText("'Us-to-Two-test' was removed");
    assertThat(boss.getByLabel("Partnership for the test message")).hasCount(0);
    assertThat(file()).contains("Us-to-Two").doesNotContain("Us-to-Two-test");
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
