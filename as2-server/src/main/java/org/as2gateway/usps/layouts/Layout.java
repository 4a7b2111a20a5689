package org.as2gateway.usps.layouts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One version of a file.
 *
 * @param info where the table is from
 * @param version the version in the file, for example {@code 020}
 * @param form how fields are told apart
 * @param records every kind of record
 */
public record Layout(TableInfo info, String version, Form form, List<RecordLayout> records) {
  /** How fields are told apart. */
  public enum Form {
    /** By pipes. */
    PIPE,
    /** By position, without separators. */
    FIXED,
    /** By position; values are quoted, with commas between. */
    QUOTED;

    static Form of(String text) {
      return Arrays.stream(values())
          .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "unknown form '" + text + "', expected pipe, fixed or quoted"));
    }
  }

  /** Copies the list. */
  public Layout {
    records = List.copyOf(records);
  }

  /** That kind of record, if the layout has it. */
  public Optional<RecordLayout> record(String id) {
    return records.stream().filter(record -> record.id().equals(id)).findFirst();
  }

  /** Whether it is a manifest: one whose records begin with a header H1. */
  public boolean isManifest() {
    return record("H1").isPresent();
  }
}
