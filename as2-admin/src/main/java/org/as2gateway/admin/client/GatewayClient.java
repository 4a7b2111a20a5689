package org.as2gateway.admin.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLContext;
import org.as2gateway.admin.port.AdminToken;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a running gateway over its API. */
public final class GatewayClient {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int BUFFER = 64 * 1024;

  private final HttpClient http;
  private final URI base;
  private final AdminToken token;
  private final Clock clock;
  private final ServerProof server;

  /**
   * A file to send.
   *
   * @param partnership partnership name
   * @param file what to send
   * @param contentType its media type; empty for the partnership's own
   * @param subject Subject header; empty for the partnership's own
   * @param isCorrection whether it corrects a manifest that was sent before
   */
  public record Submission(
      String partnership,
      Path file,
      Optional<String> contentType,
      Optional<String> subject,
      boolean isCorrection) {
    /** A file that corrects none. */
    public Submission(
        String partnership, Path file, Optional<String> contentType, Optional<String> subject) {
      this(partnership, file, contentType, subject, false);
    }

    private String rest() {
      return subject.map(text -> "&subject=" + encode(text)).orElse("")
          + (isCorrection ? "&correction=true" : "");
    }
  }

  /** A client of the gateway at that address; {@code tls} empty for plain HTTP. */
  public GatewayClient(URI base, AdminToken token, Optional<SSLContext> tls, Clock clock) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY);
    tls.ifPresent(builder::sslContext);
    this.http = builder.build();
    this.base = base;
    this.token = token;
    this.clock = clock;
    this.server = new ServerProof(http, base, token);
  }

  /** The path of a message, by our id or by Message-ID. */
  public static String messagePath(String id) {
    return "/api/v1/messages/" + encode(id);
  }

  /** A value fit for a path segment or a query string. */
  public static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Where a path of the admin port is. */
  public URI url(String path) {
    return base.resolve(path);
  }

  /** Asks for a JSON document. */
  public JsonNode get(String path) throws IOException {
    return json(exchange(request(path).GET().build()));
  }

  /** Orders something without a body. */
  public JsonNode post(String path) throws IOException {
    return json(exchange(request(path).POST(BodyPublishers.noBody()).build()));
  }

  /** Orders something with a document. */
  public JsonNode post(String path, JsonNode document) throws IOException {
    BodyPublisher body = BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(document));
    HttpRequest request =
        request(path).header("Content-Type", "application/json").POST(body).build();
    return json(exchange(request));
  }

  /** Orders something with the content of a file of any size. */
  public JsonNode post(String path, String contentType, Path file) throws IOException {
    HttpRequest request =
        request(path).header("Content-Type", contentType).POST(body(file, sent -> {})).build();
    return json(exchange(request));
  }

  /**
   * Streams an answer of any size into a new file; nothing stays of one that broke off.
   *
   * @throws IOException if the file exists, or the answer breaks off
   */
  public void download(String path, Path file) throws IOException {
    HttpResponse<InputStream> response =
        send(request(path).GET().build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() >= 400) {
        throw new ApiException(
            response.statusCode(), detail(response.statusCode(), body.readAllBytes()));
      }
      Files.copy(body, file);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /**
   * Streams a file to the gateway.
   *
   * @param progress told how many octets have left so far
   * @return the answer {@code {id, messageId}}
   */
  public JsonNode submit(Submission submission, LongConsumer progress) throws IOException {
    String query =
        "?partnership="
            + encode(submission.partnership())
            + "&filename="
            + encode(String.valueOf(submission.file().getFileName()))
            + submission.rest();
    HttpRequest.Builder request = request("/api/v1/messages" + query);
    submission.contentType().ifPresent(type -> request.header("Content-Type", type));
    return json(exchange(request.POST(body(submission.file(), progress)).build()));
  }

  /**
   * Streams files to the gateway, to go together as one message.
   *
   * @param submission partnership, type and subject for all; its own file is not looked at
   * @param progress told how many octets of files have left so far
   * @return the answer {@code {id, messageId}}
   */
  public JsonNode submitTogether(Submission submission, List<Path> files, LongConsumer progress)
      throws IOException {
    String boundary = "as2-" + UUID.randomUUID();
    List<BodyPublisher> body = new ArrayList<>();
    long before = 0;
    for (Path file : files) {
      long start = before;
      body.add(BodyPublishers.ofString(formHead(boundary, file, submission.contentType())));
      body.add(body(file, done -> progress.accept(start + done)));
      body.add(BodyPublishers.ofString("\r\n"));
      before += Files.size(file);
    }
    body.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
    String query =
        "?together=true&partnership=" + encode(submission.partnership()) + submission.rest();
    HttpRequest.Builder request =
        request("/api/v1/messages" + query)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary);
    BodyPublisher whole = BodyPublishers.concat(body.toArray(BodyPublisher[]::new));
    return json(exchange(request.POST(whole).build()));
  }

  private static String formHead(String boundary, Path file, Optional<String> contentType) {
    String name = String.valueOf(file.getFileName());
    return "--"
        + boundary
        + "\r\nContent-Disposition: form-data; name=\"file\"; filename*=UTF-8''"
        + encode(name)
        + "\r\n"
        + contentType.map(type -> "Content-Type: " + type + "\r\n").orElse("")
        + "\r\n";
  }

  private static BodyPublisher body(Path file, LongConsumer progress) throws IOException {
    long size = Files.size(file);
    if (size == 0) {
      return BodyPublishers.noBody();
    }
    BodyPublisher stream =
        BodyPublishers.ofInputStream(
            () -> {
              try {
                InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                return new CountingInputStream(in, progress);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return BodyPublishers.fromPublisher(stream, size);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .header("Authorization", "Bearer " + token.shortLived(clock.instant()));
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
    HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() >= 400) {
      throw new ApiException(response.statusCode(), detail(response.statusCode(), response.body()));
    }
    return response;
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException {
    try {
      server.require();
      return http.send(request, handler);
    } catch (ConnectException e) {
      throw new GatewayNotRunningException(base, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the gateway at " + base, e);
    }
  }

  private static String detail(int status, byte[] body) {
    try {
      return MAPPER.readTree(body).path("detail").asString("HTTP " + status);
    } catch (JacksonException e) {
      return "HTTP " + status; // no gateway of ours answered
    }
  }

  private static JsonNode json(HttpResponse<byte[]> response) throws IOException {
    try {
      return MAPPER.readTree(response.body());
    } catch (JacksonException e) {
      throw new IOException(
          "the response from "
              + response.uri()
              + " is not JSON; another program may be using the admin port",
          e);
    }
  }
}
