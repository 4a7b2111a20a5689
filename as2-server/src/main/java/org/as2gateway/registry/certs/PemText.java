package org.as2gateway.registry.certs;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a PEM file as mail programs, editors and web pages hand it on, made into lines of
 * which each marker has one to itself: behind a byte order mark or in UTF-16, indented or quoted,
 * without line breaks, with those of other systems, with HTML or JSON around it. One character is
 * one octet of UTF-8.
 */
final class PemText {
  private static final String UTF_8_MARK = "\u00ef\u00bb\u00bf";
  private static final Pattern MARKER =
      Pattern.compile("-----(?:BEGIN|END) [A-Za-z0-9 .#_]{1,60}-----");
  private static final Pattern QUOTE = Pattern.compile("^[\\s>|]+");
  private static final Pattern TAG = Pattern.compile("<[^<>]{0,100}>");
  private static final Pattern ENTITY = Pattern.compile("&#(x[0-9a-fA-F]{1,4}|[0-9]{1,5});");
  private static final Pattern NO_BASE64 =
      Pattern.compile("\\\\[rnt]|&nbsp;|\u00c2\u00a0|\u00e2\u0080\u008b|[\\s\u00a0]+");

  private PemText() {}

  /** The text of a file; UTF-16 and UTF-32 become UTF-8, and marks of byte order go. */
  static String of(byte[] bytes) {
    byte[] octets =
        charset(bytes).equals(StandardCharsets.ISO_8859_1)
            ? bytes
            : new String(bytes, charset(bytes)).getBytes(StandardCharsets.UTF_8);
    return new String(octets, StandardCharsets.ISO_8859_1).replace(UTF_8_MARK, "");
  }

  private static Charset charset(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u00ff\u00fe\0\0") || head.startsWith("\0\0\u00fe\u00ff")) {
      return Charset.forName("UTF-32");
    }
    if (head.startsWith("\u00ff\u00fe") || head.startsWith("\u00fe\u00ff")) {
      return StandardCharsets.UTF_16;
    }
    int marker = head.indexOf("-\0-\0-\0B\0E\0G\0I\0N");
    if (marker < 0) {
      return StandardCharsets.ISO_8859_1;
    }
    return marker % 2 == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
  }

  /** Lines that end in nothing, or in a carriage return where the file's do. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.replaceAll("\r(?!\n)", "\n").split("\n", -1)) {
      if (MARKER.matcher(line.stripTrailing()).matches()) {
        lines.add(line);
      } else {
        addParts(line, lines);
      }
    }
    return lines;
  }

  private static void addParts(String line, List<String> lines) {
    Matcher marker = MARKER.matcher(line);
    int start = 0;
    while (marker.find()) {
      String head = line.substring(start, marker.start());
      if (!unquoted(head).isBlank()) {
        lines.add(head);
      }
      lines.add(marker.group());
      start = marker.end();
    }
    String tail = line.substring(start);
    if (start == 0 || !tail.isBlank()) {
      lines.add(tail);
    }
  }

  /** A line without the signs of a quoted mail before it. */
  static String unquoted(String line) {
    return QUOTE.matcher(line).replaceFirst("");
  }

  /** The Base64 text of a line, without all that others have put around it. */
  static String base64(String line) {
    String text = TAG.matcher(unquoted(line)).replaceAll("");
    if (text.contains(":")) {
      return ""; // a header as of RFC 1421
    }
    String plain = ENTITY.matcher(text).replaceAll(entity -> character(entity.group(1)));
    return NO_BASE64.matcher(plain).replaceAll("").replace("=3D", "="); // of quoted-printable
  }

  private static String character(String number) {
    int code =
        number.startsWith("x")
            ? Integer.parseInt(number.substring(1), 16)
            : Integer.parseInt(number);
    return code < 0x80 ? Matcher.quoteReplacement(String.valueOf((char) code)) : "";
  }
}
