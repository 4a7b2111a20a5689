package org.as2gateway.transport.proxy;

/** How far a request has come when it fails: what its failure means depends on that. */
public enum ConnectionPhase {
  /** There was no connection for it yet: nothing of it can have arrived. */
  CONNECTING,
  /**
   * There is a connection with TLS, and nobody has said yet that the first octets went out. A short
   * request may be on its way all the same: the partner may answer faster than the thread that
   * writes comes back.
   */
  SECURING,
  /** It goes out, or has gone out. */
  SENDING
}
