package org.as2gateway.pgp;

/**
 * Why a message cannot be opened.
 *
 * @param reason the kind, for programs
 * @param sentence what was found, what was expected and what to do next, for people
 */
public record PgpFailure(Reason reason, String sentence) {
  /** The kinds of failures. */
  public enum Reason {
    /** It is something else, such as a plain file. */
    NOT_OPENPGP,
    /** It ends too early. */
    TRUNCATED,
    /** Its structure is broken. */
    DAMAGED,
    /** Its content was changed after it was encrypted. */
    MODIFIED,
    /** It is not encrypted, and has to be. */
    NOT_ENCRYPTED,
    /** It is not signed, and has to be. */
    NOT_SIGNED,
    /** It is encrypted for other keys than ours. */
    WRONG_KEY,
    /** It is encrypted without protection against changes. */
    NO_INTEGRITY,
    /** It is encrypted with a cipher that we do not use. */
    WEAK_CIPHER,
    /** It is signed with a digest that can be forged. */
    WEAK_DIGEST,
    /** It is signed with a key that is none of the partner's. */
    UNKNOWN_SIGNER,
    /** The signature does not belong to the content. */
    BAD_SIGNATURE,
    /** The key that signed it has expired. */
    EXPIRED_KEY,
    /** The key that signed it was revoked. */
    REVOKED_KEY,
    /** What is in it is larger than is allowed. */
    TOO_LARGE,
    /** It has more layers, packets or signatures than is allowed. */
    TOO_COMPLEX,
    /** It is a form of OpenPGP that we do not read. */
    UNSUPPORTED
  }
}
