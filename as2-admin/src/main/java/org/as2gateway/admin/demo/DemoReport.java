package org.as2gateway.admin.demo;

import java.io.PrintWriter;

/** What the demonstration tells, step by step; each line with a mark was checked. */
final class DemoReport {
  private final PrintWriter out;
  private int step;
  private boolean isAllGood = true;

  DemoReport(PrintWriter out) {
    this.out = out;
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void step(String title) {
    line("");
    line(++step + ". " + title);
  }

  void check(boolean isGood, String text) {
    isAllGood &= isGood;
    line((isGood ? "  ✓ " : "  ✗ ") + text);
  }

  boolean isAllGood() {
    return isAllGood;
  }
}
