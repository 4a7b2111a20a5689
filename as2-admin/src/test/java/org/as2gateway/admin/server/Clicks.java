package org.as2gateway.admin.server;

import com.microsoft.playwright.Page;

/** Counts what a person would click on a page; each question of the browser is a click too. */
final class Clicks {
  private static final String COUNTER =
      """
      addEventListener("click", (event) => {
        if (event.detail > 0) {
          sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1;
        }
      }, true);
      """;

  private final Page page;
  private int others;

  private Clicks(Page page) {
    this.page = page;
  }

  /** Counts from the next page on. */
  static Clicks of(Page page) {
    Clicks clicks = new Clicks(page);
    page.addInitScript(COUNTER);
    page.onDialog(dialog -> clicks.others++);
    return clicks;
  }

  /** One that the browser driver does without a click, such as choosing a file. */
  void also() {
    others++;
  }

  /** How many there were. */
  int count() {
    Object counted = page.evaluate("Number(sessionStorage.clicks ?? 0)");
    return ((Number) counted).intValue() + others;
  }
}
