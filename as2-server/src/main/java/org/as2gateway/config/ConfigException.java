package org.as2gateway.config;

import java.util.List;

/**
 * The configuration is wrong: every error found, each with file, place, what was found and what was
 * expected.
 */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> errors;

  /** One or more errors, each one sentence. */
  public ConfigException(List<String> errors) {
    super(String.join("\n", errors));
    this.errors = List.copyOf(errors);
  }

  /** One error. */
  public ConfigException(String error) {
    this(List.of(error));
  }

  /** The errors, one sentence each. */
  public List<String> errors() {
    return errors;
  }
}
