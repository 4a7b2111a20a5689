package org.as2gateway.usps.correction;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.as2gateway.usps.files.Fields;
import org.as2gateway.usps.files.LineReader;
import org.as2gateway.usps.files.ManifestRecords;
import org.as2gateway.usps.layouts.Field;
import org.as2gateway.usps.layouts.Layout;
import org.as2gateway.usps.layouts.RecordLayout;

/** Writes records of a manifest: as they are, or with other values in some fields. */
final class RecordWriter {
  static final int TYPE = 3;
  static final int RECORDS = 17;

  private static final byte[] LINE_END = {'\r', '\n'};
  private static final int COUNT_DIGITS = 9;

  private final OutputStream out;

  RecordWriter(OutputStream out) {
    this.out = out;
  }

  /** The line byte for byte, with CR LF. */
  void copy(LineReader line) throws IOException {
    out.write(line.buffer(), line.from(), line.length());
    out.write(LINE_END);
  }

  /** A record with other values in some of its fields; the rest byte for byte. */
  void write(ManifestRecords record, Map<Integer, String> values)
      throws IOException, CorrectionException {
    if (values.isEmpty()) {
      copy(record.line());
      return;
    }
    boolean isFixed = record.layout().filter(l -> l.form() == Layout.Form.FIXED).isPresent();
    check(record, values);
    out.write(isFixed ? fixed(record, values) : piped(record, values));
    out.write(LINE_END);
  }

  private static void check(ManifestRecords record, Map<Integer, String> values)
      throws CorrectionException {
    RecordLayout layout = record.record().orElseThrow();
    for (Map.Entry<Integer, String> value : values.entrySet()) {
      int number = value.getKey();
      if (number > layout.fields().size()) {
        throw new CorrectionException(
            "there is no field "
                + number
                + " in "
                + record.id()
                + ", expected at most "
                + layout.fields().size());
      }
      Field field = layout.field(number);
      if (value.getValue().length() > field.length()) {
        throw new CorrectionException(
            "field %d (%s) has %d characters, expected at most %d"
                .formatted(number, field.name(), value.getValue().length(), field.length()));
      }
    }
  }

  private static byte[] fixed(ManifestRecords record, Map<Integer, String> values) {
    LineReader line = record.line();
    byte[] bytes = new byte[line.length()];
    System.arraycopy(line.buffer(), line.from(), bytes, 0, bytes.length);
    RecordLayout layout = record.record().orElseThrow();
    values.forEach(
        (number, value) -> {
          Field field = layout.field(number);
          byte[] padded = Edits.padded(field, value).getBytes(StandardCharsets.US_ASCII);
          int at = Math.min(field.start() - 1, bytes.length);
          System.arraycopy(padded, 0, bytes, at, Math.min(padded.length, bytes.length - at));
        });
    return bytes;
  }

  private static byte[] piped(ManifestRecords record, Map<Integer, String> values) {
    String[] parts = record.line().text().split("\\|", -1);
    values.forEach(
        (number, value) -> {
          if (number <= parts.length) {
            parts[number - 1] = value;
          }
        });
    return String.join("|", parts).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The header byte for byte, except the record count, and the type if it becomes 4. */
  void header(ManifestRecords record, long records, boolean isTypeFour) throws IOException {
    LineReader line = record.line();
    String text = line.text();
    StringBuilder header = new StringBuilder(text);
    Fields fields = record.fields();
    boolean isFixed = record.layout().filter(l -> l.form() == Layout.Form.FIXED).isPresent();
    RecordLayout layout = record.record().orElseThrow();
    int countAt = isFixed ? layout.field(RECORDS).start() - 1 : offset(fields, RECORDS);
    int countLength = isFixed ? layout.field(RECORDS).length() : fields.length(RECORDS);
    header.replace(countAt, countAt + countLength, count(records));
    if (isTypeFour) {
      int typeAt = isFixed ? layout.field(TYPE).start() - 1 : offset(fields, TYPE);
      int typeLength = isFixed ? layout.field(TYPE).length() : fields.length(TYPE);
      header.replace(typeAt, typeAt + typeLength, "4");
    }
    out.write(header.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(LINE_END);
  }

  private static String count(long records) {
    String digits = Long.toString(records);
    return "0".repeat(Math.max(0, COUNT_DIGITS - digits.length())) + digits;
  }

  private static int offset(Fields fields, int field) {
    int at = 0;
    for (int i = 1; i < field; i++) {
      at += fields.length(i) + 1;
    }
    return at;
  }
}
