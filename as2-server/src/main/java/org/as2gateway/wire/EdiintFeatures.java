package org.as2gateway.wire;

/** The EDIINT-Features field (RFC 6017), the same on messages and MDNs. */
public final class EdiintFeatures {
  /**
   * What works here and may be said: a repeat with the same Message-ID is answered by the same MDN
   * and delivered once (AS2-Reliability).
   */
  public static final String OURS = "AS2-Reliability";

  private EdiintFeatures() {}
}
