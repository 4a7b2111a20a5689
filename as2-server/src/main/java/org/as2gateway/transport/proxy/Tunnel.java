package org.as2gateway.transport.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.as2gateway.as2.address.AddressPolicy;
import org.as2gateway.as2.address.RefusedAddressException;
import org.as2gateway.as2.wire.Reason;

/**
 * Opens connections through a proxy: to the proxy, then CONNECT. What comes back is connected to
 * the target, and not an octet of it has been read. One tunnel is for one connection and one
 * thread, which it blocks.
 */
public final class Tunnel {
  private final ProxyRoute route;
  private final String host;
  private final int port;
  private final Duration limit;
  private final long begin = System.nanoTime();

  /**
   * A tunnel whose time begins now.
   *
   * @param host the target, name or address, with or without brackets
   * @param limit for all of it together
   */
  public Tunnel(ProxyRoute route, String host, int port, Duration limit) {
    this.route = route;
    this.host = host.replaceAll("^\\[|]$", "").replaceFirst("%.*", "");
    this.port = port;
    this.limit = limit;
  }

  /**
   * Opens a blocking channel, which the caller closes.
   *
   * @throws ProxyException if the proxy cannot be reached or does not connect us
   * @throws RefusedAddressException if proxy or target have an address that we never connect to
   */
  public SocketChannel open() throws IOException {
    TargetCheck.require(host);
    SocketChannel channel = connected();
    try {
      request(new Blocking(channel.socket()));
      channel.socket().setSoTimeout(0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The same as a socket. */
  public Socket socket() throws IOException {
    return open().socket();
  }

  /**
   * Looks whether the proxy can be reached and our login for it can be read. Asks for no connection
   * and changes nothing.
   *
   * @throws ProxyException if not
   */
  public void requireProxy() throws IOException {
    connected().close();
    var unused = route.logins().read(route);
  }

  /** Asks the proxy on a channel that is connected to it already. */
  public void over(AsynchronousSocketChannel channel) throws IOException {
    TargetCheck.require(host);
    request(new Asynchronous(channel));
  }

  /**
   * Where the proxy is.
   *
   * @throws ProxyException if its name is not known
   */
  public List<InetSocketAddress> proxyAddresses() throws IOException {
    try {
      List<InetAddress> found = AddressPolicy.resolve(route.url().host());
      return found.stream().map(at -> new InetSocketAddress(at, route.url().port())).toList();
    } catch (UnknownHostException e) {
      throw new ProxyException(
          Reason.PROXY_UNREACHABLE,
          "the host name of the proxy '" + route.address() + "' was not found",
          "check gw.proxy, or proxy.url in gateway.yaml",
          e);
    }
  }

  /** What is said where no connection to the proxy came about. */
  public ProxyException unreachable(Throwable cause) {
    String found =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new ProxyException(
        Reason.PROXY_UNREACHABLE,
        "could not connect to the proxy '%s': %s".formatted(route.address(), found),
        "check its host and port, and whether it runs",
        cause);
  }

  /** A channel to the first address of the proxy that can be connected to. */
  private SocketChannel connected() throws IOException {
    IOException first = null;
    for (InetSocketAddress address : proxyAddresses()) {
      SocketChannel channel = SocketChannel.open();
      try {
        channel.socket().connect(address, remainingMillis());
        return channel;
      } catch (IOException e) {
        channel.close();
        first = first == null ? e : first;
      }
    }
    IOException cause = Objects.requireNonNull(first, "a proxy without an address");
    throw cause instanceof SocketTimeoutException
        ? silent("could not connect to the proxy '" + route.address() + "'", cause)
        : unreachable(cause);
  }

  private void request(ConnectRequest.Wire wire) throws IOException {
    try {
      new ConnectRequest(route, host, port).make(wire);
    } catch (ProxyException e) {
      throw e;
    } catch (SocketTimeoutException e) {
      throw silent("the proxy '" + route.address() + "' did not answer to CONNECT", e);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new ProxyException(
          Reason.PROXY_UNREACHABLE,
          "the connection to the proxy '%s' broke: %s".formatted(route.address(), e.getMessage()),
          "check host and port of the proxy, and its log",
          e);
    }
  }

  private ProxyException silent(String what, Throwable cause) {
    return new ProxyException(
        Reason.PROXY_UNREACHABLE,
        what + " within " + limit.toSeconds() + " s",
        "check its host and port, the firewall on the way, and whether it is overloaded",
        cause);
  }

  private int remainingMillis() throws SocketTimeoutException {
    long left = limit.minusNanos(System.nanoTime() - begin).toMillis();
    if (left <= 0) {
      throw new SocketTimeoutException("the time is over");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  private final class Blocking implements ConnectRequest.Wire {
    private final Socket socket;
    private final InputStream in;

    Blocking(Socket socket) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
    }

    @Override
    public void write(ByteBuffer octets) throws IOException {
      byte[] copy = new byte[octets.remaining()];
      octets.get(copy);
      socket.getOutputStream().write(copy);
    }

    @Override
    public int read() throws IOException {
      socket.setSoTimeout(remainingMillis());
      return in.read();
    }
  }

  private final class Asynchronous implements ConnectRequest.Wire {
    private final AsynchronousSocketChannel channel;

    Asynchronous(AsynchronousSocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(ByteBuffer octets) throws IOException {
      while (octets.hasRemaining()) {
        var unused = await(channel.write(octets));
      }
    }

    @Override
    public int read() throws IOException {
      ByteBuffer octet = ByteBuffer.allocate(1);
      return await(channel.read(octet)) < 0 ? -1 : octet.get(0) & 0xff;
    }

    private int await(Future<Integer> result) throws IOException {
      try {
        return result.get(remainingMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        throw (SocketTimeoutException) new SocketTimeoutException("no answer").initCause(e);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while the proxy was asked");
      }
    }
  }
}
