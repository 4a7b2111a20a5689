package org.as2gateway.usps.layouts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of codes with what is known of each.
 *
 * @param info where the table is from
 * @param columns names of the columns; the first is the code
 * @param rows by code, in the order of the table; each row has a value for every column
 */
public record CodeList(
    TableInfo info, List<String> columns, Map<String, Map<String, String>> rows) {
  /** Copies list and rows. */
  public CodeList {
    columns = List.copyOf(columns);
    rows = new LinkedHashMap<>(rows);
  }

  /** An empty list of that name. */
  public static CodeList none(String id) {
    return new CodeList(
        new TableInfo(id, id, "", "", "", TableInfo.SHIPPED), List.of("code"), Map.of());
  }

  @Override
  public Map<String, Map<String, String>> rows() {
    return Collections.unmodifiableMap(rows);
  }

  /** Whether the list has rows; an empty one must not be used to judge. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Whether the code is on the list. */
  public boolean has(String code) {
    return rows.containsKey(code);
  }

  /** The row of a code. */
  public Optional<Map<String, String>> row(String code) {
    return Optional.ofNullable(rows.get(code));
  }

  /** The value of a column in the row of a code; empty if there is neither. */
  public String value(String code, String column) {
    return row(code).map(row -> row.getOrDefault(column, "")).orElse("");
  }
}
