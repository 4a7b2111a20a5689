package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.util.Map;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/** HTTP/1.1 whose answers are read by us, behind TLS where there is any. */
final class AnswerTransport extends HttpClientTransportOverHTTP {
  AnswerTransport(ClientConnector connector) {
    super(connector);
  }

  @Override
  public Connection newConnection(EndPoint endPoint, Map<String, Object> context)
      throws IOException {
    return super.newConnection(new AnswerEndPoint(endPoint), context);
  }
}
