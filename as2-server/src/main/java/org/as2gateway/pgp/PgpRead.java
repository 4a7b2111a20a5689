package org.as2gateway.pgp;

import java.time.Instant;
import java.util.List;

/**
 * How to read a message.
 *
 * @param ours our keys, which decrypt; retired ones left out by the caller
 * @param signers keys of the partner, one of which has to have signed what is signed; empty to take
 *     any signature for none
 * @param isEncryptionRequired whether to refuse what is not encrypted
 * @param isSignatureRequired whether to refuse what none of the signers has signed
 * @param limits what bounds it
 * @param now the time by which keys are judged
 */
public record PgpRead(
    List<PgpOwnKey> ours,
    List<PgpKey> signers,
    boolean isEncryptionRequired,
    boolean isSignatureRequired,
    PgpLimits limits,
    Instant now) {
  /** Copies the lists. */
  public PgpRead {
    ours = List.copyOf(ours);
    signers = List.copyOf(signers);
  }
}
