package org.as2gateway.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${env:NAME}} in a value, after YAML has been read: a variable is never syntax.
 */
record EnvironmentValues(Map<String, String> environment) {
  private static final String START = "${env:";
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

  /**
   * Replaces every reference once; what a variable holds is not looked at again.
   *
   * @throws IllegalArgumentException if a variable is undefined or a reference malformed
   */
  String replaceIn(String text) {
    if (REFERENCE.matcher(text).replaceAll("").contains(START)) {
      throw new IllegalArgumentException("expected '${env:NAME}' with the name of a variable");
    }
    return REFERENCE.matcher(text).replaceAll(r -> Matcher.quoteReplacement(value(r.group(1))));
  }

  private String value(String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalArgumentException("environment variable '" + name + "' is not defined");
    }
    return value;
  }
}
