package org.as2gateway.transport.as2.send;

import java.util.List;
import org.as2gateway.as2.wire.PartnerText;

/**
 * Where the body of an answer ends (RFC 9112 §6.3).
 *
 * @param kind how that is told
 * @param length the length of the body, of {@link Kind#LENGTH} only
 * @param isClean whether it is told once, and without contradiction
 */
record AnswerFraming(Kind kind, long length, boolean isClean) {
  /** How the end of the body is told. */
  enum Kind {
    /** By Content-Length, or because there is no body. */
    LENGTH,
    /** By the last chunk. */
    CHUNKED,
    /** By the end of the connection. */
    CLOSE
  }

  /**
   * The framing that a head announces. Transfer-Encoding overrides Content-Length; a Content-Length
   * may be repeated, but not differ.
   *
   * @param isHead whether the request was a HEAD, whose answer has no body
   * @throws UnreadableAnswerException if the lengths differ or one is no number
   */
  static AnswerFraming of(AnswerHead head, boolean isHead) throws UnreadableAnswerException {
    if (isHead || head.status() == 204 || head.status() == 304) {
      return new AnswerFraming(Kind.LENGTH, 0, true);
    }
    boolean hasLength = head.headers().contains("Content-Length");
    List<String> codings =
        head.elements("Transfer-Encoding").stream().filter(c -> !c.equals("identity")).toList();
    if (codings.isEmpty()) {
      return hasLength ? ofLength(head) : new AnswerFraming(Kind.CLOSE, 0, true);
    }
    boolean isClean = !hasLength && codings.equals(List.of("chunked")) && head.isModern();
    boolean isChunked = codings.get(codings.size() - 1).equals("chunked");
    return new AnswerFraming(isChunked ? Kind.CHUNKED : Kind.CLOSE, 0, isClean);
  }

  private static AnswerFraming ofLength(AnswerHead head) throws UnreadableAnswerException {
    List<String> said = head.elements("Content-Length");
    List<String> lengths = said.stream().map(AnswerFraming::withoutZeros).distinct().toList();
    if (lengths.size() != 1 || !lengths.get(0).matches("[0-9]+")) {
      throw new UnreadableAnswerException(
          "expected one Content-Length, found '"
              + PartnerText.clean(String.join(", ", head.headers().all("Content-Length")))
              + "'");
    }
    String digits = lengths.get(0);
    long length = digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    return new AnswerFraming(Kind.LENGTH, length, said.size() == 1);
  }

  private static String withoutZeros(String digits) {
    return digits.replaceFirst("^0+(?=[0-9])", "");
  }
}
