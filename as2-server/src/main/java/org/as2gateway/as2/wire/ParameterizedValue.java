package org.as2gateway.as2.wire;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A header value with parameters, such as Content-Type and Content-Disposition (RFC 2045 §5.1, RFC
 * 2183), read as the field writes them: quoted, unquoted, doubly quoted, RFC 2231 extended and
 * continued (protocol.md §5.8).
 *
 * @param value the part before the first semicolon, lower case
 * @param parameters names in lower case, values unquoted and decoded
 */
public record ParameterizedValue(String value, Map<String, String> parameters) {
  /** Copies the map, keeping its order. */
  public ParameterizedValue {
    parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Reads a header value; never fails, whatever cannot be read is left out. */
  public static ParameterizedValue parse(String header) {
    List<String> pieces = splitOutsideQuotes(header);
    Map<String, String> raw = new LinkedHashMap<>();
    for (String piece : pieces.subList(1, pieces.size())) {
      int equals = piece.indexOf('=');
      if (equals > 0) {
        String name = piece.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        raw.putIfAbsent(name, unquote(piece.substring(equals + 1).strip()));
      }
    }
    return new ParameterizedValue(
        pieces.get(0).strip().toLowerCase(Locale.ROOT), joinExtended(raw));
  }

  /** The parameter of that name, compared without case. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name.toLowerCase(Locale.ROOT)));
  }

  private static List<String> splitOutsideQuotes(String header) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c == '"') {
        isQuoted = !isQuoted;
      }
      if (c == '\\' && isQuoted && i + 1 < header.length()) {
        piece.append(c).append(header.charAt(++i));
      } else if (c == ';' && !isQuoted) {
        pieces.add(piece.toString());
        piece.setLength(0);
      } else {
        piece.append(c);
      }
    }
    pieces.add(piece.toString());
    return pieces;
  }

  /** Takes off one or two pairs of quotes and undoes backslash escapes of quote and backslash. */
  private static String unquote(String text) {
    String plain = text;
    for (int i = 0;
        i < 2 && plain.length() >= 2 && plain.startsWith("\"") && plain.endsWith("\"");
        i++) {
      plain = plain.substring(1, plain.length() - 1);
    }
    return plain.equals(text) ? text : plain.replaceAll("\\\\([\"\\\\])", "$1");
  }

  /**
   * Joins {@code name*0}, {@code name*1*} and decodes {@code name*=charset'language'text} (RFC
   * 2231).
   */
  private static Map<String, String> joinExtended(Map<String, String> raw) {
    Map<String, String> joined = new LinkedHashMap<>();
    Map<String, TreeMap<Integer, String>> continued = new LinkedHashMap<>();
    raw.forEach(
        (name, text) -> {
          int star = name.indexOf('*');
          if (star < 0) {
            joined.put(name, text);
            return;
          }
          String section = name.substring(star + 1).replace("*", "");
          int index = section.matches("\\d{1,3}") ? Integer.parseInt(section) : 0;
          // the mark tells extended sections from plain ones when they are put together
          String part = (name.endsWith("*") ? "*" : " ") + text;
          continued.computeIfAbsent(name.substring(0, star), n -> new TreeMap<>()).put(index, part);
        });
    continued.forEach((name, sections) -> joined.put(name, decodeSections(sections.values())));
    return joined;
  }

  private static String decodeSections(Iterable<String> sections) {
    Charset charset = StandardCharsets.UTF_8;
    boolean isFirst = true;
    StringBuilder text = new StringBuilder();
    for (String section : sections) {
      String body = section.substring(1);
      boolean isExtended = section.charAt(0) == '*';
      if (isFirst && isExtended) {
        String[] charsetLanguageText = body.split("'", 3);
        if (charsetLanguageText.length == 3) {
          charset = charsetOf(charsetLanguageText[0]);
          body = charsetLanguageText[2];
        }
      }
      isFirst = false;
      text.append(isExtended ? percentDecode(body, charset) : body);
    }
    return text.toString();
  }

  private static String percentDecode(String text, Charset charset) {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%'
          && i + 2 < text.length()
          && isHex(text.charAt(i + 1))
          && isHex(text.charAt(i + 2))) {
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toString(charset);
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0 && c < 0x80;
  }

  static Charset charsetOf(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8; // an unknown charset still yields a readable label
    }
  }
}
