package org.as2gateway.store.log;

/** What a piece of evidence is. */
public enum EvidenceKind {
  /** Header lines of the HTTP request as received. */
  REQUEST_HEADERS,
  /** Header lines of the message as sent; the body is the wire image under data/wire/. */
  WIRE_HEADERS,
  /**
   * MICs that a receipt for an outbound message may return, {@code digest, algorithm} a line, the
   * expected one first.
   */
  SENT_MICS,
  /**
   * MIME header block, blank line included, that with the payload behind it is the content that the
   * MIC and the signature cover. Empty where they do not make it: that content is then kept as a
   * file. Missing where the MIC of an unsigned message covers the payload alone.
   */
  SIGNED_HEADERS,
  /** Size and SHA-256 of each payload, a line each, and the MIC: {@link Evidence#ofContent}. */
  CONTENT,
  /** The detached signature (DER or BER SignedData) of the message. */
  SIGNATURE,
  /** Certificate that verified the message's signature, DER. */
  SIGNER_CERTIFICATE,
  /** The MDN of this message exactly as sent or received: header lines, blank line, body. */
  MDN,
  /** Certificate that verified or made the MDN's signature, DER. */
  MDN_SIGNER_CERTIFICATE,
  /**
   * An answer that is no usable MDN, or an MDN that changed nothing: header lines, blank line,
   * body.
   */
  OTHER_ANSWER,
  /**
   * What was seen of a transfer without a receipt, {@code name value} a line: the server and its
   * key, the user, names, times, sizes, digests.
   */
  TRANSFER,
  /** The answer of a server to a file, as it came: header lines, blank line, body. */
  SERVER_ANSWER
}
