package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From the first rule to the alert that somebody takes on, with a real mail server. */
@Tag("browser")
class AlertsIT {
  private static final String CLOSED_PORT = "http://127.0.0.1:9/as2";

  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(AlertsIT::withMailServer);

  private static final GreenMail MAIL =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  private static TestHome withMailServer() throws Exception {
    MAIL.start();
    return new TestHome(folder)
        .settings(
            TestHome.SETTINGS.replace("budget: 30s", "budget: 1s")
                + "smtp: { host: 127.0.0.1, from: as2@example.com, tls: none, port: "
                + MAIL.getSmtp().getPort()
                + " }\n")
        .station("Us", TestPki.rsa("CN=us"))
        .partner("Gone", TestPki.rsa("CN=gone").certificate())
        .partnership("Us", "Gone", TestHome.sending(URI.create(CLOSED_PORT)));
  }

  private static Page boss;

  @BeforeAll
  static void open() {
    boss = DESK.boss();
  }

  @AfterAll
  static void stop() {
    MAIL.stop();
  }

  @Test
  void rule_is_made_tested_and_told_and_the_alert_is_taken_on() throws Exception {
    boss.navigate("/alerts");
    assertThat(boss.locator("main")).containsText("No notification rules yet");
    Desk.assertAccessible(boss);
    boss.click("text=New rule");
    Desk.assertAccessible(boss);
    boss.getByLabel("Name").fill("Night shift <b>");
    boss.getByLabel("Email address or URL").fill("night@example.com");
    boss.click("text=Save");
    assertThat(boss.locator("#rules")).containsText("Night shift <b>");

    boss.locator("#rules").getByText("Test").click();
    assertThat(boss.locator("#answer")).containsText("250");
    assertThat(MAIL.waitForIncomingEmail(5_000, 1)).isTrue();
    Desk.assertAccessible(boss);

    fail("lost.txt");
    assertThat(MAIL.waitForIncomingEmail(30_000, 2)).isTrue();
    assertThat(MAIL.getReceivedMessages()[1].getSubject()).contains("of 'Us-to-Gone' failed");

    boss.navigate("/alerts");
    Locator alert = boss.locator("#open li", new Page.LocatorOptions().setHasText("Us-to-Gone"));
    assertThat(alert).containsText("lost.txt");
    reloadUntil(alert, "Night shift <b>: sent");
    Desk.assertAccessible(boss);
    boss.navigate("/");
    assertThat(boss.locator("main > .head")).containsText("need");
    boss.locator("#tasks li", new Page.LocatorOptions().setHasText("Us-to-Gone"))
        .getByText("Acknowledge")
        .click();
    assertThat(boss.locator(".notice")).containsText("Alert assigned to you.");
    boss.navigate("/alerts");
    assertThat(alert).containsText("acknowledged by boss");
    assertThat(alert.getByText("Acknowledge", new Locator.GetByTextOptions().setExact(true)))
        .hasCount(0);
    boss.navigate("/");
    assertThat(boss.locator("#tasks li.done")).containsText("acknowledged by boss");
    assertThat(MAIL.getReceivedMessages()).hasSize(2);
    boss.navigate("/audit?q=alert");
    assertThat(boss.locator("tbody")).containsText("Acknowledged an alert");
    assertThat(boss.locator("tbody")).containsText("email to night@example.com");
  }

  @Test
  void form_says_what_is_wrong_keeps_what_was_typed_and_works_without_scripts() throws Exception {
    Page page = DESK.plainPageOf("boss");
    page.navigate("/alert-rules/new");
    page.getByLabel("Name").fill("Chat");
    page.getByLabel("Send by").selectOption("webhook");
    page.getByLabel("Email address or URL").fill("ftp://chat.example");
    page.click("button.main");
    assertThat(page.locator("[role=alert]")).containsText("expected a URL");
    assertThat(page.getByLabel("Name")).hasValue("Chat");
    page.getByLabel("Quiet hours from").fill("22:00");
    page.getByLabel("until").fill("06:00");

    try (ServerSocket closed = new ServerSocket(0)) {
      page.getByLabel("Email address or URL")
          .fill("http://127.0.0.1:" + closed.getLocalPort() + "/t0ken");
    }
    page.getByLabel("Webhook signing secret").fill("sign1ng");
    page.getByLabel("Time zone").selectOption("America/Chicago");
    page.click("button.main");
    Locator row = page.locator("#rules tr", new Page.LocatorOptions().setHasText("Chat"));
    assertThat(row).containsText("signed webhook");
    assertThat(row).containsText("22:00–06:00");
    row.getByText("Test").click();
    assertThat(page.locator("#answer")).containsText("failed");
    assertThat(page.locator("#answer")).containsText("could not connect to '127.0.0.1:");
    assertThat(page.content()).doesNotContain("sign1ng").doesNotContain("t0ken");

    row.getByText("Change").click();
    assertThat(page.content()).doesNotContain("sign1ng");
    assertThat(page.getByLabel("Quiet hours from")).hasValue("22:00");
    page.click("text=Remove rule");
    assertThat(page.locator(".notice")).containsText("removed");
  }

  @Test
  void mail_server_of_the_settings_file_is_shown_and_tested_but_not_changed() throws Exception {
    boss.navigate("/mail-server");
    assertThat(boss.locator("#settings")).containsText("These settings are in gateway.yaml");
    assertThat(boss.locator("#settings input")).hasCount(0);
    assertThat(boss.locator("#settings")).containsText("as2@example.com");
    Desk.assertAccessible(boss);
    boss.getByLabel("Send a test mail to").fill("not an address");
    assertThat(boss.getByLabel("Send a test mail to").evaluate("e => e.validity.valid"))
        .isEqualTo(false);
    boss.getByLabel("Send a test mail to").fill("tester@example.com");
    Desk.press(boss, "Send test mail");
    assertThat(boss.locator("#answer")).containsText("The server accepted the test mail");
  }

  /** The mail server has the mail before the gateway has noted its answer. */
  private static void reloadUntil(Locator shown, String text) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              shown.page().reload();
              return shown.textContent().contains(text);
            });
  }

  private static void fail(String filename) throws Exception {
    MessageRecord queued =
        DESK.station()
            .gateway()
            .submit(
                "Us-to-Gone",
                filename,
                Optional.empty(),
                Optional.empty(),
                new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8)));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                DESK.station().gateway().messages().find(queued.id()).orElseThrow().status()
                    == MessageStatus.FAILED);
  }
}
