package org.as2gateway.transport.proxy;

import java.nio.file.Path;
import java.util.Optional;
import org.as2gateway.as2.address.ProxyUrl;

/**
 * The proxy that a connection goes by, and what we sign in with. Two routes are equal if
 * connections over one may be used for the other.
 *
 * @param url where the proxy is
 * @param login file with user and password; empty to send none
 * @param logins reads it
 */
public record ProxyRoute(ProxyUrl url, Optional<Path> login, ProxyLogins logins) {
  /** Host and port of the proxy, for people. */
  public String address() {
    return url.address();
  }
}
