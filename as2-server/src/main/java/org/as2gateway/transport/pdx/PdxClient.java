package org.as2gateway.transport.pdx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.as2.wire.RetryAfter;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.transport.pdx.PdxConnection.Reply;
import org.as2gateway.transport.pdx.PdxFailure.Kind;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The calls of PDX. Each makes one request, which the budget of the account has to allow, and ends
 * with what the call is for or with a {@link PdxFailure}. Safe for many threads.
 */
public final class PdxClient {
  private static final int MOST_ANSWER_BYTES = 64 * 1024;
  private static final int MOST_LIST_BYTES = 8 * 1024 * 1024;

  private final RequestBudget budget;
  private final Clock clock;

  /** A client whose requests that budget counts. */
  public PdxClient(RequestBudget budget, Clock clock) {
    this.budget = budget;
    this.clock = clock;
  }

  /**
   * Uploads a file.
   *
   * @return the answer that says that PDX took it
   * @throws PdxFailure if it did not, or if that is not known
   * @throws IOException if the file cannot be read; PDX does not have it then
   */
  public PdxAnswer upload(PdxAccount account, PdxUpload upload) throws IOException {
    budget.take(account);
    try (PdxConnection connection = PdxConnection.open(account);
        MultipartUpload body = new MultipartUpload(upload, account.site().environment())) {
      Request request =
          connection.withBody(connection.request(PdxCall.UPLOAD, PdxCall.UPLOAD.path()), body);
      try (Reply reply = connection.send(request, body.length())) {
        return taken(account, reply, body);
      } catch (PdxFailure e) {
        throw body.isComplete() && leavesOpen(e) ? e.withUnknownOutcome() : e;
      }
    }
  }

  private PdxAnswer taken(PdxAccount account, Reply reply, MultipartUpload body)
      throws IOException {
    PdxAnswer answer = answer(reply);
    requireSuccess(account, answer);
    if (!body.isComplete()) {
      throw new PdxFailure(
              Kind.UNEXPECTED_ANSWER,
              Reason.HTTP_UNEXPECTED,
              "PDX answered with status %d before the file was complete".formatted(answer.status()))
          .after(answer);
    }
    return answer;
  }

  /** Whether PDX may have taken a file although it was sent completely and this came of it. */
  private static boolean leavesOpen(PdxFailure failure) {
    return failure.answer().map(PdxAnswer::status).map(status -> isOpen(status)).orElse(true);
  }

  /**
   * A server error, one of a gateway on the way, or a redirect says nothing about the file; 503
   * does.
   */
  private static boolean isOpen(int status) {
    return status / 100 == 3 || (status >= 500 && status != 503);
  }

