package org.as2gateway.admin.alerts;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.as2gateway.admin.outgoing.OutgoingHttp;
import org.as2gateway.people.alerts.AlertRule;

/** Posts to the URL of a rule, and nowhere else. */
final class Webhook {
  static final String SIGNATURE = "AS2-Signature-256";
  private static final String HMAC = "HmacSHA256";
  private static final int MAX_ANSWER = 300;

  private final OutgoingHttp http;

  Webhook(Duration patience) {
    this.http = new OutgoingHttp(patience);
  }

  Answer send(AlertRule rule, Announcement announcement) {
    byte[] document = AlertDocument.of(announcement);
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
    rule.secret().ifPresent(secret -> headers.put(SIGNATURE, "sha256=" + hmac(secret, document)));
    try {
      OutgoingHttp.Reply reply =
          http.post(URI.create(rule.target()), headers, document, MAX_ANSWER);
      return new Answer(reply.status() / 100 == 2, "HTTP " + reply.status() + " " + reply.body());
    } catch (InterruptedIOException e) {
      return new Answer(false, String.valueOf(e.getMessage()));
    } catch (ConnectException e) {
      return new Answer(false, "could not connect to " + host(rule));
    } catch (UnknownHostException e) {
      return new Answer(false, "the host name of " + host(rule) + " was not found");
    } catch (IOException e) {
      return new Answer(false, host(rule) + " failed: " + e.getMessage());
    }
  }

  /** Without user and path, which may be secret. */
  private static String host(AlertRule rule) {
    URI url = URI.create(rule.target());
    return "'" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + "'";
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
