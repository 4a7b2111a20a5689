package org.as2gateway.testkit;

import java.io.IOException;
import java.util.Arrays;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;

/** Ready-made scripts for {@link ScriptedPartner}. */
public final class Scripts {
  private Scripts() {}

  /** Computes an answer from a request whose body has been read. */
  @FunctionalInterface
  public interface Answer {
    /** The entity of the answer. */
    MimeEntity to(ScriptedExchange.Request request) throws IOException;
  }

  /** Reads the body and answers a status with these headers and no body. */
  public static ScriptedPartner.Script status(int status, String... headers) {
    return respond(status, new MimeEntity(Headers.of(headers), new byte[0]));
  }

  /** Reads the body and answers with an entity. */
  public static ScriptedPartner.Script respond(int status, MimeEntity entity) {
    return compute(status, request -> entity);
  }

  /** Reads the body and answers with what is computed of the request: an MDN, say. */
  public static ScriptedPartner.Script compute(int status, Answer answer) {
    return exchange -> exchange.respond(status, answer.to(exchange.readBody()));
  }

  /** Answers without reading the body, then closes: a refusal while the body is still coming. */
  public static ScriptedPartner.Script statusAtOnce(int status) {
    return exchange -> {
      exchange.respond(status, new MimeEntity(Headers.of("Connection", "close"), new byte[0]));
      exchange.close(false);
    };
  }

  /** Reads the body and never answers. */
  public static ScriptedPartner.Script stall() {
    return exchange -> {
      exchange.readBody();
      exchange.stall();
    };
  }

  /** Reads the body and closes without an answer; by RST if so wanted. */
  public static ScriptedPartner.Script closeBeforeAnswer(boolean isReset) {
    return exchange -> {
      exchange.readBody();
      exchange.close(isReset);
    };
  }

  /** Reads so many octets of the body and resets the connection. */
  public static ScriptedPartner.Script resetAfter(long octets) {
    return exchange -> {
      exchange.skipBody(octets);
      exchange.close(true);
    };
  }

  /** Promises the whole computed entity and closes after so many octets of it. */
  public static ScriptedPartner.Script truncated(int octets, Answer answer) {
    return exchange -> {
      MimeEntity entity = answer.to(exchange.readBody());
      exchange.writeHead(200, entity.headers().with("Content-Length", "" + entity.length()));
      exchange.write(Arrays.copyOf(entity.body(), Math.min(octets, entity.length())));
      exchange.close(false);
    };
  }

  /** Writes the head of an answer and then nothing more. */
  public static ScriptedPartner.Script stallWithinAnswer(Answer answer) {
    return exchange -> {
      MimeEntity entity = answer.to(exchange.readBody());
      exchange.writeHead(200, entity.headers().with("Content-Length", "" + entity.length()));
      exchange.stall();
    };
  }
}
