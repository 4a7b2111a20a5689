package org.as2gateway.admin.messages;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.admin.page.Format;
import org.as2gateway.store.log.HttpAnswer;
import org.as2gateway.store.log.KeptAnswer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer that was no receipt, as text.
 *
 * @param at when it came
 * @param attempt the attempt it answered
 * @param statusLine its first line
 * @param headers its header lines, each with its line end
 * @param body the beginning of its body; null if it is binary
 * @param size how much of the body is kept, and how long it is if that is known
 */
public record AnswerView(
    Instant at,
    int attempt,
    String statusLine,
    String headers,
    @Nullable String body,
    String size) {
  private static final String LINE_END = "\r\n";

  static AnswerView of(KeptAnswer kept) {
    String head = kept.answer().head();
    int end = head.indexOf(LINE_END);
    byte[] body = kept.answer().body().toBytes();
    return new AnswerView(
        kept.at(),
        kept.attempt(),
        end < 0 ? head : head.substring(0, end),
        end < 0 ? "" : head.substring(end + LINE_END.length()),
        text(body).orElse(null),
        size(kept.answer()));
  }

  /** UTF-8, which may be cut within a character, or else Latin-1; empty for what is no text. */
  private static Optional<String> text(byte[] octets) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer read = CharBuffer.allocate(octets.length);
    boolean isUtf8 = !decoder.decode(ByteBuffer.wrap(octets), read, false).isError();
    String text = isUtf8 ? read.flip().toString() : new String(octets, StandardCharsets.ISO_8859_1);
    boolean isText = text.chars().allMatch(c -> c >= 0xa0 || (c >= 0x20 && c < 0x7f) || isBlank(c));
    return isText ? Optional.of(text) : Optional.empty();
  }

  private static boolean isBlank(int character) {
    return character == '\t' || character == '\n' || character == '\r' || character == '\f';
  }

  private static String size(HttpAnswer answer) {
    String kept = Format.number(answer.body().length());
    if (answer.isWhole()) {
      return kept + (answer.body().length() == 1 ? " byte" : " bytes");
    }
    @Nullable Long all = answer.bodyBytes();
    return all == null
        ? "the first " + kept + " bytes; the end was not received"
        : "the first " + kept + " of " + Format.number(all) + " bytes";
  }
}
