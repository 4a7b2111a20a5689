package org.as2gateway.admin.server;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows the links of a page to every page that can be reached, one of each kind: two messages are
 * of one kind, and so are two pages that differ in their query alone.
 */
final class PageWalk {
  static final List<Integer> WIDTHS = List.of(320, 390, 768, 1024, 1280, 1440, 1920);

  private static final int HEIGHT = 860;
  private static final int MOST_OF_A_KIND = 3;
  private static final String LINKS =
      """
      () => [...document.querySelectorAll("a[href]:not([download])")]
          .map((link) => new URL(link.href))
          .filter((url) => url.origin === location.origin && !/^\\/api\\/|\\.[a-z0-9]+$/.test(url.pathname))
          .map((url) => url.pathname + url.search)
      """;

  /** What is wider than the window or hidden by what is around it; empty on a good page. */
  private static final String TOO_WIDE =
      """
      () => {
        const isWide = document.documentElement.scrollWidth > innerWidth;
        const wide = isWide ? [...document.querySelectorAll("body *")]
            .filter((part) => part.checkVisibility() && !part.closest(".unseen, thead") && part.getBoundingClientRect().right > innerWidth)
            .map((part) => part.outerHTML.slice(0, 80)).slice(-3) : [];
        const clipped = [...document.querySelectorAll("main table, main pre, main dl, main form")]
            .filter((part) => part.checkVisibility())
            .map((part) => part.closest(".card") ?? part.parentElement)
            .filter((card) => card.scrollWidth > card.clientWidth + 1
                && getComputedStyle(card).overflowX !== "auto")
            .map((card) => (card.id || card.className || card.tagName) + " cuts off");
        return [...new Set([...wide, ...clipped])];
      }
      """;

  private static final String PAINTED =
      "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

  private final Page page;
  private final List<String> scriptErrors = new ArrayList<>();

  PageWalk(Page page) {
    this.page = page;
    page.onPageError(error -> scriptErrors.add(page.url() + ": " + error));
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            scriptErrors.add(page.url() + ": " + message.text());
          }
        });
  }

  /** The paths that can be reached from there, by link, at most so many of a kind. */
  List<String> reachable(String from) {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    List<String> found = new ArrayList<>();
    Deque<String> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      String path = next.remove();
      if (found.contains(path) || kinds.merge(kind(path), 1, Integer::sum) > MOST_OF_A_KIND) {
        continue;
      }
      page.navigate(path);
      found.add(path);
      for (Object link : (List<?>) page.evaluate(LINKS)) {
        if (!link.toString().startsWith("/logout")) {
          next.add(link.toString());
        }
      }
    }
    return found;
  }

  private static String kind(String path) {
    return path.replaceAll("[?#].*", "")
        .replaceAll("/[0-9A-HJKMNP-TV-Z]{26}\\b", "/ID")
        .replaceAll("/[0-9a-f]{64}\\b", "/FINGERPRINT")
        .replaceAll(
            "(?<=/(partners|partnerships|expected-traffic|certificates|onboarding|layouts|codes)/)"
                + "[^/]+",
            "NAME")
        .replaceAll("/[0-9]+\\b", "/NUMBER");
  }

  /** Errors of scripts and in the console since the walk began. */
  List<String> scriptErrors() {
    return scriptErrors;
  }

  /** What does not fit on that page, by width, with large text, and on paper. */
  List<String> misfits(String path) {
    page.navigate(path);
    List<String> found = new ArrayList<>();
    for (int width : WIDTHS) {
      page.setViewportSize(width, HEIGHT);
      tooWide(found, path + " at " + width + " px");
    }
    page.setViewportSize(1280, HEIGHT);
    page.evaluate("document.documentElement.style.fontSize = '200%'");
    tooWide(found, path + " with text twice as large");
    page.evaluate("document.documentElement.style.fontSize = ''");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    page.setViewportSize(720, HEIGHT); // what is left of a letter-size sheet between its margins
    tooWide(found, path + " on paper");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    page.setViewportSize(1280, HEIGHT);
    return found;
  }

  private void tooWide(List<String> found, String where) {
    for (Object part : (List<?>) page.evaluate(TOO_WIDE)) {
      found.add(where + ": " + part);
    }
  }

  /** Animations that run although the reader asked for none. */
  List<String> movements(String path) {
    page.navigate(path);
    Object count = page.evaluate("document.getAnimations().length");
    return count.equals(0) ? List.of() : List.of(path + ": " + count + " animations");
  }

  /** Where {@code -Das2.pictures=DIR} says so, pictures of that page in every width. */
  void picture(String path, String state) {
    String folder = System.getProperty("as2.pictures");
    if (folder == null) {
      return;
    }
    page.navigate(path);
    String name = state + path.replaceAll("[?#].*", "").replaceAll("[^a-z0-9]+", "-");
    for (int width : WIDTHS) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        if (scheme == ColorScheme.DARK && width != 1280) {
          continue;
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.setViewportSize(width, HEIGHT);
        int height = (Integer) page.evaluate("document.documentElement.scrollHeight");
        page.setViewportSize(width, Math.min(height, 6 * HEIGHT));
        page.evaluate(PAINTED);
        Path file = Path.of(folder, name + "-" + width + "-" + scheme + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
      }
    }
    page.setViewportSize(1280, HEIGHT);
  }

  /** Where the page is now. */
  static String path(Page page) {
    return URI.create(page.url()).getPath();
  }
}
