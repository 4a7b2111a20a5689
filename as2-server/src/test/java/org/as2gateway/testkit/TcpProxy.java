package org.as2gateway.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A wire that breaks, whatever is spoken over it: cuts the first few connections once so many bytes
 * have passed from the client, or from the server; the later ones it leaves alone.
 */
public final class TcpProxy implements AutoCloseable {
  private final int target;
  private final boolean countsFromServer;
  private final ServerSocket server;
  private final Deque<Long> cuts = new ArrayDeque<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger broken = new AtomicInteger();
  private volatile boolean isDribbling;
  private volatile BooleanSupplier isCutting = () -> false;

  private TcpProxy(int target, boolean countsFromServer, ServerSocket server) {
    this.target = target;
    this.countsFromServer = countsFromServer;
    this.server = server;
  }

  /** A wire to that port of loopback that counts what the client sends. */
  public static TcpProxy countingUploads(int target) throws IOException {
    return start(target, false);
  }

  /** A wire to that port of loopback that counts what the server sends. */
  public static TcpProxy countingDownloads(int target) throws IOException {
    return start(target, true);
  }

  private static TcpProxy start(int target, boolean countsFromServer) throws IOException {
    TcpProxy proxy =
        new TcpProxy(
            target, countsFromServer, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    proxy.daemon(proxy::accept);
    return proxy;
  }

  /** Its own port on loopback. */
  public int port() {
    return server.getLocalPort();
  }

  /** Cuts one more connection after that many bytes. */
  public synchronized TcpProxy cutAfter(long bytes) {
    cuts.add(bytes);
    return this;
  }

  /** From now on what the server sends comes a byte now and then. */
  public void dribble() {
    isDribbling = true;
  }

  /** While that is so, a connection is cut in place of the next answer of the server. */
  public void cutAnswersWhile(BooleanSupplier condition) {
    isCutting = condition;
  }

  /** How many connections were cut. */
  public int broken() {
    return broken.get();
  }

  private synchronized long nextCut() {
    Long bytes = cuts.poll();
    return bytes == null ? Long.MAX_VALUE : bytes;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(behind);
        long cut = nextCut();
        daemon(() -> pass(client, behind, countsFromServer ? Long.MAX_VALUE : cut, false));
        daemon(() -> pass(behind, client, countsFromServer ? cut : Long.MAX_VALUE, true));
      } catch (IOException e) {
        return; // closed, or the server is gone: the client sees its connection end
      }
    }
  }

  private void pass(Socket from, Socket to, long most, boolean isFromServer) {
    byte[] buffer = new byte[16 * 1024];
    long left = most;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (isFromServer && isCutting.getAsBoolean()) {
          broken.incrementAndGet();
          return;
        }
        int count = (int) Math.min(n, left);
        write(buffer, count, out, isFromServer);
        left -= n;
        if (left <= 0) {
          broken.incrementAndGet();
          return;
        }
      }
    } catch (IOException e) {
      return; // one side went away: the other is closed with it
    }
  }

  private void write(byte[] buffer, int count, OutputStream out, boolean isFromServer)
      throws IOException {
    if (!isDribbling || !isFromServer) {
      out.write(buffer, 0, count);
      return;
    }
    try {
      for (int i = 0; i < count; i++) {
        out.write(buffer[i]);
        TimeUnit.MILLISECONDS.sleep(25);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void daemon(Runnable work) {
    Thread thread = new Thread(work, "tcp-proxy");
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
