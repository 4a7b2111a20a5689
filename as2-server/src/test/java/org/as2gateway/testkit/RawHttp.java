package org.as2gateway.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;

/**
 * An HTTP client that writes whatever it is told, right or wrong, and reads exactly what comes
 * back. One connection each; reads give up after 30 s unless told otherwise.
 */
public final class RawHttp implements AutoCloseable {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    setTimeout(DEFAULT_TIMEOUT);
  }

  /**
   * What came back.
   *
   * @param status the status code
   * @param head status line and header block as received
   * @param entity header fields and body, chunk framing taken off
   */
  public record Response(int status, String head, MimeEntity entity) {
    /** The header fields. */
    public Headers headers() {
      return entity.headers();
    }

    /** The body as text, octet for character. */
    public String text() {
      return new String(entity.body(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Connects in the clear. */
  public static RawHttp connect(URI url) throws IOException {
    return new RawHttp(dial(url));
  }

  /** Connects with TLS; the handshake is done on return. */
  public static RawHttp connectTls(URI url, SSLContext tls) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory().createSocket(dial(url), url.getHost(), url.getPort(), true);
    socket.startHandshake();
    return new RawHttp(socket);
  }

  private static Socket dial(URI url) throws IOException {
    return new Socket(url.getHost(), url.getPort());
  }

  /** Posts an entity with Content-Length on a connection of its own and reads the answer. */
  public static Response post(URI url, Headers headers, byte[] body) throws IOException {
    try (RawHttp http = connect(url)) {
      http.writePostHead(url, headers, OptionalLong.of(body.length));
      http.write(body);
      return http.readResponse();
    }
  }

  /** Posts a file with Content-Length on a connection of its own and reads the answer. */
  public static Response post(URI url, Headers headers, Path body) throws IOException {
    try (RawHttp http = connect(url)) {
      http.writePostHead(url, headers, OptionalLong.of(Files.size(body)));
      Files.copy(body, http.out);
      return http.readResponse();
    }
  }

  /** Writes request line, Host, these headers, and Content-Length or else chunked. */
  public void writePostHead(URI url, Headers headers, OptionalLong contentLength)
      throws IOException {
    String framing =
        contentLength.isPresent()
            ? "Content-Length: " + contentLength.getAsLong()
            : "Transfer-Encoding: chunked";
    write(
        "POST "
            + url.getRawPath()
            + " HTTP/1.1\r\nHost: "
            + url.getAuthority()
            + "\r\n"
            + headers.toLines()
            + framing
            + "\r\n\r\n");
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

  /** Writes octets as one chunk; none of them as the last chunk. */
  public void writeChunk(byte[] octets) throws IOException {
    write(Integer.toHexString(octets.length) + "\r\n");
    write(octets);
    write("\r\n");
  }

  /** Says that nothing more will be written. */
  public void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Changes how long a read waits. */
  public void setTimeout(Duration timeout) throws IOException {
    socket.setSoTimeout((int) timeout.toMillis());
  }

  /**
   * Reads one response, interim ones (100) included, body by its framing or to the connection's
   * end.
   *
   * @throws EOFException if the connection ends before a response or within one
   */
  public Response readResponse() throws IOException {
    String head =
        HttpLines.readHead(in).orElseThrow(() -> new EOFException("connection closed, no answer"));
    int status = Integer.parseInt(head.split(" ", 3)[1].substring(0, 3));
    Headers headers = HttpLines.headersOf(head);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (status >= 200 && status != 204 && status != 304) {
      readBody(headers, body);
    }
    return new Response(status, head, new MimeEntity(headers, body.toByteArray()));
  }

  /** Reads the head of the answer to a HEAD, which has no body whatever its length says. */
  public Response readHeadResponse() throws IOException {
    String head =
        HttpLines.readHead(in).orElseThrow(() -> new EOFException("connection closed, no answer"));
    int status = Integer.parseInt(head.split(" ", 3)[1].substring(0, 3));
    return new Response(status, head, new MimeEntity(HttpLines.headersOf(head), new byte[0]));
  }

  private void readBody(Headers headers, OutputStream body) throws IOException {
    if (HttpLines.isChunked(headers)) {
      HttpLines.copyChunked(in, body);
    } else if (headers.contains("Content-Length")) {
      HttpLines.copyExactly(
          in, body, Long.parseLong(headers.first("Content-Length").orElseThrow()));
    } else {
      in.transferTo(body);
    }
  }

  /**
   * Whether the peer has closed the connection; waits for that or for an octet up to the time-out.
   */
  public boolean isClosedByPeer() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false; // still open
    } catch (IOException e) {
      return true; // reset
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
