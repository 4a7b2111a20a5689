package org.as2gateway.store.log;

/** Where the receipt of a message stands (design.md §6). */
public enum MdnState {
  NONE("none"),
  PENDING("pending"),
  VERIFIED("verified"),
  NEGATIVE("negative"),
  REJECTED("rejected");

  private final String text;

  MdnState(String text) {
    this.text = text;
  }

  /** The spelling of the API. */
  public String text() {
    return text;
  }
}
