package org.as2gateway.registry.partnerships;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** What attributes of partnerships say of themselves: {@code attributes.txt}. */
final class AttributeTexts {
  private static final String FILE = "attributes.txt";
  private static final Pattern BLANK_LINE = Pattern.compile("\\n\\n+");
  private static final int LINES = 5;
  private static final Map<String, Row> ROWS = read();

  private AttributeTexts() {}

  /**
   * One attribute.
   *
   * @param name the name in the file
   * @param alias another name for it; blank if there is none
   * @param meaning what it does
   * @param defaultText what holds where it is absent
   * @param example a value that loads
   */
  record Row(String name, String alias, String meaning, String defaultText, String example) {}

  /** What the attribute of that constant says. */
  static Row of(String constant) {
    Row row = ROWS.get(constant);
    if (row == null) {
      throw new IllegalStateException(FILE + " has no '" + constant + "'");
    }
    return row;
  }

  private static Map<String, Row> read() {
    Map<String, Row> rows = new HashMap<>();
    for (String entry : BLANK_LINE.split(text(), -1)) {
      List<String> lines = entry.lines().filter(line -> !line.startsWith("#")).toList();
      if (lines.isEmpty()) {
        continue;
      }
      if (lines.size() != LINES) {
        throw new IllegalStateException(
            FILE + ": '" + lines.get(0) + "' has " + lines.size() + " lines, expected " + LINES);
      }
      String[] names = lines.get(1).split(" ", 2);
      rows.put(
          lines.get(0),
          new Row(
              names[0],
              names.length > 1 ? names[1] : "",
              lines.get(2),
              lines.get(3),
              lines.get(4)));
    }
    return rows;
  }

  private static String text() {
    try (InputStream in = AttributeTexts.class.getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
