package org.as2gateway.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;

/** One request at a {@link ScriptedPartner}, and the means to answer it. */
public final class ScriptedExchange {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final Request request;
  private boolean isBodyRead;
  private boolean isAnswered;

  private ScriptedExchange(Socket socket, InputStream in, Request request) throws IOException {
    this.socket = socket;
    this.in = in;
    this.out = socket.getOutputStream();
    this.request = request;
  }

  /**
   * A request as it came in.
   *
   * @param requestLine method, target, version
   * @param head request line and header block as received
   * @param headers the header fields
   * @param bodyFile the body, chunk framing taken off; whole once the script has read it
   * @param clientCertificate subject of the TLS client certificate, empty if none
   */
  public record Request(
      String requestLine,
      String head,
      Headers headers,
      Path bodyFile,
      Optional<String> clientCertificate) {
    /** Header fields and body, for bodies that fit in memory. */
    public MimeEntity entity() throws IOException {
      return new MimeEntity(headers, Files.readAllBytes(bodyFile));
    }

    /** The Message-ID header, empty text if there is none. */
    public String messageId() {
      return headers.first("Message-ID").orElse("");
    }
  }

  static Optional<ScriptedExchange> read(Socket socket, Path body) throws IOException {
    return read(socket, new BufferedInputStream(socket.getInputStream()), body);
  }

  private static Optional<ScriptedExchange> read(Socket socket, InputStream in, Path body)
      throws IOException {
    Optional<String> head = HttpLines.readHead(in);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    String line = head.get().split("\r?\n", 2)[0];
    Request request =
        new Request(line, head.get(), HttpLines.headersOf(head.get()), body, client(socket));
    return Optional.of(new ScriptedExchange(socket, in, request));
  }

  Optional<ScriptedExchange> readNext(Path body) throws IOException {
    return read(socket, in, body);
  }

  boolean isReusable() {
    return isBodyRead && isAnswered && !socket.isClosed();
  }

  private static Optional<String> client(Socket socket) {
    if (!(socket instanceof SSLSocket secure)) {
      return Optional.empty();
    }
    try {
      return Optional.of(secure.getSession().getPeerPrincipal()).map(Principal::getName);
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty(); // no client certificate was presented
    }
  }

  /** The request. */
  public Request request() {
    return request;
  }

  /** Reads the whole body into its file, after {@code 100 Continue} where that is expected. */
  public Request readBody() throws IOException {
    if (isBodyRead) {
      return request;
    }
    Headers headers = request.headers();
    if (headers.first("Expect").filter("100-continue"::equalsIgnoreCase).isPresent()) {
      write("HTTP/1.1 100 Continue\r\n\r\n");
    }
    try (OutputStream file = Files.newOutputStream(request.bodyFile())) {
      if (HttpLines.isChunked(headers)) {
        HttpLines.copyChunked(in, file);
      } else {
        HttpLines.copyExactly(
            in, file, Long.parseLong(headers.first("Content-Length").orElse("0")));
      }
    }
    isBodyRead = true;
    return request;
  }

  /** Reads that many octets of the body and drops them; for scripts that break off midway. */
  public void skipBody(long octets) throws IOException {
    in.skipNBytes(octets);
  }

  /** Answers with a whole response, Content-Length included. */
  public void respond(int status, MimeEntity entity) throws IOException {
    Headers headers = entity.headers().with("Content-Length", "" + entity.length());
    writeHead(status, headers);
    out.write(entity.body());
    out.flush();
    isAnswered = true;
  }

  /** Writes a status line and a header block, and nothing else. */
  public void writeHead(int status, Headers headers) throws IOException {
    write("HTTP/1.1 " + status + " Scripted\r\n" + headers.toLines() + "\r\n");
  }

  /** Writes text, character for octet. */
  public void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Writes octets. */
  public void write(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
  }

  /** Waits until the peer closes the connection, without answering. */
  public void stall() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Closes the connection; with {@code isReset} by RST, as a crashed peer does. */
  public void close(boolean isReset) throws IOException {
    if (isReset) {
      socket.setSoLinger(true, 0);
    }
    socket.close();
  }
}
