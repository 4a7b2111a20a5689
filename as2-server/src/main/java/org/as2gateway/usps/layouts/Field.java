package org.as2gateway.usps.layouts;

/**
 * One field of a record.
 *
 * @param number from 1, without gaps
 * @param name what it holds
 * @param start position of its first character, from 1; 0 in a layout with separators
 * @param length characters; the most there may be in a layout with separators
 * @param type what the characters are
 * @param note values and their meaning; may be empty
 */
public record Field(int number, String name, int start, int length, FieldType type, String note) {
  /** Checks the numbers. */
  public Field {
    if (number < 1 || start < 0 || length < 1) {
      throw new IllegalArgumentException(
          "field " + number + " starts at " + start + " with length " + length);
    }
  }

  /** Position behind its last character, from 0. */
  public int end() {
    return start - 1 + length;
  }
}
