package org.as2gateway.transport.as2.send;

import java.net.URI;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;

/**
 * A request whose host and port are those of {@link HttpUrl}: Jetty asks {@link URI#getHost}, which
 * is null for a name with an underscore.
 */
final class AddressedRequest extends HttpRequest {
  private final HttpUrl url;

  AddressedRequest(HttpClient client, HttpUrl url) {
    super(client, new HttpConversation(), withHost(url));
    this.url = url;
  }

  /** Jetty refuses a URL without a host in its constructor: there another stands for it. */
  private static URI withHost(HttpUrl url) {
    URI uri = url.uri();
    return uri.getHost() != null
        ? uri
        : URI.create(uri.toString().replaceFirst("//[^/?]*", "//host.invalid:" + url.port()));
  }

  @Override
  public URI getURI() {
    return url.uri();
  }

  @Override
  public String getHost() {
    return url.host();
  }

  @Override
  public int getPort() {
    return url.port();
  }
}
