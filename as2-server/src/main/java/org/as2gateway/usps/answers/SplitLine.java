package org.as2gateway.usps.answers;

import java.util.ArrayList;
import java.util.List;
import org.as2gateway.usps.answers.Profile.Column;
import org.as2gateway.usps.answers.Profile.Split;

/** A line taken apart as a profile says. */
public final class SplitLine {
  private static final int MOST_FIELDS = 1000;

  private final String line;
  private final boolean isFixed;
  private final List<String> fields;

  /**
   * That line. Values in quotes may have the separator in them; spaces as separator count as one
   * where several stand together.
   */
  public SplitLine(String line, Split split) {
    this.line = line;
    this.isFixed = split.isFixed();
    this.fields = isFixed ? List.of() : fields(line, split.separator().charAt(0));
  }

  /** All fields of a line with separators, without spaces and quotes around them. */
  public List<String> fields() {
    return fields;
  }

  /** The value of a column, without spaces and quotes around it; empty behind the end. */
  public String value(Column column) {
    if (!isFixed) {
      return column.from() <= fields.size() ? fields.get(column.from() - 1) : "";
    }
    int from = Math.min(column.from() - 1, line.length());
    return bare(line.substring(from, Math.min(column.to(), line.length())));
  }

  private static List<String> fields(String line, char separator) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    boolean isQuoted = false;
    for (int i = 0; i < line.length() && fields.size() < MOST_FIELDS; i++) {
      char c = line.charAt(i);
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == separator && !isQuoted) {
        boolean isRun = c == ' ' && i == start;
        if (!isRun) {
          fields.add(bare(line.substring(start, i)));
        }
        start = i + 1;
      }
    }
    fields.add(bare(line.substring(start)));
    return fields;
  }

  private static String bare(String text) {
    String value = text.strip();
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1).replace("\"\"", "\"").strip()
        : value;
  }
}
