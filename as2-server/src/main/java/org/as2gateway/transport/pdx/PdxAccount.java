package org.as2gateway.transport.pdx;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.as2gateway.transport.proxy.ProxyRoute;

/**
 * Who calls which server, and how.
 *
 * @param site server and environment, after {@link PdxLogin#site}
 * @param login user and password
 * @param trust file of certificates trusted in addition to the JDK's roots
 * @param times limits
 * @param proxy by which connections go; empty to connect directly
 * @param requestsAnHour how many requests we allow ourselves
 */
public record PdxAccount(
    PdxSite site,
    PdxLogin login,
    Optional<Path> trust,
    Times times,
    Optional<ProxyRoute> proxy,
    int requestsAnHour) {
  /**
   * Limits of time.
   *
   * @param connect for the connection and TLS
   * @param read when no data moves
   */
  public record Times(Duration connect, Duration read) {}

  /** The account in one line: partnerships with the same share budget and state. */
  String key() {
    return login.user() + " at " + site.key();
  }
}
