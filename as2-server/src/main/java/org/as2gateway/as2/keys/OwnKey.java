package org.as2gateway.as2.keys;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key of ours with its certificate.
 *
 * @param privateKey the key, as the provider that will use it holds it
 * @param certificate the certificate of that key
 * @param chain issuers above it, nearest first; may be empty
 */
public record OwnKey(
    PrivateKey privateKey, X509Certificate certificate, List<X509Certificate> chain) {
  /** Copies the list. */
  public OwnKey {
    chain = List.copyOf(chain);
  }

  @Override
  public String toString() {
    return "OwnKey[" + certificate.getSubjectX500Principal() + "]"; // never the key
  }
}
