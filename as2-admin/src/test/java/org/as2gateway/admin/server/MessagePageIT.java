package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
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
    assertThat(page.locator("tr", hasText("Trial"))).not().containsText("failed");
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

  private static Page.LocatorOptions hasText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}
