package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.accounts.SetUp;
import org.as2gateway.admin.port.AdminPort;
import org.as2gateway.admin.port.AdminServer;
import org.as2gateway.admin.port.AdminToken;
import org.as2gateway.admin.port.SampleMessages;
import org.as2gateway.config.GatewayConfig.Listener;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageQuery.Effort;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is searched for lies further back than one answer looks: each looks at ten messages. */
@Tag("browser")
class SearchIT {
  private static final Effort SHORT = new Effort(10, Duration.ZERO);
  private static final int OLDER = 25;
  private static final int NEWER = 35;

  @TempDir private static Path folder;

  @RegisterExtension
  static final Desk DESK = Desk.of(() -> new TestHome(folder).station("Us", TestPki.rsa("CN=us")));

  private static AdminServer server;
  private static String rareWord = "";

  @BeforeAll
  static void open() throws Exception {
    Gateway gateway = DESK.station().gateway();
    Clock clock = Clock.systemUTC();
    AdminParts parts = AdminParts.of(gateway, clock);
    Listener listener = new Listener(true, "127.0.0.1", 0, Optional.empty());
    SetUp setUp = SetUp.begin(gateway.identity().accounts());
    server =
        AdminRoutes.serve(
            parts,
            new AdminPort(listener, AdminToken.of("0123456789"), null, clock),
            new WebPages(parts, setUp, clock, SHORT));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i <= OLDER + NEWER; i++) {
      ids.add(MessageIds.next(clock));
      gateway.messages().insert(SampleMessages.sent(ids.get(i), MessageStatus.ACKNOWLEDGED));
    }
    rareWord = ids.get(OLDER).substring(3);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void search_goes_on_by_itself_until_it_finds_something() {
    Page page = DESK.pageAt(server.url());
    List<String> asked = new ArrayList<>();
    Desk.signIn(page, "boss");
    page.onRequest(request -> asked.add(request.url()));
    page.navigate("/messages?q=" + rareWord);

    assertThat(page.locator("tbody tr")).hasCount(1);
    assertThat(page.locator("#rows")).containsText("Older messages may match");
    assertThat(asked.stream().filter(url -> url.contains("cursor="))).hasSize(3);
    assertThat(page.url()).as("what is shown").isEqualTo(last(asked));
    Desk.assertAccessible(page);
    Desk.follow(page, "Search older");
    assertThat(page.locator("#rows")).containsText("Nothing found.");
  }

  private static String last(List<String> asked) {
    return asked.stream().filter(url -> url.contains("cursor=")).reduce("", (one, two) -> two);
  }

  @Test
  void search_goes_on_by_its_link_without_scripts() {
    Page page = DESK.plainPageAt(server.url());
    Desk.signIn(page, "boss");
    page.navigate("/messages?q=" + rareWord);
    Locator rows = page.locator("#rows");
    for (int i = 0; i < 3; i++) {
      assertThat(rows).containsText("No matches back to");
      Desk.follow(page, "Search older");
    }
    assertThat(page.locator("tbody tr")).hasCount(1);
  }
}
