package org.as2gateway.registry;

import java.time.Instant;
import java.util.List;

/**
 * One accepted state of the registry's files, as it is kept.
 *
 * @param number counted from 1
 * @param at when it was accepted
 * @param author who made the change: {@code file} for an edit by hand
 * @param text {@code partnerships.xml}; passwords in it are struck out
 * @param certificates what {@code certs/} held, each {@code alias fingerprint}
 * @param difference from the revision before, as a unified diff
 */
public record Revision(
    long number,
    Instant at,
    String author,
    String text,
    List<String> certificates,
    String difference) {
  /** Copies the list. */
  public Revision {
    certificates = List.copyOf(certificates);
  }
}
