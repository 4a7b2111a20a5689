package org.as2gateway.people.accounts;

import java.util.Optional;

/**
 * What somebody signs in with.
 *
 * @param address where the request comes from
 * @param secret what an earlier sign-in gave the browser to remember; empty if it brings nothing
 */
public record Browser(String address, Optional<String> secret) {
  /** One that brings nothing. */
  public static Browser unknown(String address) {
    return new Browser(address, Optional.empty());
  }

  @Override
  public String toString() {
    return "Browser[" + address + "]"; // never the secret
  }
}
