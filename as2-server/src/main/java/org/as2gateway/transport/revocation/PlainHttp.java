package org.as2gateway.transport.revocation;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.as2gateway.as2.address.AddressPolicy;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.registry.revocation.RevocationFetch;

/**
 * One request over one connection, HTTP/1.1 without TLS: what comes back is signed by itself. The
 * address is judged after the look-up, and the connection goes to the judged address. Follows no
 * redirect. Bounds size and time. Safe for many threads.
 */
public final class PlainHttp implements RevocationFetch {
  private static final int DEFAULT_PORT = 80;
  private static final int OK = 200;

  private final Duration limit;

  /**
   * Requests of bounded time.
   *
   * @param limit for one request, from the look-up of the name to the last octet
   */
  public PlainHttp(Duration limit) {
    this.limit = limit;
  }

  @Override
  public Octets fetch(URI url, Optional<Octets> question, int mostBytes) throws IOException {
    String kind = question.isPresent() ? "OCSP " : "CRL ";
    try {
      return exchange(url, question, mostBytes);
    } catch (SocketTimeoutException e) {
      throw new IOException(kind + url + ": no answer within " + limit.toSeconds() + " s", e);
    } catch (UnknownHostException e) {
      throw new IOException(kind + url + ": the host name is not known", e);
    } catch (EOFException e) {
      throw new IOException(kind + url + ": the connection ended before the answer was whole", e);
    } catch (IOException e) {
      throw new IOException(kind + url + ": " + e.getMessage(), e);
    }
  }

  private Octets exchange(URI url, Optional<Octets> question, int mostBytes) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    InetAddress[] addresses = InetAddress.getAllByName(url.getHost());
    AddressPolicy.require(url.getHost(), Arrays.asList(addresses));
    int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(addresses[0], port), (int) limit.toMillis());
      OutputStream out = socket.getOutputStream();
      out.write(head(url, question).getBytes(StandardCharsets.US_ASCII));
      if (question.isPresent()) {
        out.write(question.get().toBytes());
      }
      out.flush();
      return answer(new BufferedInputStream(new TimedInput(socket, deadline)), mostBytes);
    }
  }

  private static String head(URI url, Optional<Octets> question) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    String host = url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    String lines =
        question
            .map(
                octets ->
                    "Content-Type: application/ocsp-request\r\nContent-Length: "
                        + octets.toBytes().length
                        + "\r\n")
            .orElse("");
    return (question.isPresent() ? "POST " : "GET ")
        + path
        + query
        + " HTTP/1.1\r\nHost: "
        + host
        + "\r\nAccept: */*\r\nConnection: close\r\n"
        + lines
        + "\r\n";
  }

  private static Octets answer(InputStream in, int mostBytes) throws IOException {
    AnswerHead head = AnswerHead.read(in);
    if (head.status() / 100 == 3) {
      throw new IOException("answered by a redirect, which is not followed");
    }
    if (head.status() != OK) {
      throw new IOException("answered with status " + head.status());
    }
    if (head.length().orElse(0) > mostBytes) {
      throw tooLarge(mostBytes);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (head.isChunked()) {
      for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
        copy(in, size, body, mostBytes);
        var unused = AnswerHead.line(in); // the end of the chunk
      }
    } else if (head.length().isPresent()) {
      copy(in, head.length().getAsLong(), body, mostBytes);
    } else {
      byte[] all = in.readNBytes(mostBytes + 1);
      if (all.length > mostBytes) {
        throw tooLarge(mostBytes);
      }
      body.write(all);
    }
    return Octets.of(body.toByteArray());
  }

  private static void copy(InputStream in, long size, ByteArrayOutputStream body, int mostBytes)
      throws IOException {
    if (size > mostBytes - body.size()) {
      throw tooLarge(mostBytes);
    }
    byte[] part = in.readNBytes((int) size);
    if (part.length < size) {
      throw new EOFException();
    }
    body.write(part);
  }

  private static int chunkSize(InputStream in) throws IOException {
    String line = AnswerHead.line(in).replaceFirst(";.*", "").strip();
    try {
      int size = Integer.parseInt(line, 16);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      throw new IOException("the answer is not HTTP: found no size of a chunk", e);
    }
    throw new IOException("the answer is not HTTP: found a negative size of a chunk");
  }

  private static IOException tooLarge(int mostBytes) {
    return new IOException("the answer is larger than " + mostBytes + " bytes");
  }

  /** Reads until the deadline, however slowly octets drip in. */
  private static final class TimedInput extends InputStream {
    private final Socket socket;
    private final InputStream in;
    private final long deadline;

    TimedInput(Socket socket, long deadline) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
      this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) left);
      return in.read(buffer, offset, length);
    }
  }
}
