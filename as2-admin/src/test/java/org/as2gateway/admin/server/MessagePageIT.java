package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
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

/** The page of one message, with a partner that acknowledges and one that is a portal. */
@Tag("browser")
class MessagePageIT {
  private static final String LOGIN =
      "<html><title>Sign in</title><script>document.title='taken over'</script></html>";

  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(MessagePageIT::home);

  private static TestGateway partner;
  private static ScriptedPartner portal;
  private static Page page;

  private static TestHome home() throws Exception {
    var us = TestPki.rsa("CN=us");
    var them = TestPki.rsa("CN=them");
    partner =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("Them", them)
                .partner("Us", us.certificate())
                .partnership("Us", "Them", Map.of()));
    portal =
        ScriptedPartner.start(folder)
            .answerAlways(
                Scripts.respond(
                    403,
                    new MimeEntity(
                        Headers.of("Content-Type", "text/html", "Set-Cookie", "sid=4711"),
                        LOGIN.getBytes(StandardCharsets.UTF_8))));
    return new TestHome(folder.resolve("us"))
        .station("Us", us)
        .partner("Them", them.certificate())
        .partner("Portal", TestPki.rsa("CN=portal").certificate())
        .partnership("Us", "Them", TestHome.sending(partner.url()))
        .partnership("Us", "Portal", TestHome.sending(portal.url()))
        .partner("Away", TestPki.rsa("CN=away").certificate())
        .partnership("Us", "Away", TestHome.sending(portal.url()))
        .partner("Trial", them.certificate())
        .partnership("Us", "Trial", TestHome.sending(portal.url()))
        .partnership("Trial", "Us", Map.of("gw.state", "testing"));
  }

  @BeforeAll
  static void open() {
    page = DESK.boss();
  }

  @AfterAll
  static void stop() throws Exception {
    partner.close();
    portal.close();
  }

  private static MessageRecord send(String partnership, String filename) throws Exception {
    String id =
        DESK.station()
            .gateway()
            .submit(
                partnership,
                filename,
                Optional.empty(),
                Optional.of("text/plain"),
                new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8)))
            .id();
    Awaitility.await().until(() -> find(id).status().isEnd());
    return find(id);
  }

  private static MessageRecord find(String id) {
    return DESK.station().gateway().messages().find(id).orElseThrow();
  }

  private static Map<String, String> evidence(String id) throws Exception {
    APIResponse zip = page.request().get(DESK.url() + "/api/v1/messages/" + id + "/evidence");
    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.body()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }

  @Test
  void answer_that_is_no_receipt_is_shown_as_text() throws Exception {
    MessageRecord failed = send("Us-to-Portal", "refused.txt");
    assertThat(failed.status()).isEqualTo(MessageStatus.FAILED);
    page.navigate("/messages/" + failed.id());
    assertThat(page.locator("#answers summary")).containsText("Attempt 1: HTTP/1.1 403");
    assertThat(page.locator("#answers")).containsText("Set-Cookie: (hidden)");
    assertThat(page.locator("#answers")).containsText(LOGIN);
    assertThat(page.locator("h1")).hasText("refused.txt");
    assertThat(page.title()).doesNotContain("taken over");
    Desk.assertAccessible(page);

    String answers =
        page.request().get(DESK.url() + "/api/v1/messages/" + failed.id() + "/answers").text();
    assertThat(answers).contains("\"attempt\":1", "Sign in", "(hidden)").doesNotContain("4711");
    assertThat(evidence(failed.id()).get("answers/newest-1.http"))
        .startsWith("HTTP/1.1 403")
        .endsWith("\r\n\r\n" + LOGIN)
        .doesNotContain("4711");
  }

  @Test
  void receipt_is_not_shown_as_an_answer() throws Exception {
    page.navigate("/messages/" + send("Us-to-Them", "received.txt").id());
    assertThat(page.locator("#receipt")).containsText("MIC equal");
    assertThat(page.locator("#answers")).hasCount(0);
  }

  @Test
  void partners_show_counts_without_tests() throws Exception {
    send("Us-to-Portal", "counted.txt");
    send("Us-to-Trial", "a test.txt");
    page.navigate("/partners");
    assertThat(page.locator("tr", hasText("Portal")))
        .containsText(Pattern.compile("Sent (\\d+): \\1 failed"));
    assertThat(page.locator("tr", hasText("Trial"))).containsText("test messages only");
    Desk.assertAccessible(page);
    page.navigate("/partners/Portal");
    assertThat(page.locator("#counted")).containsText("Last 30 days, without test messages.");
    Desk.assertAccessible(page);
    page.navigate("/");
    assertThat(page.locator(".figures")).containsText(Pattern.compile("Sent\\s*\\d+ \\d+ failed"));
    Desk.assertAccessible(page);
    String health = page.request().get(DESK.url() + "/api/v1/partners/Trial/health").text();
    assertThat(health).contains("\"messages\":0", "\"failed\":0");
  }

  @Test
  void failure_is_handled_with_a_note_and_leads_back_to_its_list() throws Exception {
    MessageRecord failed = send("Us-to-Portal", "to-handle.txt");
    page.navigate("/");
    assertThat(page.locator("#tasks")).containsText("'Us-to-Portal' failed in 3 days");
    page.navigate("/messages?q=file:to-handle");
    page.locator("#open-" + failed.id()).click();
    Desk.assertAccessible(page);
    page.locator("#handled [name=note]").fill("sent by mail");
    page.locator("#mark-handled").click();
    assertThat(page.locator(".notice")).containsText("marked as handled");
    assertThat(page.locator("#handled")).containsText("by boss");
    assertThat(page.locator("#handled")).containsText("sent by mail");
    Desk.assertAccessible(page);
    page.locator("#crumb").click();
    assertThat(page.locator("[name=q]")).hasValue("file:to-handle");
    page.navigate("/audit");
    assertThat(page.locator("main")).containsText("Marked a message as handled");

    Page plain = DESK.plainPageOf("boss");
    plain.navigate("/messages/" + failed.id() + "?list=q%3Dfile%253Ato-handle");
    plain.locator("#undo-handled").click();
    assertThat(plain.locator(".notice")).hasText("The message needs attention again.");
    plain.locator("#crumb").click();
    assertThat(plain.locator("[name=q]")).hasValue("file:to-handle");
  }

  @Test
  void handled_failures_need_no_attention() throws Exception {
    MessageRecord failed = send("Us-to-Away", "only-one.txt");
    page.navigate("/");
    assertThat(page.locator("#tasks")).containsText("'Us-to-Away' failed in 3 days");
    page.navigate("/messages/" + failed.id());
    page.locator("#mark-handled").click();
    assertThat(page.locator(".notice")).containsText("marked as handled");
    page.navigate("/");
    assertThat(page.locator("#tasks")).not().containsText("Us-to-Away");
  }

  @Test
  void message_page_links_to_what_belongs_to_it() throws Exception {
    MessageRecord sent = send("Us-to-Them", "linked.txt");
    page.navigate("/messages/" + sent.id());
    assertThat(page.locator("#to-partner")).hasAttribute("href", "/partners/Them");
    assertThat(page.locator("#to-partnership"))
        .hasAttribute("href", "/partnerships/Us-to-Them/edit");
    assertThat(page.locator("#to-signer"))
        .hasAttribute("href", Pattern.compile("/certificates/.+"));
    assertThat(page.locator("#time-to-receipt")).hasText(Pattern.compile("\\d.* m?s"));
    page.locator("#resend").click();
    Desk.press(page, "Send again");
    assertThat(page.locator("#resend-of")).hasText(sent.id());
    page.locator("#resend-of").click();
    assertThat(page.locator("#resent-as")).hasCount(1);
    assertThat(page.locator("h1")).hasText("linked.txt");
    page.navigate("/messages/" + send("Us-to-Trial", "in-test.txt").id());
    assertThat(page.locator(".head .badge.info")).hasText("test");
    page.navigate("/messages?q=file:in-test");
    assertThat(page.locator("#rows .badge.info")).hasText("test");
  }

  private static Locator search(String text) {
    page.navigate("/messages");
    page.locator("[name=q]").fill(text);
    Desk.press(page, "Search");
    return page.locator("#rows tbody tr");
  }

  @Test
  void selected_failures_are_marked_as_handled_and_found_by_it() throws Exception {
    String one = send("Us-to-Portal", "bulk-1.txt").id();
    String two = send("Us-to-Portal", "bulk-2.txt").id();
    String good = send("Us-to-Them", "bulk-3.txt").id();
    Page plain = DESK.plainPageOf("boss");
    plain.navigate("/messages?q=file:bulk");
    for (String id : List.of(one, two, good)) {
      plain.locator("#select-" + id).check();
    }
    plain.locator("#list [name=note]").fill("sent by <mail>");
    plain.locator("#do-handled").click();
    assertThat(plain.locator(".notice"))
        .containsText("2 messages marked as handled. Not possible for 1: message '" + good);
    assertThat(plain.locator("[name=q]")).hasValue("file:bulk");
    assertThat(plain.getByTitle("boss: sent by <mail>")).hasCount(2);

    assertThat(search("file:bulk handled:yes")).hasCount(2);
    Desk.assertAccessible(page);
    Desk.assertNothingCutOff(page);
    assertThat(search("file:bulk -handled:yes")).hasCount(1);
    assertThat(search("file:bulk handled:no")).hasCount(0);
    search("handled:maybe");
    assertThat(page.locator(".box.warn")).containsText("'handled' is 'maybe', expected yes or no");
  }

  @Test
  void all_failed_messages_of_a_list_are_resent_after_a_question() throws Exception {
    send("Us-to-Portal", "again-1.txt");
    send("Us-to-Portal", "again-2.txt");
    send("Us-to-Them", "again-3.txt");
    page.navigate("/messages?q=file:again");
    page.locator("#do-resend-failed").click();
    assertThat(page.locator(".box.warn")).hasText("Resend these 2 failed messages?");
    Desk.assertAccessible(page);
    Desk.press(page, "Resend all 2");
    assertThat(page.locator(".notice")).hasText("2 messages queued again.");
    assertThat(page.locator("[name=q]")).hasValue("file:again");
    page.navigate("/messages?q=file:again+status:acknowledged");
    page.locator("#do-resend-failed").click();
    assertThat(page.locator("main")).containsText("has failed and is not handled");
  }

  @Test
  void proof_says_who_received_what_and_is_in_the_evidence() throws Exception {
    MessageRecord sent = send("Us-to-Them", "proven & sure.txt");
    page.navigate("/messages/" + sent.id());
    page.locator("#proof").click();
    assertThat(page.locator("h1")).hasText("Proof of delivery: proven & sure.txt");
    assertThat(page.locator("main"))
        .containsText("Them confirmed with a signed receipt that it received this message.");
    assertThat(page.locator("main")).containsText(sent.payloads().get(0).sha256());
    assertThat(page.locator("main")).containsText("Serial number");
    Desk.assertAccessible(page);

    String file = evidence(sent.id()).get("proof.html");
    assertThat(file)
        .startsWith("<!DOCTYPE html>")
        .contains("Proof of delivery", "CN=them", sent.payloads().get(0).sha256())
        .contains("proven &amp; sure.txt")
        .doesNotContain("<script", "href");

    MessageRecord failed = send("Us-to-Portal", "unproven.txt");
    page.navigate("/messages/" + failed.id() + "/proof");
    assertThat(page.locator("h1")).hasText("Delivery record: unproven.txt");
    assertThat(page.locator("main")).containsText("Nothing proves that the message was received.");
  }

  @Test
  void filter_is_saved_under_a_name_and_removed_without_scripts() throws Exception {
    send("Us-to-Portal", "viewed-1.txt");
    send("Us-to-Them", "viewed-2.txt");
    Page plain = DESK.plainPageOf("boss");
    plain.navigate("/messages?q=file:viewed+status:failed");
    plain.locator("#view-settings summary").click();
    plain.locator("#view-settings [name=name]").fill("My <failures>");
    plain.locator("#save-view").click();
    assertThat(plain.locator(".notice")).hasText("The view was saved.");
    plain.navigate("/messages");
    plain.locator(".ranges a", hasText("My <failures>")).click();
    assertThat(plain.locator("[name=q]")).hasValue("file:viewed status:failed");
    assertThat(plain.locator("#rows tbody tr")).hasCount(1);
    assertThat(plain.locator(".ranges a[aria-current]")).hasText("My <failures>");

    page.navigate("/messages?q=file:viewed+status:failed");
    Desk.assertAccessible(page);
    DESK.makeUser("other", Role.VIEWER);
    Page other = DESK.pageOf("other");
    other.navigate("/messages");
    assertThat(other.locator(".ranges a", hasText("My <failures>"))).hasCount(0);

    plain.locator("#view-settings summary").click();
    plain.locator("#remove-view").click();
    assertThat(plain.locator(".notice")).hasText("The view was removed.");
    assertThat(plain.locator(".ranges a", hasText("My <failures>"))).hasCount(0);
  }

  @Test
  void details_of_rows_are_chosen_and_kept() throws Exception {
    send("Us-to-Them", "details.txt");
    Page own = DESK.pageOf("boss");
    own.navigate("/messages?q=file:details");
    assertThat(own.locator("#rows tbody tr")).not().containsText("Us-to-Them");
    own.locator("#view-settings summary").click();
    for (String detail : List.of("partnership", "receipt_time", "attempts")) {
      own.locator("[value=" + detail + "]").check();
    }
    own.locator("#apply-details").click();
    assertThat(own.locator("#rows tbody tr")).containsText("Us-to-Them");
    assertThat(own.locator("#rows tbody tr")).containsText("1 attempt");
    assertThat(own.locator("#rows tbody td[data-label=Receipt] time")).hasCount(1);
    assertThat(own.locator("[name=q]")).hasValue("file:details");
    Desk.assertNothingCutOff(own);
    Desk.assertAccessible(own);
    own.navigate("/messages");
    own.locator("#view-settings summary").click();
    assertThat(own.locator("[value=attempts]")).isChecked();
    own.locator("[value=attempts]").uncheck();
    own.locator("#apply-details").click();
    assertThat(own.locator("#rows")).not().containsText("1 attempt");
    assertThat(own.locator("#rows")).containsText("Us-to-Them");
  }

  private static Page.LocatorOptions hasText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}
