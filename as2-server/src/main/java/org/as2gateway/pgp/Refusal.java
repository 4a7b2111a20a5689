package org.as2gateway.pgp;

import java.io.IOException;
import org.as2gateway.pgp.PgpFailure.Reason;
import org.jspecify.annotations.Nullable;

/** Ends the reading of a message from within Bouncy Castle's streams. */
final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String sentence;

  Refusal(Reason reason, String sentence) {
    this(reason, sentence, null);
  }

  Refusal(Reason reason, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.reason = reason;
    this.sentence = sentence;
  }

  PgpFailure failure() {
    return new PgpFailure(reason, sentence);
  }
}
