package org.as2gateway.registry.certs;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.as2gateway.as2.keys.KeyAbility;

/**
 * What keys can do, tried once each: a folder is read again with each change of one of its files.
 */
final class KeyAbilities {
  private static final int MAX_KEPT = 10_000;

  private final Map<X509Certificate, KeyAbility> partners = new ConcurrentHashMap<>();

  KeyAbility of(X509Certificate certificate) {
    if (partners.size() >= MAX_KEPT) {
      partners.clear();
    }
    return partners.computeIfAbsent(certificate, KeyAbility::of);
  }
}
