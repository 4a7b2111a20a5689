package org.as2gateway.transport.as2.send;

import java.io.IOException;

/** One request to a partner, as the use cases see it. Safe for many threads. */
interface PartnerConnection {
  /**
   * Sends and waits for the whole answer.
   *
   * @throws IOException if no whole answer came: connection, TLS, time-out, cut-off. Whether the
   *     partner has the message is not known then
   */
  HttpExchange.Answer send(HttpExchange.Request request) throws IOException, InterruptedException;
}
