package org.as2gateway.transport.proxy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.as2gateway.as2.address.AddressPolicy;
import org.as2gateway.as2.address.RefusedAddressException;

/**
 * Whether a proxy may be asked for a host: not if it is, or by our own name servers has, an address
 * that {@link AddressPolicy} refuses. A name that is not known here is left to the proxy, which may
 * have other name servers.
 */
final class TargetCheck {
  /** Behind a firewall, name servers may know nothing of the outside and not even say so. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private TargetCheck() {}

  /**
   * Looks a host up.
   *
   * @param host name or address, without brackets
   * @throws RefusedAddressException if the proxy must not be asked for it
   */
  static void require(String host) throws IOException {
    AddressPolicy.requireUsualNotation(host);
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    Thread thread = new Thread(() -> lookUp(host, found), "proxy-target");
    thread.setDaemon(true);
    thread.start();
    try {
      AddressPolicy.require(host, found.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException e) {
      // The name is not known here: the proxy looks it up.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while '" + host + "' was looked up");
    }
  }

  private static void lookUp(String host, CompletableFuture<List<InetAddress>> found) {
    try {
      found.complete(List.of(InetAddress.getAllByName(host)));
    } catch (UnknownHostException e) {
      found.completeExceptionally(e);
    }
  }
}
