package org.as2gateway.admin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.as2gateway.admin.page.Csv;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  /** Where a spreadsheet of any locale begins a cell. */
  private static final Pattern FORMULA = Pattern.compile("(^|[;|\\t\\r\\n])[\\s\"]*[=+\\-@]");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\"=1",
        "a;=1+1",
        "a; =1+1",
        "a;\"=1+1",
        "a;b;@x;-1",
        "a|=1",
        "a\t=1",
        "a\r\n=1",
        "a\n\"=1",
        ";;=1"
      })
  void no_text_begins_a_formula_whatever_separates_the_cells(String text) {
    assertThat(FORMULA.matcher(Csv.cell(text)).find()).as(Csv.cell(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          report-7.txt | report-7.txt
          a, b | "a, b"
          a;b | "a;b"
          say "x" | "say ""x""\"
          =x | '''=x'
          a;=x | '"a;''=x"'
          <1@gateway> | <1@gateway>
          """)
  void text_stays_as_it_is_otherwise(String text, String cell) {
    assertThat(Csv.cell(text)).isEqualTo(cell);
  }
}
