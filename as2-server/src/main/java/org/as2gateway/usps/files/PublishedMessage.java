package org.as2gateway.usps.files;

/**
 * An error message that USPS has published.
 *
 * @param id its code in the list
 * @param level {@code header}, {@code detail}, {@code header-or-detail} or {@code warning}
 * @param text as published
 * @param meaning what it says, in plain English
 * @param remedy what to do
 * @param ask whom to ask; may be empty
 * @param source which document has it
 */
public record PublishedMessage(
    String id,
    String level,
    String text,
    String meaning,
    String remedy,
    String ask,
    String source) {
  /** Whether it may be about a whole file. */
  public boolean isForFile() {
    return level.startsWith("header");
  }

  /** Whether it may be about one piece. */
  public boolean isForPiece() {
    return level.endsWith("detail");
  }
}
