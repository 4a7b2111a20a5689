package org.as2gateway.admin.alerts;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.as2gateway.alert.AlertRule;

/** Posts to the URL of a rule, and nowhere else: no redirect is followed. */
final class Webhook {
  static final String SIGNATURE = "AS2-Signature-256";
  private static final String HMAC = "HmacSHA256";

  private final Duration patience;
  private final HttpClient client;

  Webhook(Duration patience) {
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .build();
  }

  Answer send(AlertRule rule, Announcement announcement) {
    byte[] document = AlertDocument.of(announcement);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(rule.target()))
            .timeout(patience)
            .header("Content-Type", "application/json")
            .header("User-Agent", "as2-gateway")
            .POST(BodyPublishers.ofByteArray(document));
    rule.secret()
        .ifPresent(secret -> request.header(SIGNATURE, "sha256=" + hmac(secret, document)));
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request.build(), head -> new FirstOctets());
    try {
      // The request's own limit ends with the head of the answer; this one is for the body too.
      HttpResponse<String> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      boolean isGood = response.statusCode() / 100 == 2;
      return new Answer(isGood, "HTTP " + response.statusCode() + " " + response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Answer(false, "no answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Answer(false, cause.getClass().getSimpleName() + ": " + cause.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.cancel(true);
      return new Answer(false, "the gateway stops");
    }
  }

  private static String hmac(String secret, byte[] document) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(document));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