  /**
   * Lists extracts and reports that were not downloaded yet.
   *
   * @param page which page; empty for the first, however PDX counts
   */
  public PdxListing extracts(PdxAccount account, OptionalInt page) throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put(PdxCall.ENVIRONMENT, account.site().environment());
    query.put(PdxCall.FULL_LIST, "false");
    page.ifPresent(number -> query.put(PdxCall.PAGE_NUMBER, String.valueOf(number)));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    PdxAnswer answer = list(account, PdxCall.EXTRACTS, query, body);
    return ListingReader.extracts(body.toByteArray(), answer);
  }

  /** The first page of that list, whatever it holds: also a sign that the account is used. */
  public PdxListing firstPage(PdxAccount account) throws IOException {
    return extracts(account, OptionalInt.empty());
  }

  /** Lists uploaded files of that name. That there is such a call at this address is inferred. */
  public PdxListing uploaded(PdxAccount account, String filename) throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put(PdxCall.ENVIRONMENT, account.site().environment());
    query.put(PdxCall.FILENAME, filename);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    PdxAnswer answer = list(account, PdxCall.UPLOADED, query, body);
    return ListingReader.uploads(body.toByteArray(), answer);
  }

  private PdxAnswer list(
      PdxAccount account, PdxCall call, Map<String, String> query, ByteArrayOutputStream body)
      throws IOException {
    budget.take(account);
    try (PdxConnection connection = PdxConnection.open(account)) {
      String text =
          query.entrySet().stream()
              .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
              .collect(Collectors.joining("&"));
      Request request =
          connection
              .request(call, call.path() + "?" + text)
              .headers(headers -> headers.put(HttpHeader.ACCEPT, "application/json"));
      try (Reply reply = connection.send(request, 0)) {
        if (reply.status() / 100 != 2) {
          requireSuccess(account, answer(reply));
        }
        reply.read(
            (block, count) -> body.write(block, 0, count),
            MOST_LIST_BYTES,
            () ->
                new PdxFailure(
                    Kind.UNEXPECTED_ANSWER,
                    Reason.HTTP_UNEXPECTED,
                    "the list of PDX is longer than " + MOST_LIST_BYTES + " bytes"));
        return reply.answer(body.toByteArray(), true);
      }
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /**
   * Downloads a file.
   *
   * @param target takes the bytes; on a failure it has some of them
   * @param most largest file that is accepted
   */
  public PdxDownload download(PdxAccount account, PdxFile file, OutputStream target, long most)
      throws IOException {
    budget.take(account);
    MessageDigest digest = Sha256.digest();
    try (PdxConnection connection = PdxConnection.open(account);
        Reply reply =
            connection.send(
                connection.request(PdxCall.DOWNLOAD, PdxCall.DOWNLOAD.path(file.id())), 0)) {
      if (reply.status() != 200) {
        requireSuccess(account, answer(reply));
        throw unexpected("has no file", answer(reply));
      }
      long announced = reply.length().orElse(file.bytes().orElse(0));
      if (announced > most) {
        throw tooLarge(file, announced, most);
      }
      long bytes =
          reply.read(
              (block, count) -> {
                digest.update(block, 0, count);
                target.write(block, 0, count);
              },
              most,
              () -> tooLarge(file, most + 1, most));
      return new PdxDownload(
          bytes, HexFormat.of().formatHex(digest.digest()), compare(file, bytes, reply.hasEnd()));
    }
  }

  private static PdxFailure tooLarge(PdxFile file, long bytes, long most) {
    return new PdxFailure(
        Kind.TOO_LARGE,
        Reason.CONTENT_UNREADABLE,
        "file %s of PDX has %d bytes or more, and at most %d are accepted"
            .formatted(file.id(), bytes, most));
  }

  /** A body whose end cannot be told from a broken connection is held against the list. */
  private static Optional<String> compare(PdxFile file, long bytes, boolean hasEnd)
      throws PdxFailure {
    OptionalLong listed = file.bytes();
    if (listed.isPresent() && listed.getAsLong() == bytes) {
      return Optional.empty();
    }
    if (!hasEnd) {
      throw new PdxFailure(
          Kind.WRONG_LENGTH,
          Reason.CONNECTION_LOST,
          "file %s of PDX came with %d bytes, without a length, and the list says '%s'"
              .formatted(file.id(), bytes, file.fileSize().orElse("nothing")));
    }
    return file.fileSize()
        .map(size -> "the list says size '%s', and %d bytes came".formatted(size, bytes));
  }

  private static PdxAnswer answer(Reply reply) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean isWhole = true;
    try {
      reply.read(
          (block, count) -> body.write(block, 0, count),
          MOST_ANSWER_BYTES,
          () ->
              new PdxFailure(
                  Kind.UNEXPECTED_ANSWER, Reason.HTTP_UNEXPECTED, "the answer of PDX is too long"));
    } catch (PdxFailure e) {
      isWhole = false; // the status counts; the body only explains
    }
    return reply.answer(body.toByteArray(), isWhole);
  }

  private void requireSuccess(PdxAccount account, PdxAnswer answer) throws PdxFailure {
    int status = answer.status();
    if (answer.isSuccess()) {
      return;
    }
    if (status == 401 || status == 403) {
      throw new PdxFailure(
              Kind.LOGIN_REFUSED,
              Reason.HTTP_UNAUTHORIZED,
              "PDX refuses to sign in '%s' (status %d)".formatted(account.login().user(), status))
          .after(answer);
    }
    if (Reason.ofStatus(status) == Reason.HTTP_BUSY) {
      throw busy(account, answer);
    }
    throw unexpected("was not expected", answer);
  }

  private PdxFailure busy(PdxAccount account, PdxAnswer answer) {
    String head = answer.text().head();
    Headers headers = Headers.parseLenient(head.substring(head.indexOf('\n') + 1));
    Optional<Duration> retryAfter = RetryAfter.parse(headers, clock.instant());
    retryAfter.ifPresent(wait -> budget.pause(account, wait));
    return new PdxFailure(
            Kind.BUSY,
            Reason.HTTP_BUSY,
            "PDX is busy (status %d)%s"
                .formatted(
                    answer.status(),
                    headers
                        .first(HeaderNames.RETRY_AFTER)
                        .map(value -> " and asks to wait: " + value)
                        .orElse("")))
        .after(answer)
        .withRetryAfter(retryAfter);
  }

  private static PdxFailure unexpected(String what, PdxAnswer answer) {
    return new PdxFailure(
            Kind.UNEXPECTED_ANSWER,
            Reason.ofStatus(answer.status()),
            "the answer of PDX with status %d %s; it begins with %s"
                .formatted(answer.status(), what, answer.start()))
        .after(answer);
  }
}
