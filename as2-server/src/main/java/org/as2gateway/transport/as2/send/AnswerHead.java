package org.as2gateway.transport.as2.send;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.PartnerText;

/**
 * Status line and header fields of an answer, read as leniently as RFC 9112 allows a client: any
 * blanks around name and value, folded values, any reason phrase or none.
 *
 * @param status the HTTP status
 * @param statusLine the whole first line, printable
 * @param isModern whether the version is 1.1 or newer
 * @param headers the fields, unfolded
 * @param isClean whether every line was a field
 */
record AnswerHead(
    int status, String statusLine, boolean isModern, Headers headers, boolean isClean) {
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.(\\d)[ \\t]+(\\d{3})(?:[ \\t].*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

  /**
   * Reads the lines up to the empty one.
   *
   * @param lines status line and field lines, without line ends
   * @throws UnreadableAnswerException if the first is no status line
   */
  static AnswerHead of(List<String> lines) throws UnreadableAnswerException {
    Matcher line = STATUS_LINE.matcher(CONTROLS.matcher(lines.get(0)).replaceAll(" "));
    if (!line.matches() || line.group(2).startsWith("0")) {
      throw new UnreadableAnswerException(
          "expected a status line, found '" + PartnerText.clean(lines.get(0)) + "'");
    }
    List<String> unfolded = unfold(lines.subList(1, lines.size()));
    List<Headers.Field> fields = new ArrayList<>();
    for (String text : unfolded) {
      field(text).ifPresent(fields::add);
    }
    return new AnswerHead(
        Integer.parseInt(line.group(2)),
        PartnerText.clean(lines.get(0)),
        !line.group(1).equals("0"),
        new Headers(fields),
        fields.size() == unfolded.size());
  }

  /** A line that begins with a blank goes on with the one before (RFC 9112 §5.2). */
  private static List<String> unfold(List<String> lines) {
    List<String> unfolded = new ArrayList<>();
    for (String line : lines) {
      if (!line.startsWith(" ") && !line.startsWith("\t")) {
        unfolded.add(line);
      } else if (!unfolded.isEmpty()) { // in front of the first field it means nothing (§2.2)
        int last = unfolded.size() - 1;
        unfolded.set(last, (unfolded.get(last) + " " + line.strip()).stripTrailing());
      }
    }
    return unfolded;
  }

  /** The field of a line; empty if the line is none, and then it is passed over. */
  private static Optional<Headers.Field> field(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    try {
      String value = CONTROLS.matcher(line.substring(colon + 1)).replaceAll(" ").strip();
      return Optional.of(new Headers.Field(line.substring(0, colon).strip(), value));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // the name is no token
    }
  }

  /** The elements of a comma-separated field, in lower case; empty elements are left out. */
  List<String> elements(String name) {
    return headers.all(name).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(element -> element.strip().toLowerCase(Locale.ROOT))
        .filter(element -> !element.isEmpty())
        .toList();
  }

  /** Whether the partner will take another request on the connection (RFC 9112 §9.3). */
  boolean isPersistent() {
    List<String> options = elements("Connection");
    return !options.contains("close") && (isModern || options.contains("keep-alive"));
  }
}
