package org.as2gateway.inbound;

import java.io.IOException;

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
}
