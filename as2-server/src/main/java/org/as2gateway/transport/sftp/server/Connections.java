package org.as2gateway.transport.sftp.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.jspecify.annotations.Nullable;

/**
 * Counts connections and keeps to the limits. Who has not signed in may be anybody: when there are
 * too many of these, the oldest one of the address with the most has to go, so that a partner who
 * signs in finds a place.
 */
final class Connections implements SessionListener {
  private final ServerLimits limits;
  private final Map<Session, InetAddress> open = new HashMap<>();
  private final Map<Session, InetAddress> notSignedIn = new LinkedHashMap<>();

  Connections(ServerLimits limits) {
    this.limits = limits;
  }

  /** Called before anything is read from the connection. */
  @Override
  public void sessionCreated(Session session) {
    Session victim = register(session);
    if (victim != null) {
      victim.close(true);
    }
  }

  /** The session that has to go: this one, an older one, or none. */
  private synchronized @Nullable Session register(Session session) {
    InetAddress address =
        ((InetSocketAddress) session.getIoSession().getRemoteAddress()).getAddress();
    long fromThere = open.values().stream().filter(address::equals).count();
    open.put(session, address);
    if (open.size() > limits.connections() || fromThere >= limits.perAddress()) {
      return session;
    }
    notSignedIn.put(session, address);
    return notSignedIn.size() <= limits.notSignedIn() ? null : oldestOfMost();
  }

  private @Nullable Session oldestOfMost() {
    Map<InetAddress, Integer> counts = new HashMap<>();
    notSignedIn.values().forEach(address -> counts.merge(address, 1, Integer::sum));
    int most = counts.values().stream().max(Comparator.naturalOrder()).orElse(0);
    return notSignedIn.entrySet().stream()
        .filter(entry -> counts.getOrDefault(entry.getValue(), 0) == most)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  @Override
  public synchronized void sessionEvent(Session session, Event event) {
    if (event == Event.Authenticated) {
      notSignedIn.remove(session);
    }
  }

  @Override
  public synchronized void sessionClosed(Session session) {
    open.remove(session);
    notSignedIn.remove(session);
  }

  /** How many are open. */
  synchronized int count() {
    return open.size();
  }
}
