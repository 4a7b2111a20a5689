package org.as2gateway.transport.as2.listener;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.transport.as2.receive.As2Response;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;

/** The rows of protocol.md §1 that can be told from request line and headers alone. */
final class RequestCheck {
  private static final int MAX_FIELDS = 200;
  private static final byte[] GREETING =
      "this is an AS2 endpoint: messages come by POST\n".getBytes(StandardCharsets.US_ASCII);

  private final HttpServerSettings settings;

  RequestCheck(HttpServerSettings settings) {
    this.settings = settings;
  }

  /** The answer to a request that the endpoint must not see; empty if it may. */
  Optional<As2Response> refusal(Request request) {
    // The target as it came: a decoded or tidied path would make two names for one resource.
    if (!settings.path().equals(request.getHttpURI().getPath())) {
      return refuse(404);
    }
    if (!request.getMethod().equals("POST") && !isAboutTransfer(request)) {
      return Optional.of(methodNotAllowed(request.getMethod()));
    }
    if (request.getHeaders().size() > MAX_FIELDS) {
      return refuse(431);
    }
    if (!isFramingClear(request)) {
      return refuse(400);
    }
    if (request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
      return refuse(415);
    }
    return request.getLength() > settings.limits().bodyBytes() ? refuse(413) : Optional.empty();
  }

  private static Optional<As2Response> refuse(int status) {
    return Optional.of(As2Response.empty(status));
  }

  /** Whether it asks how much is held of a transfer (AS2 Restart). */
  static boolean isAboutTransfer(Request request) {
    return request.getMethod().equals("HEAD") && request.getHeaders().contains(HttpHeader.ETAG);
  }

  static As2Response methodNotAllowed(String method) {
    Headers headers = Headers.of("Allow", "POST");
    return method.equals("GET")
        ? new As2Response(
            405,
            new MimeEntity(
                headers.with(HeaderNames.CONTENT_TYPE, "text/plain; charset=us-ascii"), GREETING))
        : new As2Response(405, new MimeEntity(headers, new byte[0]));
  }

  /** Jetty reads "gzip, chunked" as chunked, and chunks of an HTTP/1.0 peer (RFC 9112 §6.1). */
  private static boolean isFramingClear(Request request) {
    List<HttpField> codings = request.getHeaders().getFields(HttpHeader.TRANSFER_ENCODING);
    return codings.isEmpty()
        || (codings.size() == 1
            && "chunked".equalsIgnoreCase(codings.get(0).getValue())
            && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1);
  }
}
