package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("browser")
class SignInIT {
  @TempDir private static Path folder;

  @RegisterExtension
  static final Desk DESK =
      Desk.withoutAccount(() -> new TestHome(folder).station("Us", TestPki.rsa("CN=us")));

  @Test
  void link_of_the_console_makes_the_first_account_once() {
    URI link = DESK.station().setUpUrl().orElseThrow();
    Page page = DESK.page();
    page.navigate("/");
    assertThat(page.locator("main")).containsText("setup link");
    Desk.assertAccessible(page);
    page.navigate(link.toString());
    Desk.assertAccessible(page);

    Desk.setUp(page, link);

    assertThat(page.locator("h1")).hasText("Today");
    assertThat(page.locator(".who")).containsText("boss");
    assertThat(page.locator("#first-steps [aria-current=step]"))
        .containsText("USPS DTS or another partner");
    Desk.assertAccessible(page);
    assertThat(DESK.station().setUpUrl()).isEmpty();
    assertThat(page.navigate(link.toString()).status()).isEqualTo(403);
    Desk.assertAccessible(page);
    Cookie cookie =
        page.context().cookies().stream()
            .filter(kept -> !kept.name.equals("as2-zone"))
            .findFirst()
            .orElseThrow();
    assertThat(cookie.httpOnly).isTrue();
    assertThat(cookie.sameSite).hasToString("STRICT");
  }
}
