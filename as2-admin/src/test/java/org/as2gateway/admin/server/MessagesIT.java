package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways; the pages are those of the sender. */
@Tag("browser")
class MessagesIT {
  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(MessagesIT::twoGateways);

  private static TestGateway partner;
  private static Page page;

  private static TestHome twoGateways() throws Exception {
    var us = TestPki.rsa("CN=us");
    var them = TestPki.rsa("CN=them");
    partner =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("Them", them)
                .partner("Us", us.certificate())
                .partnership("Us", "Them", Map.of()));
    return new TestHome(folder.resolve("us"))
        .station("Us", us)
        .partner("Them", them.certificate())
        .partner("Gone", TestPki.rsa("CN=gone").certificate())
        .partnership("Us", "Them", TestHome.sending(partner.url()))
        .partner("Strict", them.certificate())
        .partnership("Us", "Strict", strict(partner.url()))
        .partnership("Us", "Gone", TestHome.sending(partner.url().resolve("/gone")));
  }

  private static Map<String, String> strict(URI url) {
    Map<String, String> attributes = new LinkedHashMap<>(TestHome.sending(url));
    attributes.put("gw.send_names", "*.manifest");
    return attributes;
  }

  @BeforeAll
  static void open() {
    page = DESK.boss();
  }

  @AfterAll
  static void stop() {
    partner.close();
  }

  @Test
  void receipt_review_shows_what_was_sent_what_came_back_and_what_it_proves() throws Exception {
    MessageRecord sent = send("Us-to-Them", "manifest.txt", "hello");
    page.navigate("/messages/" + sent.id());

    assertThat(page.locator("h1")).hasText("manifest.txt");
    Locator receipt = page.locator("#receipt");
    assertThat(receipt).containsText("MIC equal");
    assertThat(receipt).containsText("Signature valid");
    assertThat(receipt).containsText("CN=them");
    assertThat(receipt).containsText("Message-ID matches");
    assertThat(receipt).containsText("automatic-action/MDN-sent-automatically; processed");
    assertThat(page.locator(".steps li").first()).containsText("queued");
    assertThat(page.locator(".steps"))
        .containsText("signed with sha-256, encrypted with aes256-cbc");
    Desk.assertAccessible(page);

    assertThat(page.locator("#payload")).not().containsText("hello");
    page.click("text=Preview");
    assertThat(page.locator("#payload pre")).hasText("hello");
  }

  @Test
  void today_says_what_needs_a_person_and_draws_the_traffic() throws Exception {
    send("Us-to-Gone", "lost.txt", "x");
    page.navigate("/");
    assertThat(page.locator("#tasks")).containsText("failed in 3 days");
    assertThat(page.locator(".uplot canvas")).hasCount(2);
    page.getByText("Figures").click();
    assertThat(page.locator("#spans tbody tr")).hasCount(24);
    assertThat(page.locator("#spans tbody tr").first()).hasAttribute("data-out", "0");
    assertThat(page.locator("#spans tbody tr").last()).not().hasAttribute("data-out", "0");
    Desk.assertAccessible(page);
  }

  @Test
  void failure_is_told_in_a_sentence_with_the_button_that_mends_it() throws Exception {
    MessageRecord failed = send("Us-to-Gone", "nowhere.txt", "hello");
    page.navigate("/messages/" + failed.id());

    assertThat(page.locator(".advice")).containsText("There is no AS2 server at the partner's URL");
    Desk.assertAccessible(page);
    page.click(".head >> text=Resend");
  }

  @Test
  void list_is_found_by_tokens_and_shows_text_of_strangers_as_text() throws Exception {
    String hostile = "<img src=x onerror=alert(1)>\u202eexe.txt";
    MessageRecord sent = send("Us-to-Them", "a&b 'quote'.txt", "x", hostile);
    send("Us-to-Gone", "gone.txt", "x");
    page.navigate("/messages");
    page.getByPlaceholder("File name").fill("partner:Them status:acknowledged quote");
    Desk.press(page, "Search");

    assertThat(page.locator("tbody tr")).hasCount(1);
    assertThat(page.locator("tbody tr")).containsText("a&b 'quote'.txt");
    assertThat(page.url()).contains("partner%3AThem");
    Desk.assertAccessible(page);
    page.click("tbody a");
    assertThat(page.locator("main")).containsText("<img src=x onerror=alert(1)>⟨U+202E⟩exe.txt");
    assertThat(page.locator("main img").count()).isZero();
    page.navigate("/messages?q=" + sent.id());
    assertThat(page.locator("tbody tr")).hasCount(1);
    page.navigate(
        "/messages?id=" + URLEncoder.encode(sent.as2().messageId(), StandardCharsets.UTF_8));
    assertThat(page.locator("tbody tr")).hasCount(1);
    page.navigate("/messages?id=nobody@nowhere");
    assertThat(page.locator("main")).containsText("Nothing found.");
    page.navigate("/messages?status=nonsense");
    assertThat(page.locator(".box.warn")).containsText("expected one of queued");
  }

  @Test
  void list_takes_times_in_the_zone_of_the_browser_and_says_how_it_understood_them()
      throws Exception {
    send("Us-to-Them", "zoned.txt", "hello");
    page.navigate("/"); // so that the gateway knows the zone
    page.navigate("/messages");
    page.getByText("More filters").click();
    assertThat(page.locator("form.search")).containsText("America/Chicago time");
    page.getByLabel("Since").fill("2098-01-01T10:00");
    Desk.press(page, "Search");
    assertThat(page.locator("main"))
        .containsText("Messages since Jan 1, 2098, 10:00 AM CST (16:00 UTC)");
    assertThat(page.locator("main")).containsText("Nothing found.");

    page.navigate("/messages?file=zoned.txt&since=2020-01-01T10:00&zone=Europe/Vienna");
    assertThat(page.locator("main"))
        .containsText("Messages since Jan 1, 2020, 3:00 AM CST (09:00 UTC)");
    assertThat(page.locator("#rows")).containsText("zoned.txt");
    assertThat(page.locator("#rows time").first())
        .hasText(Pattern.compile("\\w{3} \\d+, \\d+:\\d\\d [AP]M C[SD]T"));
    assertThat(page.locator("#rows time").first())
        .hasAttribute("title", Pattern.compile("[\\d-]+ [\\d:]+ UTC"));
    page.navigate("/messages?since=2026-03-08T02:30&zone=America/Chicago"); // clocks skip it
    assertThat(page.locator("main")).containsText("3:30 AM CDT (08:30 UTC)");
  }

  @Test
  void list_is_live_until_it_is_paused() throws Exception {
    page.navigate("/messages");
    send("Us-to-Them", "live-one.txt", "x");
    assertThat(page.locator("tbody")).containsText("live-one.txt");
    page.click("[data-pause]");
    send("Us-to-Them", "live-two.txt", "x");
    page.waitForTimeout(2500);
    assertThat(page.locator("tbody")).not().containsText("live-two.txt");
    Desk.assertAccessible(page);
  }

  @Test
  void list_waits_while_somebody_selects_and_catches_up() throws Exception {
    MessageRecord first = send("Us-to-Them", "selected.txt", "x");
    Page live = DESK.pageOf("boss");
    live.navigate("/messages");
    live.getByLabel("Select message " + first.id()).check();
    assertThat(live.locator("[data-pause]")).hasText("Paused while you select");
    send("Us-to-Them", "meanwhile.txt", "x");
    assertThat(live.locator("[data-pause]")).hasText("Paused while you select: new activity");
    assertThat(live.getByLabel("Select message " + first.id())).isChecked();
    live.getByLabel("Select message " + first.id()).uncheck();
    assertThat(live.locator("tbody")).containsText("meanwhile.txt");
    assertThat(live.locator("[data-pause]")).hasText("Live");
  }

  @Test
  void live_update_of_today_keeps_the_hours_that_somebody_types() throws Exception {
    Page live = DESK.pageOf("boss");
    live.navigate("/"); // so that the gateway knows the zone
    LocalTime now = LocalTime.now(ZoneId.of("America/Chicago")).truncatedTo(ChronoUnit.MINUTES);
    live.navigate("/?start=" + now.minusHours(1) + "&end=" + now.plusHours(1));
    live.locator("#night-start").fill("05:30");
    send("Us-to-Them", "while-typing.txt", "x");
    assertThat(live.locator("#night")).containsText("while-typing.txt");
    assertThat(live.locator("#night-start")).hasValue("05:30");
  }

  @Test
  void broken_stream_is_shown_and_the_list_catches_up() throws Exception {
    Page live = DESK.pageOf("boss");
    live.route("**/live", Route::abort);
    live.navigate("/messages");
    assertThat(live.locator("[data-pause]")).hasText("Reconnecting…");
    send("Us-to-Them", "unseen.txt", "x");
    live.unroute("**/live");
    assertThat(live.locator("tbody")).containsText("unseen.txt");
    assertThat(live.locator("[data-pause]")).hasText("Live");
  }

  @Test
  void live_update_takes_neither_focus_nor_notice() throws Exception {
    MessageRecord first = send("Us-to-Them", "focused.txt", "x");
    Page live = DESK.pageOf("boss");
    live.navigate("/messages");
    live.locator("#open-" + first.id()).focus();
    send("Us-to-Them", "moved down.txt", "x");
    assertThat(live.locator("tbody")).containsText("moved down.txt");
    assertThat(live.locator("#open-" + first.id())).isFocused();

    live.evaluate(
        """
        async (path) => {
          const csrf = document.querySelector("meta[name=csrf]").content;
          const body = new URLSearchParams({ csrf, which: "all" });
          await fetch(path, { method: "POST", body, redirect: "manual" });
          await fetch("/messages", { headers: { "HX-Request": "true" } });
        }
        """,
        "/messages/" + first.id() + "/resend");
    live.reload();
    assertThat(live.locator(".notice")).containsText("This is a new message with the same files");
  }

  @Test
  void live_update_waits_for_a_click_to_end() throws Exception {
    send("Us-to-Them", "pressed.txt", "x");
    page.navigate("/messages");
    page.locator("tbody a").first().hover();
    page.mouse().down();
    send("Us-to-Them", "while-pressed.txt", "x");
    page.waitForTimeout(1500);
    assertThat(page.locator("tbody")).not().containsText("while-pressed.txt");
    page.mouse().up();
    assertThat(page.locator("h1")).hasText("pressed.txt");
  }

  @Test
  void chosen_messages_are_sent_again_without_scripts() throws Exception {
    MessageRecord failed = send("Us-to-Gone", "again.txt", "x");
    Page plain = DESK.plainPageOf("boss");
    plain.navigate("/messages?q=again.txt");
    plain.getByLabel("Select message " + failed.id()).check();
    plain.click("text=Resend selected");

    assertThat(plain.locator(".notice")).hasText("1 message queued again.");
    plain.navigate("/audit");
  }

  @Test
  void partnerships_of_chosen_messages_are_put_on_hold() throws Exception {
    MessageRecord sent = send("Us-to-Gone", "hold-me.txt", "x");
    page.navigate("/messages?q=hold-me.txt");
    page.getByLabel("Select message " + sent.id()).check();
    page.click("text=Hold these partnerships");
    assertThat(page.locator(".notice")).hasText("'Us-to-Gone' is on hold.");
    assertThat(DESK.station().gateway().held()).containsExactly("Us-to-Gone");
    String waiting = submit("Us-to-Gone", "waits.txt", "x", "");
    page.navigate("/messages/" + waiting);
    assertThat(page.locator("h1 + .badge")).hasText("on hold");
    assertThat(page.locator("#waits")).hasText("Partnership 'Us-to-Gone' is on hold.");
    page.navigate("/");
    assertThat(page.locator("#tasks")).containsText("'Us-to-Gone' is on hold");
    DESK.station().gateway().release("Us-to-Gone");
  }

  @Test
  void blocked_message_shows_its_findings_and_is_sent_with_a_reason() throws Exception {
    String id = submit("Us-to-Strict", "odd name.txt", "x", "a subject");
    Awaitility.await().until(() -> find(id).status() == MessageStatus.BLOCKED);
    page.navigate("/");
    assertThat(page.locator("#tasks")).containsText("Blocked before sending: 1 message");
    page.navigate("/messages?q=status:blocked");
    page.click("tbody a");
    assertThat(page.locator("#check h2")).hasText("Blocked: the message was not sent");
    assertThat(page.locator("#check tbody")).containsText("*.manifest");
    Desk.assertAccessible(page);
    page.getByLabel("Reason for sending it anyway").fill("the partner asked for it");
    page.click("text=Send anyway >> nth=-1");
    assertThat(page.locator(".notice")).containsText("Your reason was recorded");
    assertThat(page.locator("#check")).containsText("Sent anyway by boss");
    assertThat(page.locator("#check")).containsText("the partner asked for it");

    String other = submit("Us-to-Strict", "odder.txt", "x", "a subject");
    Awaitility.await().until(() -> find(other).status() == MessageStatus.BLOCKED);
    Page plain = DESK.plainPageOf("boss");
    plain.navigate("/messages/" + other);
    plain
        .locator("#check")
        .getByText("Discard", new Locator.GetByTextOptions().setExact(true))
        .click();
    assertThat(plain.locator(".notice")).hasText("The message was discarded. It was not sent.");
  }

  @Test
  void keyboard_alone_signs_in_finds_a_message_and_sends_it_again() throws Exception {
    MessageRecord failed = send("Us-to-Gone", "by-keyboard.txt", "x");
    Page keys = DESK.page();
    keys.navigate("/login");
    keys.keyboard().type("boss");
    keys.keyboard().press("Tab");
    keys.keyboard().type(Desk.PASSWORD);
    keys.keyboard().press("Enter");
    assertThat(keys.locator("h1")).hasText("Today");
    keys.keyboard().press("Tab");
    assertThat(keys.locator(":focus")).hasText("Skip to content");
    keys.keyboard().press("Enter");
    assertThat(keys.locator("main")).isFocused();

    keys.navigate("/");
    tabTo(keys, "nav a[href='/messages']");
    keys.keyboard().press("Enter");
    assertThat(keys.locator("h1")).hasText("Messages");
    tabTo(keys, "[name=q]");
    keys.keyboard().type("status:failed by-keyboard");
    keys.keyboard().press("Enter");
    assertThat(keys.locator("tbody tr")).hasCount(1);
    tabTo(keys, "[value='" + failed.id() + "']");
    keys.keyboard().press("Space");
    tabTo(keys, "button[value=resend]");
    keys.keyboard().press("Enter");
    assertThat(keys.locator(".notice")).hasText("1 message queued again.");
  }

  /** Whoever uses the keyboard has to see where it stands, all the way there. */
  private static void tabTo(Page keys, String selector) {
    for (int i = 0; i < 60; i++) {
      keys.keyboard().press("Tab");
      Object outline =
          keys.evaluate(
              "() => { const s = getComputedStyle(document.activeElement);"
                  + " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }");
      assertThat(outline).as("focus is seen after " + i + " tabs").isEqualTo(true);
      if (keys.locator(selector + ":focus").count() == 1) {
        return;
      }
    }
    throw new AssertionError("no way by Tab to " + selector);
  }

  @Test
  void file_is_sent_and_its_receipt_seen_arriving() throws Exception {
    page.navigate("/send");
    Desk.assertAccessible(page);
    Path file = Files.writeString(folder.resolve("page file.txt"), "from the page");
    page.getByLabel("File").setInputFiles(file);
    page.getByLabel("Partnership").selectOption("Us-to-Them");
    page.click("main button.main");
    assertThat(page.locator("h1")).hasText("page file.txt");
    assertThat(page.locator("#receipt")).containsText("MIC equal");

    Page plain = DESK.plainPageOf("boss");
    plain.navigate("/send");
    plain.getByLabel("File").setInputFiles(file);
    plain.getByLabel("Partnership").selectOption("Us-to-Them");
    plain.click("main button.main");
    assertThat(plain.locator(".notice")).hasText("The message was queued.");
    assertThat(plain.locator("h1")).hasText("page file.txt");
  }

  @Test // RFC 6362
  void several_files_go_as_one_message_and_each_can_be_opened() throws Exception {
    Path one = Files.writeString(folder.resolve("one of two.txt"), "first");
    Path two = Files.writeString(folder.resolve("two of two.txt"), "second <b>");
    for (Page sender : new Page[] {page, DESK.plainPageOf("boss")}) {
      sender.navigate("/send");
      sender.getByLabel("File").setInputFiles(new Path[] {one, two});
      sender.locator("[name=together]").check();
      sender.getByLabel("Partnership").selectOption("Us-to-Them");
      sender.click("main button.main");
      assertThat(sender.locator("h1")).hasText("one of two.txt and 1 more");
      assertThat(sender.locator("#payload h2")).hasText("2 files");
      sender.getByLabel("Preview two of two.txt").click();
      assertThat(sender.locator("#payload pre")).hasText("second <b>");
    }
    assertThat(page.locator("#receipt")).containsText("MIC equal");
    Desk.assertAccessible(page);
    assertThat(partner.inbox("Us"))
        .filteredOn(file -> file.toString().contains(" of two"))
        .hasSize(4);
  }

  @Test
  void list_can_be_taken_along() throws Exception {
    send("Us-to-Them", "=cmd.csv", "x");
    String csv = page.request().get(DESK.url() + "/messages.csv?q=cmd.csv").text();
    assertThat(csv.lines().count()).isEqualTo(2);
    assertThat(csv).contains(",Us-to-Them,", "'=cmd.csv");
    assertThat(page.request().get(DESK.url() + "/messages.json?q=cmd.csv").text())
        .contains("\"partnership\":\"Us-to-Them\"");
  }

  private static MessageRecord send(String partnership, String name, String text) throws Exception {
    return send(partnership, name, text, "a subject");
  }

  private static MessageRecord send(String partnership, String name, String text, String subject)
      throws Exception {
    String id = submit(partnership, name, text, subject);
    Awaitility.await().until(() -> find(id).status().isEnd());
    return find(id);
  }

  private static String submit(String partnership, String name, String text, String subject)
      throws Exception {
    return DESK.station()
        .gateway()
        .submit(
            partnership,
            name,
            Optional.of("text/plain"),
            Optional.of(subject),
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .id();
  }

  private static MessageRecord find(String id) {
    return DESK.station().gateway().messages().find(id).orElseThrow();
  }
}
