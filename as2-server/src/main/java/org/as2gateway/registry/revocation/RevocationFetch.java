package org.as2gateway.registry.revocation;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.as2gateway.as2.wire.Octets;

/** Asks a server by plain HTTP, without following redirects. Safe for many threads. */
@FunctionalInterface
public interface RevocationFetch {
  /**
   * Fetches what is there.
   *
   * @param url with scheme http
   * @param question body of a POST, an OCSP request; empty for a GET
   * @param mostBytes largest answer
   * @return the body of a 200
   * @throws IOException if there is none; its message is a sentence that says why
   */
  Octets fetch(URI url, Optional<Octets> question, int mostBytes) throws IOException;
}
