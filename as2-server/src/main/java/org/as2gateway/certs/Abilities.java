package org.as2gateway.certs;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What certificates can really do, tried once each: the files are read anew at every change, most
 * of their certificates are the same. Safe for many threads.
 */
final class Abilities {
  private final Map<String, KeyAbility> known = new ConcurrentHashMap<>();

  KeyAbility of(X509Certificate certificate) {
    return known.computeIfAbsent(Fingerprint.of(certificate), f -> KeyAbility.of(certificate));
  }

  /** Tried each time: another private key may have come with the same certificate. */
  KeyAbility of(OwnKey key) {
    return KeyAbility.of(key);
  }
}
