package org.as2gateway.transport.as2.listener;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** All open connections of the partner listeners. Costs a map entry each, no thread. */
final class PartnerConnections implements Connection.Listener {
  private final Map<Connection, PartnerConnection> open = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final HttpServerSettings.Limits limits;

  PartnerConnections(HttpServerSettings.Limits limits) {
    this.limits = limits;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection) {
      return; // the HTTP connection inside it counts
    }
    int number = count.incrementAndGet();
    boolean isSurplus = number > limits.connections();
    open.put(connection, new PartnerConnection(connection, limits.headerTime(), isSurplus));
    if (number > limits.connections() + spare()) {
      connection.getEndPoint().close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (open.remove(connection) != null) {
      count.decrementAndGet();
    }
  }

  /** Connections above the limit that are kept open long enough to be answered 503. */
  private int spare() {
    return Math.max(16, limits.connections() / 16);
  }

  /** The connection of a request; null if it is gone already. */
  @Nullable PartnerConnection of(Request request) {
    return open.get(request.getConnectionMetaData().getConnection());
  }

  /** Ends what has had its time. */
  void sweep() {
    long now = System.nanoTime();
    open.values().forEach(connection -> connection.sweep(now));
  }

  /** Closes all connections on which no request is being handled. */
  void closeUnused() {
    open.values().forEach(PartnerConnection::closeIfUnused);
  }
}
