package org.as2gateway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.awaitility.Awaitility;

/**
 * A partner's HTTP server on loopback, made of plain sockets: records each request exactly and
 * answers by script. Scripts given to {@link #answer} are used once each, in order; then the one of
 * {@link #answerAlways}, at first a bare 200. Can be stopped and started again on the same port.
 */
public final class ScriptedPartner implements AutoCloseable {
  private static final long STOP_MILLIS = 10_000;

  private final Path folder;
  private final Optional<SSLContext> tls;
  private final Deque<Script> scripts = new ArrayDeque<>();
  private final List<ScriptedExchange.Request> requests = new ArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private Script fallback = Scripts.status(200);
  private ServerSocket server;
  private Thread accepting;

  /** What to do with a request whose head has been read. */
  @FunctionalInterface
  public interface Script {
    /** Reads the body or not, answers or not. */
    void run(ScriptedExchange exchange) throws IOException;
  }

  private ScriptedPartner(Path folder, Optional<SSLContext> tls) throws IOException {
    this.folder = folder;
    this.tls = tls;
    listen(0);
  }

  /** Listens on a free port; bodies are kept in that folder. */
  public static ScriptedPartner start(Path folder) throws IOException {
    return new ScriptedPartner(folder, Optional.empty());
  }

  /** Listens with TLS on a free port; asks for a client certificate without needing one. */
  public static ScriptedPartner startTls(Path folder, SSLContext tls) throws IOException {
    return new ScriptedPartner(folder, Optional.of(tls));
  }

  /** Where it listens, path {@code /as2}. */
  public synchronized URI url() {
    String authority = tls.isPresent() ? "https://localhost:" : "http://127.0.0.1:";
    return URI.create(authority + server.getLocalPort() + "/as2");
  }

  /** Appends scripts, each for one request. */
  public synchronized ScriptedPartner answer(Script... more) {
    scripts.addAll(List.of(more));
    return this;
  }

  /** Sets what is done when no single script is left. */
  public synchronized ScriptedPartner answerAlways(Script script) {
    fallback = script;
    return this;
  }

  /** All requests whose script has begun, in order. */
  public synchronized List<ScriptedExchange.Request> requests() {
    return List.copyOf(requests);
  }

  /** Waits until that many requests have come in, at most 30 s, and returns the last of them. */
  public ScriptedExchange.Request awaitRequest(int count) {
    Awaitility.await()
        .alias("request " + count + " at the scripted partner")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> requests().size() >= count);
    return requests().get(count - 1);
  }

  /** How many connections were accepted, those without a request included. */
  public int connections() {
    return connections.get();
  }

  /** Stops listening and cuts all connections. */
  public synchronized void stop() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
    awaitAccepting();
  }

  /** The port is free only when the thread that waits for connections has let go of it. */
  private void awaitAccepting() throws IOException {
    try {
      accepting.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while stopping", e);
    }
  }

  /** Listens again on the same port. */
  public synchronized void restart() throws IOException {
    listen(server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  private void listen(int port) throws IOException {
    ServerSocketFactory factory =
        tls.isPresent() ? tls.get().getServerSocketFactory() : ServerSocketFactory.getDefault();
    ServerSocket listening = factory.createServerSocket();
    listening.setReuseAddress(true);
    if (listening instanceof SSLServerSocket secure) {
      secure.setWantClientAuth(true);
    }
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
    server = listening;
    accepting = daemon(() -> accept(listening), "scripted-partner");
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        connections.incrementAndGet();
        open.add(socket);
        daemon(() -> serve(socket), "scripted-partner-connection");
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      Path body = Files.createTempFile(folder, "request", ".body");
      Optional<ScriptedExchange> exchange = ScriptedExchange.read(socket, body);
      while (exchange.isPresent()) {
        next(exchange.get().request()).run(exchange.get());
        if (!exchange.get().isReusable()) {
          return;
        }
        body = Files.createTempFile(folder, "request", ".body");
        exchange = exchange.get().readNext(body);
      }
    } catch (IOException e) {
      // the peer went away, or the script cut it off: both are what a test may want
      return;
    } finally {
      open.remove(socket);
    }
  }

  private synchronized Script next(ScriptedExchange.Request request) {
    requests.add(request);
    Script script = scripts.poll();
    return script == null ? fallback : script;
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
