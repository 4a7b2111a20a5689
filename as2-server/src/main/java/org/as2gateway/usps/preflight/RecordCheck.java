package org.as2gateway.usps.preflight;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import org.as2gateway.usps.files.Fields;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.layouts.Field;
import org.as2gateway.usps.layouts.FieldType;
import org.as2gateway.usps.layouts.RecordLayout;

/** Checks each field of a record by what the layout says of it: length and characters. */
final class RecordCheck {
  private static final int DATE = 8;
  private static final int TIME = 6;

  private final Findings findings;
  private final RecordLayout record;
  private final FieldType[] types;
  private final int[] lengths;

  /**
   * The check of a kind of record.
   *
   * @param elsewhere fields that have a check of their own
   */
  RecordCheck(Findings findings, RecordLayout record, Set<Integer> elsewhere) {
    this.findings = findings;
    this.record = record;
    int count = record.fields().size();
    types = new FieldType[count + 1];
    lengths = new int[count + 1];
    for (Field field : record.fields()) {
      types[field.number()] = elsewhere.contains(field.number()) ? FieldType.TEXT : field.type();
      lengths[field.number()] = field.length();
    }
  }

  RecordLayout record() {
    return record;
  }

  void check(long line, Fields fields) {
    for (int field = 1; field < types.length; field++) {
      if (fields.length(field) > lengths[field]) {
        findings.add(
            Rule.FIELD_LENGTH,
            line,
            field,
            fields.length(field) + " characters in " + name(field),
            "at most " + lengths[field]);
      } else {
        characters(line, fields, field);
      }
    }
  }

  private void characters(long line, Fields fields, int field) {
    switch (types[field]) {
      case DIGITS -> {
        if (!fields.isDigits(field)) {
          notNumeric(line, fields, field);
        }
      }
      case DATE -> date(line, fields, field);
      case TIME -> time(line, fields, field);
      case TEXT, LETTERS -> {}
    }
  }

  private void notNumeric(long line, Fields fields, int field) {
    findings.add(
        Rule.NOT_NUMERIC, line, field, "'" + fields.text(field) + "' in " + name(field), "digits");
  }

  private void date(long line, Fields fields, int field) {
    String text = fields.text(field);
    if (!text.isEmpty() && !isZeros(text) && !isDate(text)) {
      findings.add(
          Rule.DATE_TIME, line, field, "'" + text + "' in " + name(field), "a date as YYYYMMDD");
    }
  }

  private void time(long line, Fields fields, int field) {
    String text = fields.text(field);
    if (!text.isEmpty() && !isTime(text)) {
      findings.add(
          Rule.DATE_TIME, line, field, "'" + text + "' in " + name(field), "a time as HHMMSS");
    }
  }

  private String name(int field) {
    return record.field(field).name();
  }

  private static boolean isZeros(String text) {
    return text.chars().allMatch(c -> c == '0');
  }

  /** Whether it is a date as YYYYMMDD. */
  static boolean isDate(String text) {
    if (text.length() != DATE || !PieceNumber.isDigits(text)) {
      return false;
    }
    try {
      LocalDate.of(
          Integer.parseInt(text.substring(0, 4)),
          Integer.parseInt(text.substring(4, 6)),
          Integer.parseInt(text.substring(6, 8)));
      return true;
    } catch (DateTimeException e) {
      return false; // that day or month does not exist
    }
  }

  /** Whether it is a time as HHMMSS. */
  static boolean isTime(String text) {
    return text.length() == TIME
        && PieceNumber.isDigits(text)
        && Integer.parseInt(text.substring(0, 2)) < 24
        && Integer.parseInt(text.substring(2, 4)) < 60
        && Integer.parseInt(text.substring(4, 6)) < 60;
  }
}
