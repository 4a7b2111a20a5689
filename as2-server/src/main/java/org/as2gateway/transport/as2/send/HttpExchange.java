package org.as2gateway.transport.as2.send;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.store.log.HttpAnswer;
import org.as2gateway.store.payload.Content;
import org.as2gateway.transport.proxy.ProxyRoute;

/** One request to a partner, as values. */
final class HttpExchange {
  private HttpExchange() {}

  /**
   * What to send.
   *
   * @param url the partner's URL, http or https
   * @param headers every header of the message; Host, Content-Length or Transfer-Encoding and
   *     Authorization are added
   * @param body what to POST; empty asks by HEAD
   * @param isChunked whether to send chunked
   * @param connectTimeout limit for TCP and TLS set-up
   * @param readTimeout ends any stall, in either direction
   * @param tls trust and client key
   * @param basic credentials for HTTP Basic
   * @param proxy by which the connection goes; empty to connect directly
   */
  record Request(
      URI url,
      Headers headers,
      Optional<Body> body,
      boolean isChunked,
      Duration connectTimeout,
      Duration readTimeout,
      TlsOptions tls,
      Optional<BasicCredentials> basic,
      Optional<ProxyRoute> proxy) {
    /** A HEAD to the same URL. */
    Request asQuestion(Headers question, Duration limit) {
      return new Request(
          url, question, Optional.empty(), false, connectTimeout, limit, tls, basic, proxy);
    }

    /** The octets of the body from that one on. */
    Request part(Headers other, long from) {
      Optional<Body> rest = body.map(whole -> new Body(whole.content(), from));
      return new Request(
          url, other, rest, isChunked, connectTimeout, readTimeout, tls, basic, proxy);
    }
  }

  /**
   * A body.
   *
   * @param content what is sent
   * @param from the first byte of it to send
   */
  record Body(Content content, long from) {
    static Body of(Content content) {
      return new Body(content, 0);
    }
  }

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
   * @param statusLine the line that says so, printable
   * @param entity header fields and body, at most the answer limit
   */
  record Answer(int status, String statusLine, MimeEntity entity) {
    /** Its beginning, as it is kept for people to read. */
    HttpAnswer beginning() {
      return HttpAnswer.of(statusLine, entity.headers(), entity.body(), true);
    }
  }
}
