package org.as2gateway.usps.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a file that may be a confirmation, an error or a warning file. Its layout is not published:
 * in each line of any text it finds file numbers, piece numbers and the published messages. In
 * constant memory; not safe for many threads; does not close the stream.
 */
public final class AnswerReader {
  private final LineReader lines;
  private final PublishedMessages messages;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

  /** Reads that stream and looks for those messages. */
  public AnswerReader(InputStream stream, PublishedMessages messages) {
    this.lines = new LineReader(stream);
    this.messages = messages;
  }

  /**
   * The next line.
   *
   * @return empty after the last
   * @throws IOException if the stream cannot be read
   */
  public Optional<AnswerLine> next() throws IOException {
    return lines.next() ? Optional.of(line()) : Optional.empty();
  }

  private AnswerLine line() {
    String raw = text();
    NumberFinder numbers = new NumberFinder(raw);
    return new AnswerLine(
        lines.number(), raw, lines.isCut(), numbers.efns(), numbers.pieces(), messages.find(raw));
  }

  /** UTF-8 if it is, else each byte as one character; without the mark at the front of a file. */
  private String text() {
    String bytes = lines.text();
    if (bytes.chars().allMatch(c -> c < 0x80)) {
      return bytes;
    }
    try {
      String text =
          utf8.decode(ByteBuffer.wrap(lines.buffer(), lines.from(), lines.length())).toString();
      return lines.number() == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      return bytes; // not UTF-8
    }
  }
}
