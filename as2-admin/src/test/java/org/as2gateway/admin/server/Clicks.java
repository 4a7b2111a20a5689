package org.as2gateway.admin.server;

import com.microsoft.playwright.Page;

/** A page on which clicks are counted; fields are reached by the Tab key. */
final class Clicks {
  private final Page page;
  private int count;

  Clicks(Page page) {
    this.page = page;
  }

  Page page() {
    return page;
  }

  /** How many there were. */
  int count() {
    return count;
  }

  /** Presses the button of that name. */
  void press(String name) {
    count++;
    Desk.press(page, name);
  }

  /** Follows the link of that name. */
  void follow(String name) {
    count++;
    Desk.follow(page, name);
  }

  /** Types into the field of that label. */
  void type(String label, String text) {
    page.getByLabel(label).fill(text);
  }
}
