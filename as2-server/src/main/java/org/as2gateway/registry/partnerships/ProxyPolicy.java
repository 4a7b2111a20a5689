package org.as2gateway.registry.partnerships;

import java.util.Optional;
import org.as2gateway.as2.address.ProxyUrl;

/**
 * By which proxy connections to a partner go.
 *
 * @param url the proxy of this partnership; empty for the one of all, if there is one
 * @param isDirect whether there is no proxy although one is set for all
 * @param loginFile file under {@code data/secrets/} with user and password for the proxy
 */
public record ProxyPolicy(Optional<ProxyUrl> url, boolean isDirect, Optional<String> loginFile) {
  /** Nothing is set. */
  public static final ProxyPolicy NONE = new ProxyPolicy(Optional.empty(), false, Optional.empty());

  /** How names of login files begin, so that no other secret is sent to a proxy. */
  public static final String FILE_PREFIX = "proxy";
}
