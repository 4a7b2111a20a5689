package org.as2gateway.transport.as2.send;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.as2gateway.as2.address.AddressPolicy;
import org.as2gateway.as2.address.RefusedAddressException;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Looks names up and refuses what {@link AddressPolicy} does. The connection goes to the very
 * addresses that were judged.
 */
final class AllowedAddresses implements SocketAddressResolver {
  private final SocketAddressResolver resolver;

  AllowedAddresses(SocketAddressResolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    resolver.resolve(
        host,
        port,
        context,
        new Promise<>() {
          @Override
          public void succeeded(List<InetSocketAddress> found) {
            try {
              AddressPolicy.require(
                  host, found.stream().map(InetSocketAddress::getAddress).toList());
              promise.succeeded(found);
            } catch (RefusedAddressException e) {
              promise.failed(e);
            }
          }

          @Override
          public void failed(Throwable cause) {
            promise.failed(cause);
          }
        });
  }
}
