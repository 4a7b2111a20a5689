package org.as2gateway.usps.preflight;

import org.as2gateway.usps.files.LineReader;
import org.as2gateway.usps.files.ManifestReader;

/** Looks at the beginning of a file: is it a manifest, and if not, what else. */
final class Opening {
  private static final int SHOWN = 40;

  private Opening() {}

  /** Whether the first line begins a manifest, with or without one of its mistakes. */
  static boolean isManifest(LineReader line) {
    return ManifestReader.isHeader(line) || isPipedHeader(line) || isHeaderBehindMark(line);
  }

  /** Whether it begins with another record of a manifest. */
  static boolean isDetail(LineReader line) {
    return line.length() > 2
        && (startsWith(line, 0, "D1") || startsWith(line, 0, "D2") || startsWith(line, 0, "C1"))
        && (line.buffer()[line.from() + 2] == '|' || line.length() > 400);
  }

  /** Whether it begins a piece. */
  static boolean isPiece(LineReader line) {
    return startsWith(line, 0, "D1");
  }

  private static boolean isPipedHeader(LineReader line) {
    return startsWith(line, 0, "|H1");
  }

  /** Behind a UTF-8 byte order mark. */
  static boolean isHeaderBehindMark(LineReader line) {
    return startsWith(line, 0, "\u00EF\u00BB\u00BFH1");
  }

  private static boolean startsWith(LineReader line, int at, String text) {
    if (line.length() < at + text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ((line.buffer()[line.from() + at + i] & 0xFF) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Says what the file is instead. */
  static void report(LineReader line, Findings findings) {
    if (isUtf16(line)) {
      findings.addBlocking(Rule.CHARSET, "UTF-16 text", "ASCII, one byte for each character");
      return;
    }
    findings.add(Rule.NOT_A_MANIFEST, 1, null, kind(line), "a record H1 first");
  }

  private static boolean isUtf16(LineReader line) {
    if (startsWith(line, 0, "\u00FF\u00FE") || startsWith(line, 0, "\u00FE\u00FF")) {
      return true;
    }
    return startsWith(line, 0, "H\u00001") || startsWith(line, 0, "\u0000H\u00001");
  }

  private static String kind(LineReader line) {
    if (startsWith(line, 0, "PK")) {
      return "a ZIP archive";
    }
    if (startsWith(line, 0, "\u001F\u008B")) {
      return "a gzip file";
    }
    if (startsWith(line, 0, "%PDF")) {
      return "a PDF file";
    }
    if (startsWith(line, 0, "<")) {
      return "an XML or HTML file";
    }
    if (startsWith(line, 0, "\"015\",")) {
      return "an extract file of scan events";
    }
    if (line.isCut()) {
      return "a line of more than " + LineReader.MOST_BYTES + " bytes";
    }
    String text = line.text();
    return "'" + text.substring(0, Math.min(SHOWN, text.length())) + "'";
  }
}
