package org.as2gateway.transport.proxy;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Connects a Jetty client through a proxy, or directly where there is none. Whatever Jetty puts on
 * a connection, TLS with the partner's name first of all, it puts on the tunnel in the same way.
 */
public class TunnelConnector extends ClientConnector {
  private final Optional<ProxyRoute> route;
  private final Duration limit;

  /**
   * A connector.
   *
   * @param route the proxy; empty to connect directly
   * @param limit for the connection to the proxy and its answer
   */
  public TunnelConnector(Optional<ProxyRoute> route, Duration limit) {
    this.route = route;
    this.limit = limit;
  }

  /** Leaves names to the proxy; {@link Tunnel} judges them. For a client that has a route. */
  public static SocketAddressResolver unresolved() {
    return (host, port, context, promise) ->
        promise.succeeded(List.of(InetSocketAddress.createUnresolved(host, port)));
  }

  @Override
  public void connect(SocketAddress address, Map<String, Object> context) {
    if (route.isEmpty() || !(address instanceof InetSocketAddress target)) {
      super.connect(address, context);
      return;
    }
    context.put(ClientConnector.CONTEXT_KEY, this);
    context.put(REMOTE_SOCKET_ADDRESS_CONTEXT_KEY, address);
    try {
      getExecutor().execute(() -> connect(route.get(), target, context));
    } catch (RejectedExecutionException e) {
      connectFailed(null, address, e, context);
    }
  }

  private void connect(ProxyRoute by, InetSocketAddress target, Map<String, Object> context) {
    SocketChannel channel = null;
    try {
      channel = new Tunnel(by, target.getHostString(), target.getPort(), limit).open();
      configure(channel);
      channel.configureBlocking(false);
      getSelectorManager().accept(channel, context);
    } catch (Throwable e) { // the request waits for one answer or the other
      IO.close(channel);
      connectFailed(channel, target, e, context);
    }
  }
}
