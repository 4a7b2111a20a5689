package org.as2gateway.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/**
 * An HTTP proxy for CONNECT over plain sockets. It looks names up in a table of its own, remembers
 * what it was asked, may want a login, and answers as it is told.
 */
public final class ConnectProxy implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> names = new ConcurrentHashMap<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private volatile Optional<String> answer = Optional.empty();
  private volatile Optional<String> wanted = Optional.empty();

  private ConnectProxy(ServerSocket server) {
    this.server = server;
  }

  /** A proxy on a free port of loopback. */
  public static ConnectProxy start() throws IOException {
    return start(0);
  }

  /** A proxy on that port of loopback, which a connection of somebody else may use for a moment. */
  public static ConnectProxy start(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    ServerSocket server =
        Awaitility.await()
            .atMost(PATIENCE)
            .ignoreExceptionsInstanceOf(BindException.class)
            .until(() -> bound(address), Objects::nonNull);
    ConnectProxy proxy = new ConnectProxy(server);
    proxy.daemon(proxy::accept);
    return proxy;
  }

  private static ServerSocket bound(InetSocketAddress address) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(address);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Where it is, as settings have it. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Its port on loopback. */
  public int port() {
    return server.getLocalPort();
  }

  /** Connects that host, whatever its port, to a port of loopback. */
  public ConnectProxy knows(String host, int target) {
    names.put(host, target);
    return this;
  }

  /** Wants that login from now on. */
  public ConnectProxy wants(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    wanted = Optional.of("Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(pair));
    return this;
  }

  /** Answers each request with these octets from now on, and closes the connection. */
  public ConnectProxy answers(String octets) {
    answer = Optional.of(octets);
    return this;
  }

  /** The heads of all requests so far. */
  public List<String> heads() {
    return List.copyOf(heads);
  }

  /** What it was asked to connect to so far. */
  public List<String> targets() {
    return heads.stream().map(head -> head.split(" ", -1)[1]).toList();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        daemon(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try {
      Optional<String> head = HttpLines.readHead(client.getInputStream());
      if (head.isEmpty()) {
        client.close();
        return;
      }
      heads.add(head.get());
      Optional<String> said = answer.or(() -> refusal(head.get()));
      if (said.isPresent()) {
        send(client, said.get());
        client.close();
        return;
      }
      connect(client, head.get().split(" ", -1)[1]);
    } catch (IOException e) {
      open.remove(client); // the client went away, or the proxy is closed
    }
  }

  private Optional<String> refusal(String head) {
    if (!head.startsWith("CONNECT ")) {
      return Optional.of("HTTP/1.1 405 Only CONNECT\r\nContent-Length: 0\r\n\r\n");
    }
    boolean isIn = wanted.isEmpty() || head.lines().anyMatch(wanted.get()::equals);
    return isIn
        ? Optional.empty()
        : Optional.of(
            """
            HTTP/1.1 407 Proxy Authentication Required\r
            Proxy-Authenticate: Digest realm="a, b", nonce="x", Basic realm="proxy"\r
            Content-Length: 0\r
            \r
            """);
  }

  private void connect(Socket client, String target) throws IOException {
    int colon = target.lastIndexOf(':');
    String host = target.substring(0, colon);
    Integer known = names.get(host);
    boolean isLocal = host.equals("127.0.0.1") || host.equals("localhost");
    if (known == null && !isLocal) {
      send(client, "HTTP/1.1 502 Host not found\r\n\r\n");
      client.close();
      return;
    }
    Socket behind = new Socket();
    int port = known == null ? Integer.parseInt(target.substring(colon + 1)) : known;
    try {
      behind.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
    } catch (IOException e) {
      send(client, "HTTP/1.1 503 Service Unavailable\r\n\r\n");
      client.close();
      return;
    }
    open.add(behind);
    send(client, "HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n");
    daemon(() -> pass(behind, client));
    pass(client, behind);
  }

  private static void send(Socket client, String octets) throws IOException {
    client.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
    client.getOutputStream().flush();
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[16 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      open.remove(from); // one side went away: the other is closed with it
    }
  }

  private void daemon(Runnable work) {
    Thread thread = new Thread(work, "connect-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  /** Closes all connections too. */
  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
