package org.as2gateway.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.as2gateway.as2.mdn.MdnContent;
import org.as2gateway.as2.mdn.MdnWriter;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.smime.DetachedSigner;
import org.as2gateway.as2.smime.MessageReader;
import org.as2gateway.as2.smime.MessageSink;
import org.as2gateway.as2.smime.ReadLimits;
import org.as2gateway.as2.smime.ReadOutcome;
import org.as2gateway.as2.smime.ReadPolicy;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/**
 * The partner that is sent to: verifies each message, drops the payload, answers a signed MDN. Its
 * work is not measured, but it shares the machine.
 */
final class MdnPartner implements AutoCloseable {
  private final SecureRandom random = new SecureRandom();
  private final MessageReader reader = new MessageReader(CryptoProviders.shared());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final ReadPolicy policy;
  private final DetachedSigner signer;

  private MdnPartner(Keys keys, HttpServer server) {
    this.server = server;
    this.policy =
        new ReadPolicy(
            List.of(keys.partner()),
            List.of(keys.own().certificate()),
            Set.of(SignatureAlgorithm.SHA256),
            Set.of(EncryptionAlgorithm.AES256_CBC),
            true,
            true,
            MicAlgorithm.SHA256,
            new ReadLimits(Long.MAX_VALUE, 200, 1));
    this.signer = new DetachedSigner(keys.partner(), SignatureAlgorithm.SHA256, true, true);
  }

  static MdnPartner start(Keys keys) throws IOException {
    // Else headers and body go out apart, and a kept connection waits 40 ms for the second.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    MdnPartner partner = new MdnPartner(keys, HttpServer.create(loopback, 128));
    partner.server.setExecutor(partner.threads);
    partner.server.createContext("/as2", partner::answer);
    partner.server.start();
    return partner;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/as2");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = Headers.empty();
      for (var field : exchange.getRequestHeaders().entrySet()) {
        headers = headers.with(field.getKey(), field.getValue().get(0));
      }
      ReadOutcome outcome = reader.read(headers, exchange.getRequestBody(), policy, new Drop());
      if (outcome instanceof ReadOutcome.Opened opened) {
        respond(exchange, mdn(headers, opened));
      } else {
        exchange.sendResponseHeaders(500, -1);
      }
    }
  }

  private MimeEntity mdn(Headers message, ReadOutcome.Opened opened) {
    Instant now = Instant.now();
    MessageId id = MessageId.generate(random, "bench");
    MdnContent content =
        MdnContent.answering(message, now, id, now, Disposition.processed())
            .withMic(opened.mic().fieldValue());
    return MdnWriter.writeSigned(content, signer, "sha-256");
  }

  private static void respond(HttpExchange exchange, MimeEntity mdn) throws IOException {
    mdn.headers().fields().forEach(f -> exchange.getResponseHeaders().add(f.name(), f.value()));
    exchange.sendResponseHeaders(200, mdn.length());
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(mdn.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Keeps nothing. */
  private static final class Drop implements MessageSink {
    @Override
    public OutputStream openPayload(int index) {
      return OutputStream.nullOutputStream();
    }

    @Override
    public OutputStream openSignedEntity() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream reopenPayload(int index) throws IOException {
      throw new IOException("payloads are not kept");
    }

    @Override
    public InputStream reopenSignedEntity() throws IOException {
      throw new IOException("signed entities are not kept");
    }
  }
}
