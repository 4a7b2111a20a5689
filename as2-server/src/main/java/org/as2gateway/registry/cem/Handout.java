package org.as2gateway.registry.cem;

import java.time.Instant;
import java.util.Optional;

/**
 * That a partner was told of a certificate of ours otherwise than by message, and has confirmed it.
 *
 * @param fingerprint SHA-256 of the certificate, lower-case hex
 * @param partner name of the partner
 * @param way how the partner was told
 * @param told by whom and when
 * @param confirmed who noted that the partner has it, and when; empty while nobody did
 */
public record Handout(
    String fingerprint, String partner, Way way, Note told, Optional<Note> confirmed) {
  /** How a partner was told. */
  public enum Way {
    EMAIL("by email"),
    BY_HAND("by hand");

    private final String label;

    Way(String label) {
      this.label = label;
    }

    /** For people. */
    public String label() {
      return label;
    }
  }

  /**
   * Who noted something.
   *
   * @param by name of the user
   * @param at when
   */
  public record Note(String by, Instant at) {}
}
