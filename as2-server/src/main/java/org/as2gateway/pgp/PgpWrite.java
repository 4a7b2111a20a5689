package org.as2gateway.pgp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How to write a message.
 *
 * @param recipients keys to encrypt for; empty to encrypt for nobody
 * @param signer key to sign with; empty to sign with none
 * @param cipher what to encrypt with
 * @param isArmored whether to write text rather than binary
 * @param fileName the name of the content in the message, or nothing
 * @param now the time of the signature
 */
public record PgpWrite(
    List<PgpKey> recipients,
    Optional<PgpOwnKey> signer,
    PgpCipher cipher,
    boolean isArmored,
    String fileName,
    Instant now) {
  /** Copies the list. */
  public PgpWrite {
    recipients = List.copyOf(recipients);
  }
}
