package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.store.payload.KeptFiles;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.as2.send.HttpExchange.Body;
import org.as2gateway.transport.as2.send.HttpExchange.Request;
import org.as2gateway.transport.as2.send.HttpExchange.TlsOptions;

/** A client with a file to send, and requests to send it with. */
final class ClientFixture implements AutoCloseable {
  static final TlsOptions NO_TLS = new TlsOptions(Optional.empty(), Optional.empty());
  static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(20);

  final As2HttpClient client =
      new As2HttpClient(
          alias -> alias.equals("ours") ? Optional.of(TestPki.rsa("ours")) : Optional.empty());
  final Path body;

  ClientFixture(Path folder) throws IOException {
    body = Files.write(folder.resolve("body"), bytes(300_000));
  }

  static byte[] bytes(int count) {
    byte[] octets = new byte[count];
    new Random(count).nextBytes(octets);
    return octets;
  }

  void replaceBody(int count) throws IOException {
    Files.write(body, bytes(count));
  }

  Request request(URI url) {
    return request(url, NO_TLS, LONG);
  }

  Request request(URI url, TlsOptions tls) {
    return request(url, tls, LONG);
  }

  Request impatient(URI url) {
    return request(url, NO_TLS, SHORT);
  }

  private Request request(URI url, TlsOptions tls, Duration readTimeout) {
    Headers headers =
        Headers.of("AS2-From", "us", "as2-TO", "\"x  y\"", "Message-ID", "<1@us>", "X", "");
    return new Request(
        url,
        headers,
        Optional.of(Body.of(KeptFiles.of(body))),
        false,
        Duration.ofSeconds(10),
        readTimeout,
        tls,
        Optional.empty(),
        Optional.empty());
  }

  /** Sends, and says how it failed: in one line of plain words. */
  HttpFailure failure(Request request) {
    HttpFailure thrown = catchThrowableOfType(HttpFailure.class, () -> client.send(request));
    assertThat(thrown).isNotNull();
    assertThat(thrown.getMessage()).doesNotContain("\n").doesNotContain("Exception");
    return thrown;
  }

  @Override
  public void close() {
    client.close();
  }
}
