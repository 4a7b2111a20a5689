package org.as2gateway.usps.correction;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.as2gateway.usps.layouts.Field;

/** Fields of pieces that are changed in a correction. Not safe for many threads. */
public final class Edits {
  private static final int MOST_PIECES = 10_000;
  private static final int TRACKING_NUMBER = 2;

  private final Map<String, Map<Integer, String>> byPiece = new LinkedHashMap<>();

  /** None. */
  public Edits() {}

  /**
   * Changes a field of D1.
   *
   * @param pic number of the piece without its routing, as it was sent
   * @param field number of the field, from 2
   * @param value its new value
   * @throws CorrectionException if a value cannot stand in a manifest
   */
  public void put(String pic, int field, String value) throws CorrectionException {
    if (field < TRACKING_NUMBER) {
      throw new CorrectionException(
          "field " + field + " of piece '" + pic + "' cannot be edited, expected 2 or more");
    }
    boolean isPlain = value.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '|');
    if (!isPlain) {
      throw new CorrectionException(
          "field "
              + field
              + " of piece '"
              + pic
              + "' has a pipe or a character other than ASCII; a manifest cannot hold it");
    }
    if (!byPiece.containsKey(pic) && byPiece.size() >= MOST_PIECES) {
      throw new CorrectionException(
          "more than 10,000 pieces are edited; import corrected lines instead");
    }
    byPiece.computeIfAbsent(pic, key -> new TreeMap<>()).put(field, value);
  }

  /** New values by number of the field. */
  Map<Integer, String> of(String pic) {
    return Collections.unmodifiableMap(byPiece.getOrDefault(pic, Map.of()));
  }

  /** The pieces with changes. */
  public Set<String> pieces() {
    return Collections.unmodifiableSet(byPiece.keySet());
  }

  /** A value at its fixed position: digits with zeros before them, all else with spaces behind. */
  static String padded(Field field, String value) {
    String text = value.strip();
    boolean isNumber =
        switch (field.type()) {
          case DIGITS -> !text.isEmpty();
          case TEXT, LETTERS, DATE, TIME -> false;
        };
    int missing = Math.max(0, field.length() - text.length());
    return isNumber ? "0".repeat(missing) + text : text + " ".repeat(missing);
  }
}
