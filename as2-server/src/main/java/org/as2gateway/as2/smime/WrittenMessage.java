package org.as2gateway.as2.smime;

import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.Octets;

/**
 * What was written beside the body.
 *
 * @param headers MIME headers of the outermost entity, to be sent as HTTP headers
 * @param mics MICs a receipt may return, the expected one first: one for a signed message, else one
 *     for each digest, and for a plain message those with its MIME headers too (protocol.md §3.3)
 * @param coveredHeaders header block that the expected MIC covers in front of the content, blank
 *     line included; empty where it covers the content alone
 * @param signature the SignedData; empty for an unsigned message
 */
public record WrittenMessage(
    Headers headers, List<Mic> mics, Octets coveredHeaders, Optional<Octets> signature) {
  /** Copies the list. */
  public WrittenMessage {
    mics = List.copyOf(mics);
  }

  /** The expected MIC. */
  public Mic mic() {
    return mics.get(0);
  }
}
