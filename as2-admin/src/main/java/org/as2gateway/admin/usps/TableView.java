package org.as2gateway.admin.usps;

import java.util.List;
import java.util.Map;
import org.as2gateway.usps.layouts.CodeList;
import org.as2gateway.usps.layouts.Field;
import org.as2gateway.usps.layouts.Layout;
import org.as2gateway.usps.layouts.RecordLayout;
import org.as2gateway.usps.layouts.TableInfo;

/**
 * One table.
 *
 * @param info where it is from
 * @param parts its rows; a layout has a part for each kind of record
 * @param more how many rows are not shown
 */
public record TableView(TableInfo info, List<Part> parts, int more) {
  private static final int MOST_ROWS = 2000;
  private static final List<String> PIPED =
      List.of("Field", "Name", "Longest", "Characters", "Values");
  private static final List<String> FIXED =
      List.of("Field", "Name", "Starts at", "Length", "Characters", "Values");

  /**
   * Rows under the same headings.
   *
   * @param title what they are; empty if the table has only them
   * @param columns headings
   * @param rows each with a value for every column
   */
  public record Part(String title, List<String> columns, List<List<String>> rows) {}

  static TableView of(Layout layout) {
    return new TableView(
        layout.info(),
        layout.records().stream().map(record -> part(record, layout.form())).toList(),
        0);
  }

  private static Part part(RecordLayout record, Layout.Form form) {
    boolean isPiped = form == Layout.Form.PIPE;
    return new Part(
        "Record " + record.id(),
        isPiped ? PIPED : FIXED,
        record.fields().stream().map(field -> row(field, isPiped)).toList());
  }

  private static List<String> row(Field field, boolean isPiped) {
    String number = Integer.toString(field.number());
    String length = Integer.toString(field.length());
    String type = field.type().text();
    return isPiped
        ? List.of(number, field.name(), length, type, field.note())
        : List.of(
            number, field.name(), Integer.toString(field.start()), length, type, field.note());
  }

  static TableView of(CodeList codes) {
    List<List<String>> rows =
        codes.rows().values().stream()
            .limit(MOST_ROWS)
            .map(row -> row(codes.columns(), row))
            .toList();
    return new TableView(
        codes.info(),
        List.of(new Part("", codes.columns(), rows)),
        codes.rows().size() - rows.size());
  }

  private static List<String> row(List<String> columns, Map<String, String> row) {
    return columns.stream().map(column -> row.getOrDefault(column, "")).toList();
  }
}
