package org.as2gateway.pgp;

import java.util.List;
import java.util.Optional;

/** What came of reading a message. Only what is {@link Opened} may leave the place it was put. */
public sealed interface PgpOutcome {
  /**
   * Everything holds: integrity, signature, limits.
   *
   * @param cipher what it was encrypted with; empty if it was not
   * @param signer fingerprint of the primary key of the signer; empty if nobody's signature was
   *     verified
   * @param fileName the name that the sender put into the message, never to be trusted
   * @param bytes size of the content
   * @param warnings what works and should change, a sentence each
   */
  record Opened(
      Optional<PgpCipher> cipher,
      Optional<String> signer,
      Optional<String> fileName,
      long bytes,
      List<String> warnings)
      implements PgpOutcome {
    /** Copies the list. */
    public Opened {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * It is not to be used, whatever has come out of it.
   *
   * @param failure why
   */
  record Refused(PgpFailure failure) implements PgpOutcome {}
}
