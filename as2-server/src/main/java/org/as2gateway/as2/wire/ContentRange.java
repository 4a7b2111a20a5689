package org.as2gateway.as2.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which octets of a body a request carries (RFC 9110 §14.4, as AS2 Restart uses it in requests).
 *
 * @param first position of the first octet, from 0
 * @param last position of the last octet
 * @param total octets of the whole body
 */
public record ContentRange(long first, long last, long total) {
  /** The unit may be missing: programs made after the first AS2 Restart draft leave it out. */
  private static final Pattern FORM =
      Pattern.compile("(?:bytes[ =])?\\s*(\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  /** Refuses positions that are no range of the whole. */
  public ContentRange {
    if (first < 0 || last < first || total <= last) {
      throw new IllegalArgumentException(
          "range is " + first + "-" + last + "/" + total + ", expected one within the whole");
    }
  }

  /** Reads a header value; empty if it names no range of a known whole. */
  public static Optional<ContentRange> parse(String headerValue) {
    Matcher form = FORM.matcher(headerValue.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(form.group(1));
    long last = Long.parseLong(form.group(2));
    long total = Long.parseLong(form.group(3));
    return first <= last && last < total
        ? Optional.of(new ContentRange(first, last, total))
        : Optional.empty();
  }

  /** From that position to the end. */
  public static ContentRange rest(long first, long total) {
    return new ContentRange(first, total - 1, total);
  }

  /** What a 416 says: how much is held, which is where to go on. */
  public static String unsatisfied(long heldBytes) {
    return "bytes */" + heldBytes;
  }

  /** Octets in the range. */
  public long length() {
    return last - first + 1;
  }

  /** Whether nothing comes after it. */
  public boolean reachesEnd() {
    return last == total - 1;
  }

  /** The header value. */
  public String toHeader() {
    return "bytes " + first + "-" + last + "/" + total;
  }
}
