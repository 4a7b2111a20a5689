package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.as2gateway.as2.wire.ContentRange;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.transport.as2.send.HttpExchange.Answer;
import org.as2gateway.transport.as2.send.HttpExchange.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending side of AS2 Restart (protocol.md §7.7, draft-harding-as2-restart-07): asks by HEAD
 * how much of a transfer the partner holds, and makes the request that brings the rest.
 */
final class RestartableSend {
  private static final Logger LOG = LoggerFactory.getLogger(RestartableSend.class);

  /** The draft has it so, whatever version the message itself says. */
  private static final String VERSION = "1.2";

  /** A partner that does not know HEAD may not answer at all. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PartnerConnection connection;

  RestartableSend(PartnerConnection connection) {
    this.connection = connection;
  }

  /** Whether a request belongs to a transfer that can go on. */
  static boolean isRestartable(Request request) {
    return request.headers().contains(HeaderNames.ENTITY_TAG);
  }

  /** The request with its range where the receiver cannot tell the whole's length otherwise. */
  static Request whole(Request request) throws IOException {
    long total = size(request);
    return isRestartable(request) && request.isChunked() && total > 0
        ? part(request, 0, total)
        : request;
  }

  /**
   * The request for what the partner lacks; empty if it holds nothing, or does not say so. Of a
   * body that it holds whole the last octet goes once more: the answer is still to come.
   */
  Optional<Request> rest(Request request) throws IOException, InterruptedException {
    if (!isRestartable(request)) {
      return Optional.empty();
    }
    long total = size(request);
    long held = heldBytes(request);
    return held > 0 && held <= total
        ? Optional.of(part(request, Math.min(held, total - 1), total))
        : Optional.empty();
  }

  private long heldBytes(Request request) throws InterruptedException {
    try {
      Answer answer = connection.send(question(request));
      return answer.status() == 200
          ? answer
              .entity()
              .headers()
              .first(HeaderNames.CONTENT_LENGTH)
              .filter(length -> length.matches("\\d{1,18}"))
              .map(Long::parseLong)
              .orElse(0L)
          : 0;
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw (InterruptedException) new InterruptedException("gateway stops").initCause(e);
      }
      LOG.debug("no answer to how much of a transfer is held: {}", e.toString());
      return 0; // the message itself will tell what is wrong
    }
  }

  private static Request question(Request request) {
    Headers headers = Headers.empty();
    for (String name :
        new String[] {HeaderNames.ENTITY_TAG, HeaderNames.AS2_TO, HeaderNames.AS2_FROM}) {
      headers = headers.with(name, request.headers().first(name).orElse(""));
    }
    Duration limit = request.readTimeout();
    return request.asQuestion(
        headers.with(HeaderNames.AS2_VERSION, VERSION),
        limit.compareTo(PATIENCE) < 0 ? limit : PATIENCE);
  }

  private static Request part(Request request, long from, long total) {
    String range = ContentRange.rest(from, total).toHeader();
    return request.part(request.headers().with(HeaderNames.CONTENT_RANGE, range), from);
  }

  private static long size(Request request) throws IOException {
    return request.body().orElseThrow().content().bytes();
  }
}
