package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.as2gateway.store.log.HttpAnswer;
import org.as2gateway.transport.proxy.ConnectionPhase;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer as they go by. The outcome is known when both are whole and the
 * connection is free for the next request; or when the answer is and the request is not: a refusal
 * may come while the body is still being sent.
 */
final class Conversation implements Request.Listener, Response.Listener {
  /** Interim answers (102) may stretch the wait for an answer, but not for ever. */
  private static final int PATIENCE = 10;

  /** A partner that takes less than a buffer in this time takes the body a byte now and then. */
  private static final Duration BUFFER_TIME = Duration.ofMinutes(5);

  private final CompletableFuture<HttpExchange.Answer> outcome = new CompletableFuture<>();
  private final HttpExchange.Request request;
  private final LongConsumer progress;
  private final long beginNanos = System.nanoTime();
  private volatile @Nullable AnswerEndPoint answers;
  private volatile Optional<HttpExchange.Answer> answer = Optional.empty();
  private long sentBytes;
  private volatile long progressNanos;
  private volatile ConnectionPhase phase = ConnectionPhase.CONNECTING;
  private volatile boolean isSent;
  private volatile long sentNanos;
  private volatile boolean isAnswering;
  private volatile long answerNanos;

  Conversation(HttpExchange.Request request, LongConsumer progress) {
    this.request = request;
    this.progress = progress;
  }

  CompletableFuture<HttpExchange.Answer> outcome() {
    return outcome;
  }

  /** As much of the answer as has come. */
  Optional<HttpAnswer> beginning() {
    AnswerEndPoint end = answers;
    return end == null ? Optional.empty() : end.beginning();
  }

  /** How far the request has come. */
  ConnectionPhase phase() {
    return phase;
  }

  /** Whether the whole request has gone out. */
  boolean isSent() {
    return isSent;
  }

  /**
   * Whether a phase takes too long although a byte moves now and then; a plain stall is noticed by
   * the connection's idle time-out.
   */
  boolean isOverdue() {
    long now = System.nanoTime();
    if (isAnswering) {
      return isOver(now - answerNanos, request.readTimeout());
    }
    if (isSent) {
      return isOver(now - sentNanos, request.readTimeout().multipliedBy(PATIENCE));
    }
    if (phase == ConnectionPhase.SENDING) {
      Duration limit = request.readTimeout();
      return isOver(now - progressNanos, limit.compareTo(BUFFER_TIME) < 0 ? BUFFER_TIME : limit);
    }
    return isOver(now - beginNanos, request.connectTimeout());
  }

  private static boolean isOver(long nanos, Duration limit) {
    return nanos > limit.toNanos();
  }

  @Override
  public void onBegin(Request sent) {
    if (sent.getConnection() instanceof Connection connection
        && connection.getEndPoint() instanceof AnswerEndPoint end) {
      end.expect(sent.getMethod().equals("HEAD"));
      answers = end;
    }
    if (HttpScheme.HTTP.is(sent.getScheme())) {
      begin();
    } else {
      phase = ConnectionPhase.SECURING; // TLS is set up next
    }
  }

  /** A partner may close the connection before the thread that writes has come back to say so. */
  private void begin() {
    progressNanos = System.nanoTime();
    phase = ConnectionPhase.SENDING;
  }

  @Override
  public void onCommit(Request sent) {
    begin();
  }

  @Override
  public void onContent(Request sent, ByteBuffer content) {
    progressNanos = System.nanoTime();
    sentBytes += content.remaining();
    progress.accept(sentBytes);
  }

  @Override
  public void onSuccess(Request sent) {
    sentNanos = System.nanoTime();
    isSent = true;
  }

  @Override
  public void onBegin(Response response) {
    answerNanos = System.nanoTime();
    isAnswering = true;
  }

  /** The connection still waits for us here; in {@link #onComplete} another may have it already. */
  @Override
  public void onSuccess(Response response) {
    AnswerEndPoint end = answers;
    answer = end == null ? Optional.empty() : end.answer();
    if (!isSent) {
      conclude();
    }
  }

  private void conclude() {
    if (answer.isPresent()) {
      outcome.complete(answer.get());
    } else {
      outcome.completeExceptionally(new IOException("there is no answer"));
    }
  }

  @Override
  public void onComplete(Result result) {
    if (result.isFailed()) {
      outcome.completeExceptionally(result.getFailure());
    } else {
      conclude();
    }
  }
}
