package org.as2gateway.as2.wire;

import java.util.regex.Pattern;

/** Header fields by which somebody could act for another: their values are not kept or shown. */
public final class SecretHeaders {
  private static final Pattern NAME =
      Pattern.compile(
          "authorization|cookie|token|secret|password|api-?key|authentication-info|session",
          Pattern.CASE_INSENSITIVE);
  private static final String HIDDEN = "(hidden)";

  private SecretHeaders() {}

  /** The same fields in the same order, the values of secret ones replaced. */
  public static Headers hide(Headers headers) {
    return new Headers(headers.fields().stream().map(SecretHeaders::hide).toList());
  }

  private static Headers.Field hide(Headers.Field field) {
    return NAME.matcher(field.name()).find() ? new Headers.Field(field.name(), HIDDEN) : field;
  }
}
