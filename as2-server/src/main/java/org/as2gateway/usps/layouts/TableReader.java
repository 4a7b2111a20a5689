package org.as2gateway.usps.layouts;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a table: comments {@code # key: value}, then a line of column names, then rows. */
final class TableReader {
  private static final List<String> LAYOUT_COLUMNS =
      List.of("record", "field", "name", "start", "length", "type", "note");

  private final String id;
  private final String origin;
  private final Map<String, String> head = new LinkedHashMap<>();
  private final List<String> columns = new ArrayList<>();
  private final List<Map<String, String>> rows = new ArrayList<>();

  private TableReader(String id, String origin) {
    this.id = id;
    this.origin = origin;
  }

  /**
   * Reads a layout.
   *
   * @throws IllegalArgumentException if the table is not right; the text says which line
   */
  static Layout layout(String id, String origin, Reader text) throws IOException {
    TableReader table = read(id, origin, text);
    if (!table.columns.equals(LAYOUT_COLUMNS)) {
      throw new IllegalArgumentException(
          "columns are " + table.columns + ", expected " + LAYOUT_COLUMNS);
    }
    Map<String, List<Field>> records = new LinkedHashMap<>();
    for (Map<String, String> row : table.rows) {
      records.computeIfAbsent(row.get("record"), key -> new ArrayList<>()).add(field(row));
    }
    if (records.isEmpty()) {
      throw new IllegalArgumentException("the table has no fields");
    }
    return new Layout(
        table.info(),
        table.required("version"),
        Layout.Form.of(table.required("form")),
        records.entrySet().stream().map(e -> new RecordLayout(e.getKey(), e.getValue())).toList());
  }

  /** Reads a list of codes. */
  static CodeList codes(String id, String origin, Reader text) throws IOException {
    TableReader table = read(id, origin, text);
    if (table.columns.isEmpty() || !table.columns.get(0).equals("code")) {
      throw new IllegalArgumentException(
          "the first column is '"
              + (table.columns.isEmpty() ? "" : table.columns.get(0))
              + "', expected 'code'");
    }
    Map<String, Map<String, String>> byCode = new LinkedHashMap<>();
    for (Map<String, String> row : table.rows) {
      if (byCode.put(String.valueOf(row.get("code")), Map.copyOf(row)) != null) {
        throw new IllegalArgumentException("code '" + row.get("code") + "' stands there twice");
      }
    }
    return new CodeList(table.info(), table.columns, byCode);
  }

  private static TableReader read(String id, String origin, Reader text) throws IOException {
    TableReader table = new TableReader(id, origin);
    try (CsvReader<CsvRecord> lines =
        CsvReader.builder()
            .commentStrategy(CommentStrategy.READ)
            .commentCharacter('#')
            .allowMissingFields(true)
            .ofCsvRecord(text)) {
      for (CsvRecord line : lines) {
        table.add(line);
      }
    } catch (CsvParseException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return table;
  }

  private void add(CsvRecord line) {
    if (line.isComment()) {
      String comment = line.getField(0).strip();
      int colon = comment.indexOf(':');
      if (colon > 0) {
        head.put(comment.substring(0, colon).strip(), comment.substring(colon + 1).strip());
      }
    } else if (columns.isEmpty()) {
      line.getFields().forEach(name -> columns.add(name.strip()));
    } else {
      rows.add(row(line));
    }
  }

  private Map<String, String> row(CsvRecord line) {
    if (line.getFieldCount() > columns.size()) {
      throw new IllegalArgumentException(
          "line "
              + line.getStartingLineNumber()
              + " has "
              + line.getFieldCount()
              + " values, expected "
              + columns.size());
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), i < line.getFieldCount() ? line.getField(i).strip() : "");
    }
    return row;
  }

  private static Field field(Map<String, String> row) {
    return new Field(
        number(row, "field"),
        String.valueOf(row.get("name")),
        String.valueOf(row.get("start")).isEmpty() ? 0 : number(row, "start"),
        number(row, "length"),
        FieldType.of(String.valueOf(row.get("type"))),
        String.valueOf(row.get("note")));
  }

  private static int number(Map<String, String> row, String column) {
    String text = String.valueOf(row.get(column));
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          column + " is '" + text + "', expected a number, in the row of " + row.get("name"), e);
    }
  }

  private TableInfo info() {
    return new TableInfo(
        id,
        head.getOrDefault("name", id),
        head.getOrDefault("edition", ""),
        head.getOrDefault("source", ""),
        head.getOrDefault("certainty", ""),
        origin);
  }

  private String required(String key) {
    String value = head.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the line '# " + key + ": …' is missing");
    }
    return value;
  }
}
