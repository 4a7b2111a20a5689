package org.as2gateway.admin.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.as2gateway.admin.port.AdminToken;

/**
 * Asks whoever listens on the admin port to prove that it has the token of this home. While no
 * gateway runs, any local program may listen there: it must get neither token nor payload.
 */
final class ServerProof {
  private static final int NONCE_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** How long it counts: the program on the port may become another. */
  private static final Duration VALIDITY = Duration.ofSeconds(10);

  private final HttpClient http;
  private final URI base;
  private final AdminToken token;
  private boolean isProven;
  private long provenNanos;

  ServerProof(HttpClient http, URI base, AdminToken token) {
    this.http = http;
    this.base = base;
    this.token = token;
  }

  /**
   * Asks, unless it was just proven.
   *
   * @throws IOException if it is not this home's gateway
   */
  synchronized void require() throws IOException, InterruptedException {
    if (isProven && System.nanoTime() - provenNanos < VALIDITY.toNanos()) {
      return;
    }
    byte[] random = new byte[NONCE_BYTES];
    RANDOM.nextBytes(random);
    String nonce = HexFormat.of().formatHex(random);
    HttpRequest question =
        HttpRequest.newBuilder(base.resolve("/health/live"))
            .timeout(LONGEST)
            .header(AdminToken.CHALLENGE_HEADER, nonce)
            .GET()
            .build();
    String proof = ask(question).headers().firstValue(AdminToken.PROOF_HEADER).orElse("");
    isProven = MessageDigest.isEqual(ascii(token.proof(nonce)), ascii(proof));
    provenNanos = System.nanoTime();
    if (!isProven) {
      throw new IOException(
          "the program that listens at "
              + base
              + " could not prove that it is the gateway of this home, so nothing was sent to it."
              + " Stop"
              + " that program, or restart the gateway if it is an older version");
    }
  }

  private HttpResponse<Void> ask(HttpRequest question) throws IOException, InterruptedException {
    try {
      return http.send(question, BodyHandlers.discarding());
    } catch (ConnectException e) {
      throw new GatewayNotRunningException(base, e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
