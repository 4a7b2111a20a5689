package org.as2gateway.admin.outgoing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.as2gateway.as2.address.AddressPolicy;

/**
 * One request and its answer, within a time: no redirect is followed, no more of the answer is read
 * than wanted, and nothing goes where {@link AddressPolicy} forbids. The client looks the name up
 * once more, which the JDK answers from what it has just learnt. Safe for many threads.
 */
public final class OutgoingHttp {
  private final Duration patience;
  private final HttpClient client;

  /** Calls that take at most that long, body and all. */
  public OutgoingHttp(Duration patience) {
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .build();
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body its first octets as UTF-8
   */
  public record Reply(int status, String body) {}

  /**
   * Gets what is there.
   *
   * @throws SocketTimeoutException if there is no answer in time
   * @throws IOException if there is none
   */
  public Reply get(URI url, int mostOctets) throws IOException {
    return exchange(HttpRequest.newBuilder(url).GET(), mostOctets);
  }

  /**
   * Posts something.
   *
   * @throws SocketTimeoutException if there is no answer in time
   * @throws IOException if there is none
   */
  public Reply post(URI url, Map<String, String> headers, byte[] body, int mostOctets)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return exchange(request, mostOctets);
  }

  private Reply exchange(HttpRequest.Builder request, int mostOctets) throws IOException {
    HttpRequest whole = request.timeout(patience).header("User-Agent", "as2-gateway").build();
    AddressPolicy.resolve(whole.uri().getHost());
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(whole, head -> new FirstOctets(mostOctets));
    try {
      // The request's own limit ends with the head of the answer; this one is for the body too.
      HttpResponse<String> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Reply(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new SocketTimeoutException("no response within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.cancel(true);
      throw new InterruptedIOException("the gateway is stopping");
    }
  }
}
