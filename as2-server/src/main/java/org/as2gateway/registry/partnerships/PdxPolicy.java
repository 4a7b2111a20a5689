package org.as2gateway.registry.partnerships;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * How files travel by USPS's Product Data Exchange (PDX).
 *
 * @param environment which of its environments
 * @param loginFile file under {@code data/secrets/} with user and password
 * @param interval how often it is asked for new files
 * @param requestsAnHour most requests in an hour, of all partnerships with that user
 * @param idle after how long without use it is asked for a list, so that the account does not lapse
 */
public record PdxPolicy(
    Optional<Environment> environment,
    Optional<String> loginFile,
    Duration interval,
    int requestsAnHour,
    Duration idle) {
  /** Nothing is set. */
  public static final PdxPolicy NONE =
      new PdxPolicy(
          Optional.empty(), Optional.empty(), Duration.ofHours(1), 30, Duration.ofDays(7));

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
