package org.as2gateway.transport.pdx;

import java.net.URI;

/**
 * Where PDX is and which of its environments is meant.
 *
 * @param base scheme, host and port
 * @param environment value of the parameter {@code environment}
 */
public record PdxSite(URI base, String environment) {
  /** Production. */
  public static final PdxSite PROD = new PdxSite(URI.create("https://pdx.usps.com"), "PROD");

  /** Test environment on the host of production. */
  public static final PdxSite TEM = new PdxSite(URI.create("https://pdx.usps.com"), "TEM");

  /**
   * Customer acceptance test, with accounts and Mailer IDs of its own. Which environment it expects
   * is not published; TEM is inferred.
   */
  public static final PdxSite CAT = new PdxSite(URI.create("https://pdx-cat.usps.com"), "TEM");

  /** The same environment on another server. */
  PdxSite at(URI server) {
    return new PdxSite(server, environment);
  }

  /** Server and environment in one line: ids of files are unique there. */
  public String key() {
    return host() + " " + environment;
  }

  /** Host and port, for people. */
  public String host() {
    return base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
  }
}
