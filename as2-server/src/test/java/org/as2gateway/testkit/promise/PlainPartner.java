package org.as2gateway.testkit.promise;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.testkit.HandMadeMdn;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.ScriptedExchange;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;

/**
 * A partner named {@code them} that neither signs nor encrypts, so that many of its messages cost
 * little: takes messages and answers MDNs, sends and takes MDNs, and remembers all of it. Under the
 * name {@code later} it posts its MDNs.
 */
public final class PlainPartner implements AutoCloseable {
  private static final Pattern ORIGINAL = Pattern.compile("Original-Message-ID: *(<[^>]+>)");

  private final ScriptedPartner server;
  private final PartnerHistory history = new PartnerHistory();
  private final Supplier<URI> gateway;

  private PlainPartner(ScriptedPartner server, Supplier<URI> gateway) {
    this.server = server;
    this.gateway = gateway;
    server.answerAlways(this::answer);
  }

  /** Listens on a free port and posts no MDNs; bodies are kept in that folder. */
  public static PlainPartner start(Path folder) throws IOException {
    return start(folder, () -> URI.create("http://127.0.0.1:1/as2"));
  }

  /**
   * Listens on a free port; bodies are kept in that folder.
   *
   * @param gateway where it posts MDNs; asked each time
   */
  public static PlainPartner start(Path folder, Supplier<URI> gateway) throws IOException {
    return new PlainPartner(ScriptedPartner.start(Files.createDirectories(folder)), gateway);
  }

  /** What it knows. */
  public PartnerHistory history() {
    return history;
  }

  /** A home of station {@code us} that exchanges with it, both ways. */
  public TestHome home(Path folder, String settings) throws IOException {
    TestHome home = new TestHome(folder).settings(settings);
    home.station("us", TestPki.rsa("us")).partner("them", TestPki.rsa("them").certificate());
    String url = server.url().toString();
    home.partnership("us", "them", Map.of("as2_url", url, "as2_mdn_to", "us"));
    return home.partnership(
        "them",
        "us",
        Map.of(
            "as2_receipt_option", url,
            "gw.allow_unsigned", "true",
            "gw.allow_unencrypted", "true"));
  }

  /** Adds the partnership {@code us-to-later}, whose MDNs are posted. */
  public TestHome addLater(TestHome home) throws IOException {
    return home.partner("later", TestPki.rsa("later").certificate())
        .partnership(
            "us",
            "later",
            Map.of(
                "as2_url", server.url().toString(),
                "as2_mdn_to", "us",
                "as2_receipt_option", "http://us.example/as2",
                "gw.mdn_timeout", "1s"));
  }

  /**
   * Posts a message, perhaps again.
   *
   * @param isAsynchronous whether the receipt is to come on a connection of its own
   * @return the status; empty if no answer came
   */
  public OptionalInt post(URI gateway, String messageId, byte[] payload, boolean isAsynchronous) {
    history.sends(messageId, payload);
    try {
      RawHttp.Response answer = RawHttp.post(gateway, headers(messageId, isAsynchronous), payload);
      if (answer.status() == 200 && answer.entity().length() > 0) {
        history.mdn(messageId, answer.entity());
      }
      return OptionalInt.of(answer.status());
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  private Headers headers(String messageId, boolean isAsynchronous) {
    Headers headers =
        Headers.of(
            "AS2-From", "them",
            "AS2-To", "us",
            "Message-ID", messageId,
            "Disposition-Notification-To", "them",
            "Disposition-Notification-Options",
                "signed-receipt-protocol=required, pkcs7-signature;"
                    + " signed-receipt-micalg=required, sha-256",
            "Content-Type", "application/octet-stream",
            "Content-Disposition", "attachment; filename=order.edi");
    return isAsynchronous
        ? headers.with("Receipt-Delivery-Option", server.url().toString())
        : headers;
  }

  /** Takes an MDN, or a message that it answers by an MDN. */
  private void answer(ScriptedExchange exchange) throws IOException {
    MimeEntity request = exchange.readBody().entity();
    if (request.headers().first("Content-Type").orElse("").startsWith("multipart/")) {
      history.mdn(originalMessageId(request), request);
      exchange.respond(200, new MimeEntity(Headers.empty(), new byte[0]));
      return;
    }
    String messageId = exchange.request().messageId();
    history.received(messageId, request);
    MimeEntity mdn =
        HandMadeMdn.report(
            messageId, HandMadeMdn.PROCESSED, Optional.of(HandMadeMdn.mic(request.body())));
    if (request.headers().contains("Receipt-Delivery-Option")) {
      exchange.respond(200, new MimeEntity(Headers.empty(), new byte[0]));
      bring(mdn);
    } else {
      exchange.respond(200, mdn);
    }
  }

  /** Posts a receipt; one that does not arrive comes again when the message does. */
  private void bring(MimeEntity mdn) throws IOException {
    Headers headers =
        Headers.of("AS2-From", "later", "AS2-To", "us", "Message-ID", "<mdn@later>")
            .with(mdn.headers());
    RawHttp.post(gateway.get(), headers, mdn.body());
  }

  private static String originalMessageId(MimeEntity mdn) throws IOException {
    Matcher field = ORIGINAL.matcher(new String(mdn.body(), StandardCharsets.ISO_8859_1));
    if (!field.find()) {
      throw new IOException("an MDN without Original-Message-ID");
    }
    return field.group(1);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
