package org.as2gateway.bench.pages;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.as2gateway.store.log.MessageIds;

/** Opens every page of the admin port again and again, as a browser that is signed in. */
final class PageWalk {
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 40;
  private static final long NANOS_PER_MICRO = 1000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI url;
  private final String cookie;

  PageWalk(URI url, String cookie) {
    this.url = url;
    this.cookie = cookie;
  }

  /**
   * Times of one page, from the request to the last octet of the answer.
   *
   * @param medianMicros half took longer
   * @param slowMicros one in twenty took longer
   */
  record Times(long medianMicros, long slowMicros) {}

  /** The pages, the hard cases among them. */
  static Map<String, String> pages(Instant now, String messageId) {
    String middle = now.minus(Duration.ofDays(45)).truncatedTo(ChronoUnit.SECONDS).toString();
    String after = now.minus(Duration.ofDays(44)).truncatedTo(ChronoUnit.SECONDS).toString();
    String old = MessageIds.floor(now.minus(Duration.ofDays(80)));
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("Today", "/");
    pages.put("Today, 90 days", "/?hours=2160");
    pages.put("Today, one partner, 30 days", "/?hours=720&partner=P07");
    pages.put("Messages", "/messages");
    pages.put("Messages, far back", "/messages?cursor=" + old);
    pages.put("Messages, failed", "/messages?status=failed");
    pages.put("Messages, queued", "/messages?status=queued");
    pages.put("Messages, cancelled (none)", "/messages?status=cancelled");
    pages.put("Messages, one partner", "/messages?partner=P07");
    pages.put("Messages, one partner, failed", "/messages?partner=P07&status=failed");
    pages.put("Messages, unknown partner", "/messages?partner=nobody");
    pages.put("Messages, one day", "/messages?since=" + middle + "&until=" + after);
    pages.put("Messages, inbound", "/messages?direction=in");
    pages.put("Messages, receipt negative (none)", "/messages?mdn=negative");
    pages.put("Messages, disposition (none)", "/messages?disposition=decryption-failed");
    pages.put("Messages, large", "/messages?min=1+MiB");
    pages.put("Messages, rare file name", "/messages?file=" + MessageMill.RARE);
    pages.put("Messages, rare word", "/messages?q=" + MessageMill.RARE);
    pages.put("Messages, one partner, rare word", "/messages?partner=P07&q=" + MessageMill.RARE);
    pages.put("Messages, word of all", "/messages?q=shipping");
    pages.put("Messages, Message-ID", "/messages?id=" + messageId + "@bench.example");
    pages.put("A message", "/messages/" + messageId);
    pages.put("Send", "/send");
    pages.put("Alerts", "/alerts");
    pages.put("Partners", "/partners");
    pages.put("A partner", "/partners/P07");
    pages.put("Settings of a partnership", "/partnerships/Us-to-P07/edit");
    pages.put("Partner sheet", "/partners/Us/sheet");
    pages.put("Certificates", "/certificates");
    pages.put("Certificates of one", "/certificates/P07");
    pages.put("History", "/history");
    pages.put("Set-up", "/onboarding");
    pages.put("Users", "/users");
    pages.put("API tokens", "/tokens");
    pages.put("Own account", "/account");
    pages.put("Audit log", "/audit");
    pages.put("Audit log, rare word", "/audit?q=" + MessageMill.RARE);
    pages.put("API", "/api");
    pages.put("GET /api/v1/messages", "/api/v1/messages");
    pages.put("GET /api/v1/messages?status=failed", "/api/v1/messages?status=failed");
    pages.put("GET /api/v1/traffic?hours=2160", "/api/v1/traffic?hours=2160");
    pages.put("GET /api/v1/traffic?hours=720&…", "/api/v1/traffic?hours=720&partnership=Us-to-P07");
    pages.put("GET /api/v1/partners/P07/health", "/api/v1/partners/P07/health");
    pages.put("GET /api/v1/certificates", "/api/v1/certificates");
    pages.put("GET /api/v1/alerts", "/api/v1/alerts");
    pages.put("GET /metrics", "/metrics");
    pages.put("GET /health/ready", "/health/ready");
    return pages;
  }

  Times time(String path) throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP; i++) {
      open(path);
    }
    long[] micros = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      open(path);
      micros[i] = (System.nanoTime() - start) / NANOS_PER_MICRO;
    }
    Arrays.sort(micros);
    return new Times(micros[ROUNDS / 2], micros[ROUNDS * 19 / 20]);
  }

  private void open(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("Cookie", cookie)
            .header("Accept", "text/html")
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answers " + answer.statusCode() + ": " + answer.body());
    }
  }
}
