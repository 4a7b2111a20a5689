package org.as2gateway.registry.cem;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps what was offered. Takes part in a transaction where one is open. Safe for many threads. */
public interface CertificateExchanges {
  /** Adds an offer. */
  void add(CertificateExchange exchange);

  /** The one of that id. */
  Optional<CertificateExchange> find(String id);

  /** The newest, newest first. */
  List<CertificateExchange> newest(int limit);

  /** Offers of a direction and partnership that are not decided. */
  List<CertificateExchange> pending(boolean isInbound, String partnership);

  /** The newest offers of partners that nobody has decided while there is time to, newest first. */
  List<CertificateExchange> open(Instant now, int limit);

  /**
   * Decides one.
   *
   * @return false if it was decided before
   */
  boolean decide(String id, boolean isAccepted, Optional<String> reason, Instant now);
}
