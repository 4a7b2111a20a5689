package org.as2gateway.usps.preflight;

import org.as2gateway.usps.files.Fields;
import org.as2gateway.usps.files.LineReader;
import org.as2gateway.usps.files.LineReader.LineEnd;
import org.as2gateway.usps.layouts.RecordLayout;
import org.jspecify.annotations.Nullable;

/** Checks what a line is made of, before its values: line end, characters, fields, length. */
final class LineCheck {
  private final Findings findings;
  private boolean hasOtherLineEnd;

  LineCheck(Findings findings) {
    this.findings = findings;
  }

  /** Reports the first line of a file with another line end than CR LF. */
  void end(LineReader line) {
    if (!hasOtherLineEnd && (line.end() == LineEnd.LF || line.end() == LineEnd.CR)) {
      hasOtherLineEnd = true;
      findings.add(
          Rule.LINE_END,
          line.number(),
          null,
          line.end() == LineEnd.LF ? "LF alone" : "CR alone",
          "CR LF at the end of each line");
    }
  }

  /** Reports the first byte of a line that is no ASCII character. */
  boolean isAscii(LineReader line) {
    byte[] bytes = line.buffer();
    for (int i = line.from(); i < line.to(); i++) {
      if (bytes[i] < ' ' || bytes[i] == 0x7F) {
        foreign(line, i);
        return false;
      }
    }
    return true;
  }

  private void foreign(LineReader line, int at) {
    boolean isMark = line.number() == 1 && Opening.isHeaderBehindMark(line);
    findings.add(
        Rule.CHARSET,
        line.number(),
        fieldAt(line, at),
        isMark
            ? "a UTF-8 byte order mark"
            : "byte 0x%02X at position %d"
                .formatted(line.buffer()[at] & 0xFF, at - line.from() + 1),
        "ASCII characters");
  }

  private static @Nullable Integer fieldAt(LineReader line, int at) {
    int pipes = 0;
    for (int i = line.from(); i < at; i++) {
      pipes += line.buffer()[i] == '|' ? 1 : 0;
    }
    return pipes == 0 ? null : Integer.valueOf(pipes + 1);
  }

  /** Whether a record with pipes has its fields; one empty field too many is left out. */
  boolean hasFields(LineReader line, Fields fields, int expected) {
    if (fields.count() == expected + 1 && fields.length(expected + 1) == 0) {
      findings.add(
          Rule.EXTRA_TRAILING_PIPE,
          line.number(),
          expected + 1,
          fields.count() + " fields, the last one empty",
          expected + " fields");
      fields.dropLast();
      return true;
    }
    if (fields.count() != expected) {
      findings.add(
          Rule.FIELD_COUNT, line.number(), null, fields.count() + " fields", expected + " fields");
      return false;
    }
    return true;
  }

  boolean hasLength(LineReader line, RecordLayout record) {
    if (line.length() == record.length()) {
      return true;
    }
    findings.add(
        Rule.RECORD_LENGTH,
        line.number(),
        null,
        line.length() + " characters",
        record.length() + " characters");
    return false;
  }
}
