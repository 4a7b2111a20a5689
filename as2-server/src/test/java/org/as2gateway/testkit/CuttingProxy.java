package org.as2gateway.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.as2gateway.wire.Headers;

/**
 * A wire that breaks: passes HTTP requests with Content-Length on to a server, and cuts the
 * connection within the bodies of the first few POSTs, where it was told to.
 */
public final class CuttingProxy implements AutoCloseable {
  private final URI target;
  private final ServerSocket server;
  private final Deque<Long> cuts = new ArrayDeque<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong passedBytes = new AtomicLong();
  private final AtomicInteger posts = new AtomicInteger();

  private CuttingProxy(URI target, ServerSocket server) {
    this.target = target;
    this.server = server;
  }

  /** A proxy on a free port of loopback. */
  public static CuttingProxy before(URI target) throws IOException {
    CuttingProxy proxy =
        new CuttingProxy(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    proxy.daemon(proxy::accept);
    return proxy;
  }

  /** What to dial in the server's stead. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + target.getRawPath());
  }

  /** After how many octets of the next POSTs' bodies to cut; beyond their end before the answer. */
  public synchronized CuttingProxy cutAfter(List<Long> octets) {
    cuts.addAll(octets);
    return this;
  }

  /** Octets of POST bodies that went on to the server. */
  public long passedBytes() {
    return passedBytes.get();
  }

  /** How many POSTs have come. */
  public int posts() {
    return posts.get();
  }

  private synchronized Optional<Long> nextCut() {
    return Optional.ofNullable(cuts.poll());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket behind = new Socket(target.getHost(), target.getPort());
        open.addAll(List.of(client, behind));
        daemon(() -> passRequests(client, behind));
        daemon(() -> passAnswers(behind, client));
      } catch (IOException e) {
        return; // closed, or the server is gone: the client sees its connection end
      }
    }
  }

  private void passRequests(Socket client, Socket behind) {
    try (client;
        behind) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = behind.getOutputStream();
      for (Optional<String> head = HttpLines.readHead(in);
          head.isPresent();
          head = HttpLines.readHead(in)) {
        out.write(head.get().getBytes(StandardCharsets.ISO_8859_1));
        if (head.get().startsWith("POST ") && !passBody(head.get(), in, out)) {
          return;
        }
      }
    } catch (IOException e) {
      return; // one side went away: the other is closed with it
    }
  }

  /** Returns false where the connection is to be cut. */
  private boolean passBody(String head, InputStream in, OutputStream out) throws IOException {
    Headers headers = HttpLines.headersOf(head);
    long length = Long.parseLong(headers.first("Content-Length").orElseThrow());
    posts.incrementAndGet();
    Optional<Long> cut = nextCut();
    long passed = Math.min(length, cut.orElse(length));
    HttpLines.copyExactly(in, out, passed);
    out.flush();
    passedBytes.addAndGet(passed);
    return cut.isEmpty();
  }

  private void passAnswers(Socket behind, Socket client) {
    try {
      behind.getInputStream().transferTo(client.getOutputStream());
      client.shutdownOutput();
    } catch (IOException e) {
      return; // cut
    }
  }

  private void daemon(Runnable work) {
    Thread thread = new Thread(work, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
