package org.as2gateway.outbound;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.as2gateway.wire.Headers;
import org.as2gateway.wire.MimeEntity;

/** One POST to a partner, as values. */
final class HttpExchange {
  private HttpExchange() {}

  /**
   * What to send.
   *
   * @param url the partner's URL, http or https
   * @param headers every header of the message; Host, Content-Length or Transfer-Encoding and
   *     Authorization are added
   * @param body file with the exact body
   * @param isChunked whether to send chunked
   * @param connectTimeout limit for TCP and TLS set-up
   * @param readTimeout ends any stall, in either direction
   * @param tls trust and client key
   * @param basic credentials for HTTP Basic
   */
  record Request(
      URI url,
      Headers headers,
      Path body,
      boolean isChunked,
      Duration connectTimeout,
      Duration readTimeout,
      TlsOptions tls,
      Optional<BasicCredentials> basic) {}

  /**
   * TLS beyond the JDK's roots.
   *
   * @param trustFile PEM or DER file with CA or pinned certificates trusted in addition
   * @param clientAlias alias whose key is the client certificate
   */
  record TlsOptions(Optional<Path> trustFile, Optional<String> clientAlias) {}

  /**
   * User and password of HTTP Basic.
   *
   * @param user user name
   * @param password never printed
   */
  record BasicCredentials(String user, String password) {
    @Override
    public String toString() {
      return "BasicCredentials[" + user + "]";
    }
  }

  /**
   * What came back, whole.
   *
   * @param status HTTP status
   * @param entity header fields and body, at most the answer limit
   */
  record Answer(int status, MimeEntity entity) {}
}
