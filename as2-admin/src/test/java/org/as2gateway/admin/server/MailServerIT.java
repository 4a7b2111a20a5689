package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.as2gateway.admin.alerts.MailServer;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The mail server, set on its page, with a real one. */
@Tag("browser")
class MailServerIT {
  private static final String SECRET = "s3cret-of-the-mail-server";

  @TempDir private static Path folder;

  @RegisterExtension
  static final Desk DESK =
      Desk.of(
          () ->
              new TestHome(folder)
                  .settings(TestHome.SETTINGS + "environment: Testing\n")
                  .station("Us", TestPki.rsa("CN=us")));

  private static final GreenMail MAIL =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeAll
  static void start() {
    MAIL.setUser("as2@example.com", "as2", SECRET);
    MAIL.start();
  }

  @AfterAll
  static void stop() {
    MAIL.stop();
  }

  @Test
  void mail_server_is_set_tested_and_kept_and_its_password_is_never_shown() throws Exception {
    Page boss = DESK.boss();
    boss.navigate("/alerts");
    Desk.follow(boss, "Mail server");
    assertThat(boss.locator("main")).not().containsText("Send test mail");
    Desk.assertAccessible(boss);
    fill(boss, "mail.example.com", "none");
    assertThat(boss.locator("[role=alert]")).containsText("readable on the network");
    assertThat(boss.locator("[name=host]")).hasValue("mail.example.com");
    fill(boss, "127.0.0.1", "none");
    assertThat(boss.locator(".notice")).hasText("The mail server was saved.");

    boss.getByLabel("Send a test mail to").fill("ops@example.com");
    Desk.press(boss, "Send test mail");
    assertThat(boss.locator("#answer")).containsText("250");
    assertThat(MAIL.waitForIncomingEmail(20_000, 1)).isTrue();
    assertThat(MAIL.getReceivedMessages()[0].getSubject())
        .isEqualTo("[AS2 gateway, Testing] Test mail");
    Desk.assertAccessible(boss);
    assertThat(boss.content()).doesNotContain(SECRET);
    boss.navigate("/audit?q=mail-server");
    assertThat(boss.locator("tbody")).containsText("Changed the mail server");
    assertThat(boss.content()).doesNotContain(SECRET);
    boss.navigate("/alert-rules/new");
    assertThat(boss.locator("main")).not().containsText("no mail server is set");

    assertIsKept();
    boss.navigate("/mail-server");
    boss.locator("[name=host]").fill("localhost");
    Desk.press(boss, "Save");
    assertThat(boss.locator("[role=alert]")).containsText("enter the password again");
  }

  private static void fill(Page page, String host, String tls) {
    page.locator("[name=host]").fill(host);
    page.locator("[name=port]").fill(Integer.toString(MAIL.getSmtp().getPort()));
    page.locator("[name=tls]").selectOption(tls);
    page.locator("[name=user]").fill("as2");
    page.locator("[name=password]").fill(SECRET);
    page.locator("[name=from]").fill("as2@example.com");
    Desk.press(page, "Save");
  }

  /** A restart reads what was saved; nobody else on the computer can. */
  private static void assertIsKept() throws Exception {
    MailServer again =
        MailServer.of(
            DESK.station().gateway().config(), DESK.identity().audit(), Clock.systemUTC());
    assertThat(again.settings().password()).contains(SECRET);
    assertThat(again.settings().host()).contains("127.0.0.1");
    Path file = folder.resolve("data/secrets/mail-server");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void what_the_gateway_is_for_stands_on_every_page() {
    Page boss = DESK.boss();
    boss.navigate("/messages");
    assertThat(boss).hasTitle("[Testing] Messages · AS2 gateway");
    assertThat(boss.locator("header .environment")).hasText("Testing");
    Desk.assertAccessible(boss);
    Page stranger = DESK.page();
    stranger.navigate("/login");
    assertThat(stranger).hasTitle("[Testing] Sign in · AS2 gateway");
    assertThat(stranger.locator(".environment")).hasText("Testing");
    Desk.assertAccessible(stranger);
  }

  @Test
  void others_do_not_see_the_mail_server() throws Exception {
    DESK.makeUser("mira", Role.PARTNER_MANAGER);
    Page mira = DESK.pageOf("mira");
    assertThat(mira.navigate("/mail-server").status()).isEqualTo(403);
    mira.navigate("/alerts");
    assertThat(mira.locator("main")).not().containsText("Mail server");
  }
}
