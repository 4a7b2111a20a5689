package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import org.as2gateway.admin.accounts.QrCodeImage;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.testkit.OneTimeCodes;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What people do with their own account. */
@Tag("browser")
class OwnAccountIT {
  private static final String OTHER = "staple of another kind";

  @TempDir private static Path folder;

  @RegisterExtension
  static final Desk DESK = Desk.of(() -> new TestHome(folder).station("Us", TestPki.rsa("CN=us")));

  private static Page boss;

  @BeforeAll
  static void open() {
    boss = DESK.boss();
  }

  @Test
  void own_password_is_changed_with_the_old_one_and_other_sessions_end() throws Exception {
    DESK.makeUser("paula", Role.VIEWER);
    Page here = DESK.plainPage();
    Page elsewhere = DESK.page();
    Desk.signIn(here, "paula");
    Desk.signIn(elsewhere, "paula");
    here.click(".who a");
    change(here, "not my password");
    assertThat(here.locator("[role=alert]")).containsText("your password is wrong");
    change(here, Desk.PASSWORD);
    assertThat(here.locator(".notice")).containsText("Your password was changed");
    elsewhere.navigate("/messages");
    assertThat(elsewhere.locator("h1")).hasText("Sign in");
  }

  private static void change(Page page, String old) {
    page.getByLabel("Current password").fill(old);
    page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true)).fill(OTHER);
    page.getByLabel("Confirm new password").fill(OTHER);
    page.click("text=Change password");
  }

  @Test
  void times_are_in_the_zone_of_the_account_or_else_of_the_browser() throws Exception {
    DESK.makeUser("zoe", Role.ADMINISTRATOR);
    Page zoe = DESK.page();
    Desk.signIn(zoe, "zoe");
    zoe.navigate("/account");
    assertThat(zoe.locator("#zone option").first()).containsText("America/Chicago time");
    zoe.getByLabel("Show times in").selectOption("Asia/Tokyo");
    Desk.press(zoe, "Save");
    assertThat(zoe.locator(".notice")).hasText("Your time zone was saved.");
    Desk.assertAccessible(zoe);
    zoe.navigate("/users");
    assertThat(zoe.locator("tbody time").first()).containsText("JST");
    Page elsewhere = DESK.plainPageOf("zoe");
    elsewhere.navigate("/users");
    assertThat(elsewhere.locator("tbody time").first()).containsText("JST");

    zoe.navigate("/account");
    zoe.getByLabel("Show times in").selectOption("");
    Desk.press(zoe, "Save");
    zoe.navigate("/users");
    assertThat(zoe.locator("tbody time").first()).containsText(Pattern.compile("C[SD]T"));
  }

  @Test
  void codes_are_switched_on_asked_for_taken_once_and_switched_off_by_the_boss() throws Exception {
    DESK.makeUser("tess", Role.VIEWER);
    Page tess = DESK.page();
    Desk.signIn(tess, "tess");
    tess.navigate("/account");
    Desk.assertAccessible(tess);
    tess.locator("#codes").getByLabel("Your password").fill(Desk.PASSWORD);
    tess.click("text=Set up");
    String secret = tess.locator("#secret").textContent();
    String uri =
        "otpauth://totp/AS2%20gateway:tess?secret="
            + secret.replace(" ", "")
            + "&issuer=AS2%20gateway&algorithm=SHA1&digits=6&period=30";
    assertThat(tess.locator("#otpauth")).hasAttribute("href", uri);
    assertShowsQrCode(tess, uri);
    Desk.assertAccessible(tess);
    tess.locator("#codes")
        .getByLabel("Enter the code")
        .fill(OneTimeCodes.at(secret, Instant.now()));
    tess.click("text=Turn on");
    assertThat(tess.locator("#recovery li")).hasCount(8);
    String recovery = tess.locator("#recovery li").first().textContent();
    Desk.assertAccessible(tess);
    tess.navigate("/account");
    assertThat(tess.locator("main")).not().containsText(recovery);
    assertThat(tess.locator("#codes")).containsText("8 recovery codes left");

    Page again = DESK.plainPage();
    Desk.signIn(again, "tess");
    assertThat(again.locator("h1")).hasText("Two-factor authentication");
    enter(again, "123");
    assertThat(again.locator("[role=alert]")).containsText("The code is wrong");
    String next = OneTimeCodes.at(secret, Instant.now().plusSeconds(30));
    enter(again, next);
    assertThat(again.locator("h1")).hasText("Today");

    Page third = DESK.page();
    Desk.signIn(third, "tess");
    Desk.assertAccessible(third);
    enter(third, next);
    assertThat(third.locator("[role=alert]")).containsText("was already used");
    enter(third, recovery);
    assertThat(third.locator("h1")).hasText("Today");

    Page halfway = DESK.page();
    Desk.signIn(halfway, "tess");
    assertThat(halfway.locator("h1")).hasText("Two-factor authentication");
    halfway.navigate("/messages");
    assertThat(halfway.locator("h1")).hasText("Sign in");

    boss.navigate("/users");
    Locator row = boss.locator("tr", new Page.LocatorOptions().setHasText("tess"));
    assertThat(row).containsText("two-factor");
    row.locator("summary").click();
    row.getByText("Turn off").click();
    assertThat(boss.locator(".notice")).containsText("was turned off for 'tess'");
    third.click("text=Sign out");
    Desk.signIn(third, "tess");
    assertThat(third.locator("h1")).hasText("Today");
    boss.navigate("/audit?q=codes");
    assertThat(boss.locator("tbody")).containsText("Turned on two-factor authentication");
    assertThat(boss.locator("tbody")).containsText("Turned off two-factor authentication");
    assertThat(boss.content()).doesNotContain(secret.replace(" ", ""));
  }

  /** The same image in dark colors and on paper: dark on white, with a white margin. */
  private static void assertShowsQrCode(Page page, String uri) {
    Locator qr = page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName("QR code"));
    assertThat(qr.locator("path")).hasAttribute("d", QrCodeImage.of(uri).path());
    page.emulateMedia(
        new Page.EmulateMediaOptions().setMedia(Media.PRINT).setColorScheme(ColorScheme.DARK));
    assertThat(qr).isVisible();
    assertThat(qr.locator("path")).hasCSS("fill", "rgb(0, 0, 0)");
    assertThat(qr.locator("rect")).hasCSS("fill", "rgb(255, 255, 255)");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
  }

  private static void enter(Page page, String code) {
    page.getByLabel("Six-digit code").fill(code);
    page.click("main button");
  }
}
