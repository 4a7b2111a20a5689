package org.as2gateway.as2.wire;

/** Where ZLIB compression stands among the layers of a message (RFC 5402 §4). */
public enum Compression {
  /** The payload travels as it is. */
  NONE,
  /** The compressed entity is signed; the MIC covers the compressed entity. */
  BEFORE_SIGNING,
  /** The signed entity is compressed; the MIC covers what was signed. */
  AFTER_SIGNING
}
