package org.as2gateway.registry.partnerships;

import java.util.Arrays;
import java.util.Optional;

/**
 * How files travel by USPS's Product Data Exchange (PDX).
 *
 * @param environment which of its environments
 * @param loginFile file under {@code data/secrets/} with user and password
 */
public record PdxPolicy(Optional<Environment> environment, Optional<String> loginFile) {
  /** Nothing is set. */
  public static final PdxPolicy NONE = new PdxPolicy(Optional.empty(), Optional.empty());

  /** Where files count for real, or as tests. */
  public enum Environment {
    /** Production. */
    PROD,
    /** Tests on the production host. */
    TEM,
    /** Customer acceptance tests, on a host of their own. */
    CAT;

    /** Reads the spelling of partnerships. */
    static Optional<Environment> parse(String text) {
      return Arrays.stream(values()).filter(value -> value.name().equals(text)).findFirst();
    }
  }
}
