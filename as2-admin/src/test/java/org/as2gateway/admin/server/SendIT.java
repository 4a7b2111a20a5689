package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sending by the page; the only partnership is on hold, so that what is queued stays so. */
@Tag("browser")
class SendIT {
  private static final String SUBMISSIONS = "**/api/v1/messages?*";

  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(SendIT::home);

  private static TestHome home() throws Exception {
    return new TestHome(folder.resolve("us"))
        .station("Us", TestPki.rsa("CN=us"))
        .partner("Them", TestPki.rsa("CN=them").certificate())
        .partnership("Us", "Them", TestHome.sending(URI.create("http://127.0.0.1:9/as2")));
  }

  @BeforeAll
  static void hold() throws Exception {
    DESK.station().gateway().hold("Us-to-Them");
  }

  @Test
  void files_are_a_message_each_and_nothing_is_chosen_before() throws Exception {
    Path one = file("each one.txt");
    Path two = file("each two.txt");
    for (Page sender : new Page[] {DESK.pageOf("boss"), DESK.plainPageOf("boss")}) {
      sender.navigate("/send");
      assertThat(sender.getByLabel("Partnership")).hasValue("");
      assertThat(sender.getByLabel("Partnership")).containsText("Us-to-Them (on hold)");
      sender.getByLabel("File").setInputFiles(new Path[] {one, two});
      sender.getByLabel("Partnership").selectOption("Us-to-Them");
      sender.click("main button.main");
      assertThat(sender.locator("h1")).hasText("Messages");
    }
    assertThat(sent("each "))
        .containsExactlyInAnyOrder("each one.txt", "each two.txt", "each one.txt", "each two.txt");
  }

  @Test
  void unknown_outcome_is_called_unknown_and_sending_again_queues_nothing_twice() throws Exception {
    Page page = DESK.pageOf("boss");
    choose(page, "unknown.txt");
    page.route(
        SUBMISSIONS,
        route -> {
          route.fetch(); // it gets there, and its answer is lost
          route.abort();
        });
    page.click("main button.main");
    assertThat(page.locator("[data-progress]")).containsText("it is not known whether");
    assertThat(page.locator("[data-progress] a")).hasAttribute("href", "/messages");
    assertThat(sent("unknown.txt")).hasSize(1);
    Desk.assertAccessible(page);

    page.unroute(SUBMISSIONS);
    page.click("main button.main");
    assertThat(page.locator("h1")).hasText("unknown.txt");
    assertThat(sent("unknown.txt")).hasSize(1);
  }

  @Test
  void session_that_ended_is_told_and_the_file_is_kept_for_after_the_sign_in() throws Exception {
    Page page = DESK.pageOf("boss");
    choose(page, "patient.txt");
    page.context().clearCookies();
    page.click("main button.main");
    assertThat(page.locator("[data-progress]"))
        .containsText("Your session has ended. Sign in again");
    assertThat(page.locator("[data-progress] a")).hasAttribute("href", "/login");
    assertThat(sent("patient.txt")).isEmpty();

    Page other = page.context().newPage();
    Desk.signIn(other, "boss");
    assertThat(other.locator("h1")).hasText("Today");
    page.click("main button.main");
    assertThat(page.locator("h1")).hasText("patient.txt");
    assertThat(sent("patient.txt")).hasSize(1);
  }

  private static void choose(Page page, String name) throws Exception {
    page.navigate("/send");
    page.getByLabel("Partnership").selectOption("Us-to-Them");
    page.getByLabel("File").setInputFiles(file(name));
  }

  private static Path file(String name) throws Exception {
    return Files.writeString(folder.resolve(name), "content");
  }

  private static List<String> sent(String name) {
    return DESK.station().gateway().messages().search(MessageQuery.newest(100)).messages().stream()
        .map(MessageRecord::payloads)
        .flatMap(List::stream)
        .map(PayloadRecord::filename)
        .filter(filename -> filename.startsWith(name))
        .toList();
  }
}
