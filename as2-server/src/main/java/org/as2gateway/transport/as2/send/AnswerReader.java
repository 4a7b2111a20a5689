package org.as2gateway.transport.as2.send;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.HttpAnswer;
import org.as2gateway.transport.as2.send.HttpExchange.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers on one connection, one for each request. A partner that has answered has
 * usually taken the message: so whatever RFC 9112 lets a client accept is accepted, bare line feeds
 * and all. What allows two readings is refused. After anything unusual the connection is not to be
 * used again. Bodies are held in memory. Not safe for threads.
 */
final class AnswerReader {
  private static final int MAX_BODY_BYTES = 1024 * 1024;
  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final Pattern CHUNK_SIZE =
      Pattern.compile("[ \\t]*0*([0-9a-fA-F]{1,8})[ \\t]*(?:;.*)?", Pattern.DOTALL);

  private enum State {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    DONE
  }

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> lines = new ArrayList<>();
  private ByteArrayOutputStream body = new ByteArrayOutputStream();
  private State state = State.DONE;
  private int headBytes;
  private boolean isHead;
  private boolean isClean;
  private OptionalInt status = OptionalInt.empty();
  private @Nullable AnswerHead head;
  private AnswerFraming framing = new AnswerFraming(AnswerFraming.Kind.LENGTH, 0, true);
  private long missing;
  private int mostBytes = MAX_BODY_BYTES;

  /**
   * A request goes out: what is read from now on is its answer.
   *
   * @param head whether it is a HEAD, whose answer has no body
   */
  void expect(boolean head) {
    line.reset();
    lines.clear();
    body = new ByteArrayOutputStream();
    headBytes = 0;
    isHead = head;
    isClean = true;
    mostBytes = MAX_BODY_BYTES;
    status = OptionalInt.empty();
    this.head = null;
    state = State.HEAD;
  }

  /** Whether no answer is expected: before the first request, and after each answer. */
  boolean isDone() {
    return state == State.DONE;
  }

  /** The status, as soon as the first line of the answer has been read; never an interim one. */
  OptionalInt status() {
    return status;
  }

  /** The answer, once it is complete. */
  Optional<Answer> answer() {
    return head == null || !isDone()
        ? Optional.empty()
        : Optional.of(
            new Answer(
                head.status(),
                head.statusLine(),
                new MimeEntity(head.headers(), body.toByteArray())));
  }

  /** As much of the answer as has come, for people to read; empty before the end of its headers. */
  Optional<HttpAnswer> beginning() {
    return Optional.ofNullable(head)
        .map(
            read -> HttpAnswer.of(read.statusLine(), read.headers(), body.toByteArray(), isDone()));
  }

  /** Whether the connection may be used for another request, the answer being complete. */
  boolean isReusable() {
    return isClean
        && head != null
        && head.isPersistent()
        && framing.kind() != AnswerFraming.Kind.CLOSE;
  }

  /** Takes all of the octets. */
  void take(ByteBuffer octets) throws IOException {
    while (octets.hasRemaining()) {
      switch (state) {
        case HEAD, CHUNK_SIZE, CHUNK_END, TRAILER -> takeLine(octets);
        case BODY, CHUNK -> takeBody(octets);
        case DONE -> {
          isClean = false; // more than an answer: nothing that follows can be told apart
          octets.position(octets.limit());
        }
      }
    }
  }

  /** The partner has closed the connection. That may be what completes the answer. */
  void end() {
    isClean = false;
    if (state == State.TRAILER
        || (state == State.BODY && framing.kind() == AnswerFraming.Kind.CLOSE)) {
      state = State.DONE;
    }
  }

  private void takeBody(ByteBuffer octets) throws IOException {
    int count = (int) Math.min(octets.remaining(), missing);
    byte[] part = new byte[Math.min(count, mostBytes - body.size())];
    octets.get(part);
    body.writeBytes(part);
    if (part.length < count) {
      throw tooLarge();
    }
    missing -= count;
    if (missing == 0) {
      state = state == State.CHUNK ? State.CHUNK_END : State.DONE;
    }
  }

  private static HttpFailure tooLarge() {
    return new HttpFailure(
        Reason.RECEIPT_MISSING, "the answer is larger than 1 MiB: no receipt is", null);
  }

  private void takeLine(ByteBuffer octets) throws IOException {
    byte octet = octets.get();
    headBytes++;
    if (headBytes > MAX_HEAD_BYTES) {
      throw new UnreadableAnswerException("a header is larger than 64 KiB");
    }
    if (octet != '\n') {
      line.write(octet);
      return;
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    line.reset();
    isClean &= text.endsWith("\r");
    takeLine(withoutReturns(text));
  }

  /** By hand: a pattern would take the square of a line's length for a line full of returns. */
  private static String withoutReturns(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(0, end);
  }

  private void takeLine(String text) throws IOException {
    switch (state) {
      case HEAD -> takeHeadLine(text);
      case CHUNK_SIZE -> takeChunkSize(text);
      case CHUNK_END -> {
        if (!text.isEmpty()) {
          throw new UnreadableAnswerException("a chunk is longer than its size says");
        }
        headBytes = 0;
        state = State.CHUNK_SIZE;
      }
      default ->
          state = text.isEmpty() ? State.DONE : state; // trailers say nothing about a receipt
    }
  }

  private void takeHeadLine(String text) throws IOException {
    if (text.isEmpty() && lines.isEmpty()) {
      isClean = false; // an empty line in front, perhaps of the answer before
    } else if (text.isEmpty()) {
      takeHead(AnswerHead.of(lines));
    } else {
      lines.add(text);
      if (lines.size() == 1) {
        takeStatus(AnswerHead.of(lines).status());
      }
    }
  }

  private void takeStatus(int read) throws UnreadableAnswerException {
    if (read == 101) {
      throw new UnreadableAnswerException("found a switch to another protocol, expected an answer");
    }
    if (read >= 200) {
      status = OptionalInt.of(read);
    }
  }

  private void takeHead(AnswerHead read) throws IOException {
    lines.clear();
    headBytes = 0;
    if (status.isEmpty()) {
      return; // an interim answer: the final one follows
    }
    framing = AnswerFraming.of(read, isHead);
    isClean &= read.isClean() && framing.isClean();
    head = read;
    switch (framing.kind()) {
      case CHUNKED -> state = State.CHUNK_SIZE;
      case CLOSE -> takeBodyOf(Long.MAX_VALUE);
      case LENGTH -> takeBodyOf(framing.length());
    }
  }

  /** Of a body that says it is too large only the beginning is read, for people. */
  private void takeBodyOf(long length) {
    boolean isTooLarge = framing.kind() == AnswerFraming.Kind.LENGTH && length > MAX_BODY_BYTES;
    mostBytes = isTooLarge ? HttpAnswer.MAX_BODY_BYTES : MAX_BODY_BYTES;
    missing = length;
    state = length == 0 ? State.DONE : State.BODY;
  }

  private void takeChunkSize(String text) throws IOException {
    Matcher size = CHUNK_SIZE.matcher(text);
    if (!size.matches()) {
      throw new UnreadableAnswerException(
          "expected the size of a chunk, found '" + PartnerText.clean(text) + "'");
    }
    headBytes = 0;
    missing = Long.parseLong(size.group(1), 16);
    state = missing == 0 ? State.TRAILER : State.CHUNK;
  }
}
