package org.as2gateway.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A Chromium of the system. Tests that need it are skipped where there is none. */
final class Desk implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";

  private final Playwright playwright;
  private final Browser browser;

  private Desk(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Desk open() {
    Optional<Path> chromium = chromium();
    Assumptions.assumeTrue(chromium.isPresent(), "no chromium on PATH: page not tested");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.get())
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    return new Desk(playwright, browser);
  }

  private static Optional<Path> chromium() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A page in a browser that knows nothing yet. */
  Page page(URI url) {
    return page(url, new Browser.NewContextOptions());
  }

  /** A page where scripts do not run. */
  Page pageWithoutScripts(URI url) {
    return page(url, new Browser.NewContextOptions().setJavaScriptEnabled(false));
  }

  private Page page(URI url, Browser.NewContextOptions options) {
    BrowserContext context =
        browser.newContext(
            options
                .setBaseURL(url.toString())
                .setLocale("en-US")
                .setTimezoneId("America/Chicago")
                .setViewportSize(1280, 860));
    context.setDefaultTimeout(20_000);
    return context.newPage();
  }

  /** Opens the link of the console and makes the first account. */
  static void setUp(Page page, URI link) {
    page.navigate(link.toString());
    page.getByLabel("Name").fill("boss");
    page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
    page.getByLabel("Password again").fill(PASSWORD);
    page.click("text=Make the account");
  }

  /** Signs in. */
  static void signIn(Page page, String name) {
    page.navigate("/login");
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(PASSWORD);
    page.click("main button");
  }

  /** Fails if axe finds a fault, in light and in dark colours, wide and narrow. */
  static void assertAccessible(Page page) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia( // colours in transition are not those of the page
          new Page.EmulateMediaOptions()
              .setColorScheme(scheme)
              .setReducedMotion(ReducedMotion.REDUCE));
      List<Rule> faults =
          new AxeBuilder(page)
              .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
              .analyze()
              .getViolations();
      assertThat(faults)
          .as(page.url() + " in " + scheme)
          .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
          .isEmpty();
    }
    page.setViewportSize(360, 780);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as(page.url() + " fits into 360 px")
        .isEqualTo(true);
    page.setViewportSize(1280, 860);
    picture(page);
  }

  /** Where {@code -Das2.pictures=DIR} says so, keeps what the page looks like. */
  static void picture(Page page) {
    String folder = System.getProperty("as2.pictures");
    if (folder == null) {
      return;
    }
    String name = URI.create(page.url()).getPath().replaceAll("[^a-z0-9]+", "-");
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : new int[] {1280, 360}) {
        page.setViewportSize(width, width == 360 ? 780 : 860);
        Path file = Path.of(folder, "page" + name + "-" + scheme + "-" + width + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
      }
    }
    page.setViewportSize(1280, 860);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
