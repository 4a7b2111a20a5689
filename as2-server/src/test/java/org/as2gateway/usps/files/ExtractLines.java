package org.as2gateway.usps.files;

import java.util.List;

/** Makes lines of extracts, all invented. */
public final class ExtractLines {
  /** The file that all lines name unless another is asked for. */
  public static final String EFN = "92750999999999000000000026";

  private static final List<Integer> WIDTHS =
      List.of(3, 34, 34, 9, 20, 5, 4, 5, 31, 2, 40, 8, 4, 9, 30, 2, 20, 34, 1, 9, 8, 4, 9);

  /** The published sample. */
  public static final String SAMPLE =
      line("92612999999999000000001024", "01", "DELIVERED", "20260118", "1305");

  private ExtractLines() {}

  /** A line of version 015 for that piece, in the file 92750999999999000000000026. */
  public static String line(String number, String code, String name, String date, String time) {
    return line(
        List.of(
            "015",
            number,
            EFN,
            "999999999",
            "SAMPLE MAILER",
            "20260",
            "0004",
            "20260",
            "WASHINGTON, DC",
            code,
            name,
            date,
            time,
            "999999999",
            "ORDER-0001",
            "",
            "TEST RECIPIENT",
            "",
            "1",
            "000010000",
            "",
            "",
            ""));
  }

  /** The line in another file. */
  public static String inFile(String efn, String line) {
    return line.replace(padded(EFN, 34), padded(efn, 34));
  }

  private static String line(List<String> values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      line.append(i == 0 ? "\"" : ",\"")
          .append(value)
          .append(" ".repeat(WIDTHS.get(i) - value.length()))
          .append('"');
    }
    return line.toString();
  }

  /** A line of the older form of 280 characters. */
  public static String legacy(String number, String rest) {
    StringBuilder line = new StringBuilder();
    line.append('"').append(padded(number, 22)).append("\",\"");
    line.append(padded("9275099999999900000019", 22)).append("\",\"");
    line.append(padded("999999999", 9)).append("\",\"");
    line.append(padded("SAMPLE MAILER", 20)).append("\",\"");
    line.append("20260").append("\",").append(rest);
    return padded(line.toString(), 280);
  }

  private static String padded(String text, int length) {
    return text + " ".repeat(length - text.length());
  }
}
