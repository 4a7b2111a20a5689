package org.as2gateway.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.smime.MessageWriter;
import org.as2gateway.as2.smime.WriteRequest;
import org.as2gateway.as2.smime.WrittenMessage;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.testkit.RawHttp;

/**
 * A message signed (SHA-256, RSA-2048) and encrypted (AES-256-CBC) once and posted again and again
 * under fresh Message-IDs, which stand outside of what is signed. Each on a connection of its own,
 * since as2-lib's receiver keeps none. An answer counts if it is an MDN that says processed and
 * returns the right MIC.
 */
final class Replay {
  private final SecureRandom random = new SecureRandom();
  private final Headers headers;
  private final Path body;
  private final String mic;

  private Replay(Headers headers, Path body, String mic) {
    this.headers = headers;
    this.body = body;
    this.mic = mic;
  }

  static Replay of(Path payload, Keys keys, Path folder) throws IOException {
    Path body = folder.resolve(payload.getFileName() + ".p7m");
    WriteRequest request =
        new WriteRequest(
            List.of(
                new WriteRequest.Payload(
                    () -> Files.newInputStream(payload),
                    "application/octet-stream",
                    Optional.of("bench.bin"))),
            false,
            Compression.NONE,
            Optional.of(
                new WriteRequest.Signing(
                    keys.partner(), SignatureAlgorithm.SHA256, "sha-256", true, true)),
            Optional.of(
                new WriteRequest.Encryption(
                    List.of(keys.own().certificate()),
                    EncryptionAlgorithm.AES256_CBC,
                    KeyTransport.RSA_PKCS1)),
            List.of(MicAlgorithm.SHA256));
    WrittenMessage message;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(body))) {
      message = new MessageWriter(CryptoProviders.shared(), Clock.systemUTC()).write(request, out);
    }
    Headers as2 =
        Headers.of(
            "AS2-Version", "1.2",
            "AS2-From", Keys.PARTNER,
            "AS2-To", Keys.OWN,
            "Subject", "bench",
            "MIME-Version", "1.0",
            "Disposition-Notification-To", "bench@localhost",
            "Disposition-Notification-Options",
                "signed-receipt-protocol=required, pkcs7-signature; "
                    + "signed-receipt-micalg=required, sha-256",
            "Connection", "close");
    return new Replay(as2.with(message.headers()), body, message.mic().base64());
  }

  /** Posts so many messages, so many at once; how many were acknowledged. */
  int post(URI url, int count, int concurrency) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(count);
    AtomicInteger good = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(concurrency);
    for (int i = 0; i < concurrency; i++) {
      threads.execute(
          () -> {
            while (left.getAndDecrement() > 0) {
              if (isAcknowledged(url)) {
                good.incrementAndGet();
              }
            }
          });
    }
    threads.shutdown();
    if (!threads.awaitTermination(1, TimeUnit.HOURS)) {
      threads.shutdownNow();
    }
    return good.get();
  }

  private boolean isAcknowledged(URI url) {
    String messageId = MessageId.generate(random, "bench").value();
    try {
      RawHttp.Response answer = RawHttp.post(url, headers.with("Message-ID", messageId), body);
      String text = answer.text();
      return answer.status() == 200
          && text.contains("automatically; processed")
          && !text.contains("processed/error")
          && text.contains(mic)
          && text.contains(messageId);
    } catch (IOException e) {
      return false; // no answer: the caller counts, and looks whether the server is still there
    }
  }
}
