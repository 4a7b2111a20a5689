package org.as2gateway.store.log;

/** Which way a message went, as the API spells it. */
public enum Direction {
  IN("in"),
  OUT("out");

  private final String text;

  Direction(String text) {
    this.text = text;
  }

  /** {@code in} or {@code out}. */
  public String text() {
    return text;
  }
}
