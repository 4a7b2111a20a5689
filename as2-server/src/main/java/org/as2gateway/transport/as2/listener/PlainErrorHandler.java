package org.as2gateway.transport.as2.listener;

import java.nio.ByteBuffer;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.transport.as2.receive.As2Response;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what Jetty refuses by itself: a bare status without body, and the connection is closed.
 */
final class PlainErrorHandler implements Request.Handler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    if (request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException refused) {
      status = refused.getCode();
    }
    status = statusOf(status);
    response.setStatus(status);
    if (status == 503) {
      response.getHeaders().put(HeaderNames.RETRY_AFTER, As2Response.RETRY_AFTER_SECONDS);
    }
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
    response.write(true, ByteBuffer.allocate(0), callback);
    return true;
  }

  private static int statusOf(int status) {
    return switch (status) {
      case 505, 426 -> 400; // no HTTP/1 request line: broken framing
      case 417, 501 -> status;
      default -> status >= 500 ? 503 : status; // trouble of ours is temporary
    };
  }
}
