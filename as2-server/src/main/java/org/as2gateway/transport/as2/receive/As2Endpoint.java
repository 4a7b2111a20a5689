package org.as2gateway.transport.as2.receive;

import java.io.IOException;
import java.util.Optional;

/**
 * What the HTTP server calls for each POST to the AS2 path. Called by many threads at once; may
 * block.
 */
public interface As2Endpoint {
  /**
   * Receives a message or an MDN and says what to answer. A positive MDN in the answer is durable
   * already.
   *
   * @throws IOException if the request's body breaks off: nothing can be answered then
   */
  As2Response receive(As2Request request) throws IOException;

  /** Whether TLS clients are to be asked for a certificate now; asked for each connection. */
  default boolean asksForCertificates() {
    return false;
  }

  /**
   * Answers a HEAD that names a transfer: how much of it is held (protocol.md §7.7).
   *
   * @param request its headers and peer; there is no body
   * @return empty if that is not offered
   */
  default Optional<As2Response> held(As2Request request) throws IOException {
    return Optional.empty();
  }
}
