package org.as2gateway.admin.port;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.as2.wire.PartnerText;

/** Makes text from partners safe to show in an answer. */
public final class Text {
  private static final int MAX_TEXT = 2000;
  private static final Pattern FIRST_WORD = Pattern.compile("\\p{Ll}(?=\\p{Ll}*[ ,;:]|$)");
  private static final String ENDS = ".?!:…";

  private Text() {}

  /** At most 200 characters, without control characters. */
  public static String cut(String text) {
    return PartnerText.clean(text);
  }

  /** At most 2000 characters of several lines, without other control characters. */
  public static String clean(String text) {
    return PartnerText.lines(text, MAX_TEXT);
  }

  /**
   * A message as a sentence: full stop last, capital letter first unless it starts with something
   * else than a word, such as the name of a file.
   */
  public static String sentence(String text) {
    Matcher word = FIRST_WORD.matcher(text);
    String start = word.lookingAt() ? word.group().toUpperCase(Locale.ROOT) : "";
    String end = text.isEmpty() || ENDS.indexOf(text.charAt(text.length() - 1)) >= 0 ? "" : ".";
    return start + text.substring(start.length()) + end;
  }

  /** RFC 8187 §3.2.1: every octet but letters, digits and a few marks as a percent triplet. */
  public static String percentEncode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
