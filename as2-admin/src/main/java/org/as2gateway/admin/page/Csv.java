package org.as2gateway.admin.page;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables for spreadsheets (RFC 4180). */
public final class Csv {
  private static final Pattern FORMULA =
      Pattern.compile(
          "(?:^|(?<=[;|\\t\\r\\n]))(?=[\\s\"']*[=+\\-@\\t\\r\uFF1D\uFF0B\uFF0D\uFF20])");
  private static final Pattern QUOTED = Pattern.compile("[\",;|\\t\\r\\n]");

  private Csv() {}

  /** A line of cells, with its end. */
  public static String line(@Nullable Object... cells) {
    return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  /**
   * A cell. A spreadsheet takes text that begins with one of these characters for a formula, and
   * splits cells at semicolons, tabs or pipes where its locale says so: there the text gets an
   * apostrophe.
   */
  public static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    boolean isText = value instanceof String;
    String safe = isText ? FORMULA.matcher((String) value).replaceAll("'") : value.toString();
    return QUOTED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
