package org.as2gateway.registry.certs;

import java.time.Instant;
import java.util.Optional;

/** Knows certificates that must not be used although they are in force. Safe for many threads. */
@FunctionalInterface
public interface CertificateStops {
  /** Stops none. */
  CertificateStops NONE = (entry, at) -> Optional.empty();

  /** Why the certificate must not be used at that instant, as a verb phrase; empty if it may. */
  Optional<String> reason(CertificateEntry entry, Instant at);
}
