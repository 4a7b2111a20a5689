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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.as2gateway.as2.wire.Headers;

/**
 * A wire that breaks: passes HTTP requests with Content-Length on to a server, and cuts the
 * connection within the bodies of the first few POSTs, where it was told to: the server gets each
 * octet before the cut, and the client no answer.
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
        Wire wire = new Wire(client, behind);
        daemon(wire::passRequests);
        daemon(wire::passAnswers);
      } catch (IOException e) {
        return; // closed, or the server is gone: the client sees its connection end
      }
    }
  }

  /** A connection of a client and the one behind it. */
  private final class Wire {
    private final Socket client;
    private final Socket behind;
    private final CountDownLatch isAnswered = new CountDownLatch(1);
    private volatile boolean isCut;

    Wire(Socket client, Socket behind) {
      this.client = client;
      this.behind = behind;
    }

    void passRequests() {
      try (client;
          behind) {
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = behind.getOutputStream();
        for (Optional<String> head = HttpLines.readHead(in);
            head.isPresent();
            head = HttpLines.readHead(in)) {
          Optional<Long> cut = head.get().startsWith("POST ") ? nextCut() : Optional.empty();
          isCut = cut.isPresent();
          out.write(head.get().getBytes(StandardCharsets.ISO_8859_1));
          if (head.get().startsWith("POST ")) {
            passBody(head.get(), cut, in, out);
          }
          if (isCut) {
            behind.shutdownOutput(); // the server reads all that came before, and closes
            isAnswered.await();
            return;
          }
        }
      } catch (IOException e) {
        return; // one side went away: the other is closed with it
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void passBody(String head, Optional<Long> cut, InputStream in, OutputStream out)
        throws IOException {
      Headers headers = HttpLines.headersOf(head);
      long length = Long.parseLong(headers.first("Content-Length").orElseThrow());
      posts.incrementAndGet();
      long passed = Math.min(length, cut.orElse(length));
      HttpLines.copyExactly(in, out, passed);
      out.flush();
      passedBytes.addAndGet(passed);
    }

    void passAnswers() {
      byte[] buffer = new byte[8192];
      try {
        InputStream in = behind.getInputStream();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          if (!isCut) {
            client.getOutputStream().write(buffer, 0, count);
          }
        }
        if (!isCut) {
          client.shutdownOutput();
        }
      } catch (IOException e) {
        return; // one side went away
      } finally {
        isAnswered.countDown();
      }
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
