package org.as2gateway.transport.proxy;

import java.io.IOException;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.jspecify.annotations.Nullable;

/**
 * There is no connection through a proxy. The message is one line for an operator that names the
 * proxy and says what to do; it holds no password.
 */
public final class ProxyException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_CAUSES = 10;

  private final Reason reason;
  private final String sentence;
  private final String remedy;

  ProxyException(Reason reason, String sentence, String remedy, @Nullable Throwable cause) {
    super(sentence + "; " + remedy, cause);
    this.reason = reason;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  ProxyException(Reason reason, String sentence, String remedy) {
    this(reason, sentence, remedy, null);
  }

  /** Finds one among the causes of another exception. */
  public static Optional<ProxyException> in(@Nullable Throwable thrown) {
    Throwable current = thrown;
    for (int depth = 0; current != null && depth < MOST_CAUSES; depth++) {
      if (current instanceof ProxyException found) {
        return Optional.of(found);
      }
      current = current.getCause();
    }
    return Optional.empty();
  }

  /** The word for it in the message log. */
  public Reason reason() {
    return reason;
  }

  /** What was found. */
  public String sentence() {
    return sentence;
  }

  /** What to do next, in lower case. */
  public String remedy() {
    return remedy;
  }
}
