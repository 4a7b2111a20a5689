package org.as2gateway.as2.wire;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File names in MIME headers: read in every form the field uses, written in the one that all read
 * (protocol.md §5.8).
 */
public final class Filename {
  private static final Pattern ENCODED_WORD =
      Pattern.compile("=\\?([^?*]+)(?:\\*[^?]*)?\\?([bBqQ])\\?([^?]*)\\?=");

  private Filename() {}

  /**
   * The name a MIME entity gives its content: {@code filename} of Content-Disposition, else {@code
   * name} of Content-Type; RFC 2047 and RFC 2231 decoded. A label from outside: clean it before it
   * becomes a file name.
   */
  public static Optional<String> of(Headers headers) {
    return parameter(headers, HeaderNames.CONTENT_DISPOSITION, "filename")
        .or(() -> parameter(headers, HeaderNames.CONTENT_TYPE, "name"));
  }

  private static Optional<String> parameter(Headers headers, String header, String name) {
    return headers
        .first(header)
        .map(Filename::latin1AsUtf8)
        .flatMap(value -> ParameterizedValue.parse(value).parameter(name))
        .map(Filename::decodeWords)
        .filter(text -> !text.isBlank());
  }

  /** Header octets reach us as ISO 8859-1; most senders of raw 8-bit names mean UTF-8. */
  private static String latin1AsUtf8(String value) {
    if (value.chars().allMatch(c -> c < 0x80) || value.chars().anyMatch(c -> c > 0xff)) {
      return value;
    }
    String utf8 = new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return utf8.indexOf('\ufffd') >= 0 ? value : utf8;
  }

  private static String decodeWords(String text) {
    Matcher matcher = ENCODED_WORD.matcher(text.replaceAll("\\?=\\s+=\\?", "?==?"));
    return matcher.replaceAll(
        word -> {
          Charset charset = ParameterizedValue.charsetOf(word.group(1));
          return Matcher.quoteReplacement(
              word.group(2).equalsIgnoreCase("b")
                  ? base64(word, charset)
                  : quoted(word.group(3), charset));
        });
  }

  private static String base64(java.util.regex.MatchResult word, Charset charset) {
    try {
      return new String(Base64.getMimeDecoder().decode(word.group(3)), charset);
    } catch (IllegalArgumentException e) {
      return word.group(); // not Base64 after all: the word stands for itself
    }
  }

  private static String quoted(String text, Charset charset) {
    return ParameterizedValue.parse(
            "x; n*="
                + charset.name()
                + "''"
                + text.replace("%", "%25").replace('_', ' ').replace('=', '%').replace(";", "%3B"))
        .parameter("n")
        .orElse(text);
  }

  /**
   * A Content-Disposition value {@code attachment} with the name, quoted; RFC 2231 beside it if it
   * is not ASCII.
   */
  public static String attachment(String filename) {
    String ascii = filename.replaceAll("[^\\x20-\\x7e]", "_").replaceAll("[\"\\\\]", "_");
    String value = "attachment; filename=\"" + ascii + "\"";
    return ascii.equals(filename) ? value : value + "; filename*=UTF-8''" + percentEncode(filename);
  }

  private static String percentEncode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean isPlain =
          b > 0x20 && (Character.isLetterOrDigit(b) || b == '.' || b == '-' || b == '_');
      encoded.append(isPlain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
    }
    return encoded.toString();
  }
}
