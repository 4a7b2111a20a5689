package org.as2gateway.admin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.accounts.SignInOutcome.SignedIn;
import org.as2gateway.testkit.TestHome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway for a test class, its pages in a real browser, and the administrator {@code boss}, who
 * is signed in. To be registered as a static extension. Tests that ask for a page are skipped where
 * there is no Chromium.
 */
final class Desk implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  static final String PASSWORD = "correct horse battery";
  private static final String ZONE = "America/Chicago";

  private final Callable<TestHome> home;
  private final boolean hasBoss;
  private final List<BrowserContext> opened = new ArrayList<>();
  private ExtensionContext context;
  private RunningGateway station;
  private String bossSecret = "";
  private Page boss;

  private Desk(Callable<TestHome> home, boolean hasBoss) {
    this.home = home;
    this.hasBoss = hasBoss;
  }

  /** A gateway with that home. */
  static Desk of(Callable<TestHome> home) {
    return new Desk(home, true);
  }

  /** A gateway where nobody has made an account yet. */
  static Desk withoutAccount(Callable<TestHome> home) {
    return new Desk(home, false);
  }

  @Override
  public void beforeAll(ExtensionContext given) throws Exception {
    context = given;
    station = RunningGateway.start(home.call().config(), Map.of(), Clock.systemUTC());
    if (hasBoss) {
      bossSecret = identity().accounts().addFirst("boss", PASSWORD, "127.0.0.1").secret();
    }
  }

  @Override
  public void afterEach(ExtensionContext given) {
    opened.forEach(BrowserContext::close);
    opened.clear();
  }

  @Override
  public void afterAll(ExtensionContext given) {
    if (boss != null) {
      boss.context().close();
    }
    if (station != null) {
      station.close();
    }
  }

  RunningGateway station() {
    return Objects.requireNonNull(station, "not started");
  }

  Identity identity() {
    return station().gateway().identity();
  }

  URI url() {
    return station().adminUrl().orElseThrow();
  }

  /** The page of the administrator, the same for all tests; takes every dialog. */
  Page boss() {
    if (boss == null) {
      boss = open(url(), new Browser.NewContextOptions());
      signedIn(boss, bossSecret);
    }
    return boss;
  }

  /** A page in a browser that knows nothing yet; closed after the test, like those below. */
  Page page() {
    return pageAt(url());
  }

  /** The same, where the gateway goes by another name. */
  Page pageAt(URI url) {
    return remembered(open(url, new Browser.NewContextOptions()));
  }

  /** A page where scripts do not run. */
  Page plainPage() {
    return plainPageAt(url());
  }

  /** The same, where the gateway goes by another name. */
  Page plainPageAt(URI url) {
    return remembered(open(url, new Browser.NewContextOptions().setJavaScriptEnabled(false)));
  }

  /** A page of a user whose password is {@link #PASSWORD}. */
  Page pageOf(String user) {
    return signedIn(page(), newSession(user));
  }

  /** The same where scripts do not run. */
  Page plainPageOf(String user) {
    return signedIn(plainPage(), newSession(user));
  }

  /** Gives a page the cookie with the time zone, which a script would set. */
  void tellZone(Page page) {
    page.context().addCookies(List.of(new Cookie("as2-zone", ZONE).setUrl(url().toString())));
  }

  private String newSession(String user) {
    return ((SignedIn) identity().signIns().signIn(user, PASSWORD, "127.0.0.1")).secret();
  }

  /** Makes a user. */
  void makeUser(String name, Role role) throws Exception {
    identity().accounts().add(new Actor("boss", "-"), name, role, PASSWORD, false);
  }

  private Page open(URI url, Browser.NewContextOptions options) {
    BrowserContext browsing =
        Chromium.of(context)
            .newContext(
                options
                    .setBaseURL(url.toString())
                    .setLocale("en-US")
                    .setTimezoneId(ZONE)
                    .setReducedMotion(ReducedMotion.REDUCE) // colours at once, not on their way
                    .setViewportSize(1280, 860));
    browsing.setDefaultTimeout(20_000);
    Page page = browsing.newPage();
    page.onDialog(dialog -> dialog.accept());
    return page;
  }

  private Page remembered(Page page) {
    opened.add(page.context());
    return page;
  }

  private Page signedIn(Page page, String secret) {
    Cookie cookie = new Cookie("as2-" + url().getPort(), secret).setUrl(url().toString());
    page.context().addCookies(List.of(cookie));
    return page;
  }

  /** Opens the link of the console and makes the first account. */
  static void setUp(Page page, URI link) {
    page.navigate(link.toString());
    page.getByLabel("Name").fill("boss");
    page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
    page.getByLabel("Confirm password").fill(PASSWORD);
    page.click("text=Create account");
  }

  /** Signs in by the form. */
  static void signIn(Page page, String name) {
    page.navigate("/login");
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(PASSWORD);
    page.click("main button");
  }

  /** Presses the button of that name. */
  static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  /** Follows the link of that name. */
  static void follow(Page page, String name) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)).click();
  }

  /** Reloads the page until it shows that; for what happens in the background. */
  static void reloadUntilShown(Page page, String selector) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              page.reload();
              return page.locator(selector).count() > 0;
            });
  }

  /** Fails if axe finds a fault, in light and in dark colours, or if 360 px are too narrow. */
  static void assertAccessible(Page page) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    List<String> levels = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    assertFaultless(page, axe(page).withTags(levels), "in light colours");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    assertFaultless(page, axe(page).withRules(List.of("color-contrast")), "in dark colours");
    page.setViewportSize(360, 780);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as(page.url() + " fits into 360 px")
        .isEqualTo(true);
    page.setViewportSize(1280, 860);
    picture(page);
  }

  /** No table hides a column, on a small laptop or a large screen. */
  static void assertNothingCutOff(Page page) {
    for (int width : new int[] {1024, 1180, 1280, 1920}) {
      page.setViewportSize(width, 860);
      Object hidden =
          page.evaluate(
              """
              () => [...document.querySelectorAll("main table")]
                  .map((table) => table.closest(".card") ?? table.parentElement)
                  .filter((card) => card.scrollWidth > card.clientWidth)
                  .map((card) => card.id || card.className)
              """);
      assertThat(hidden).as(page.url() + " at " + width + " px").isEqualTo(List.of());
    }
    page.setViewportSize(1280, 860);
  }

  /** What axe finds on the page by any of its rules, in light and in dark colors. */
  static List<String> faults(Page page) {
    List<String> found = new ArrayList<>();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (Rule rule : axe(page).analyze().getViolations()) {
        String where = rule.getNodes().get(0).getHtml();
        found.add(page.url() + " " + scheme + ": " + rule.getId() + ": " + where);
      }
    }
    return found;
  }

  /** Without the second page that is for frames, which we have none of. */
  private static AxeBuilder axe(Page page) {
    return new AxeBuilder(page).setLegacyMode(true);
  }

  private static void assertFaultless(Page page, AxeBuilder axe, String where) {
    List<Rule> faults = axe.analyze().getViolations();
    assertThat(faults)
        .as(page.url() + " " + where)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
        .isEmpty();
  }

  /** Where {@code -Das2.pictures=DIR} says so, keeps what the page looks like. */
  static void picture(Page page) {
    picture(page, "");
  }

  /** The same of a page that looks different in that state. */
  static void picture(Page page, String state) {
    String folder = System.getProperty("as2.pictures");
    if (folder == null) {
      return;
    }
    String name = URI.create(page.url()).getPath().replaceAll("[^a-z0-9]+", "-");
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : new int[] {1280, 360}) {
        page.setViewportSize(width, width == 360 ? 780 : 860);
        int height = (Integer) page.evaluate("document.documentElement.scrollHeight");
        page.setViewportSize(width, height); // so that what stays in view spans the picture
        Path file = Path.of(folder, "page" + name + state + "-" + scheme + "-" + width + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
      }
    }
    page.setViewportSize(1280, 860);
  }
}
