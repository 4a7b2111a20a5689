package org.as2gateway.admin.messages;

import java.util.Optional;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.store.payload.SubmittedFiles;

/**
 * Files to send as one message.
 *
 * @param partnership name of the partnership
 * @param subject empty for that of the partnership
 * @param files read to their ends
 * @param isCorrection whether it corrects manifests that were sent before
 * @param key the same when the submission is repeated; empty if that may queue it twice
 */
public record Submission(
    String partnership,
    Optional<String> subject,
    SubmittedFiles files,
    boolean isCorrection,
    Optional<String> key) {
  /** The header that brings the key. */
  public static final String KEY_HEADER = "Idempotency-Key";

  /** Refuses a key that is none with status 400. */
  public Submission {
    if (key.filter(text -> !text.matches("[\\x21-\\x7e]{1,200}")).isPresent()) {
      throw new ProblemException(400, KEY_HEADER + " must have 1 to 200 visible ASCII characters");
    }
  }
}
