package org.as2gateway.admin.port;

/**
 * What a request or an answer carries.
 *
 * @param type its media type; empty if there is no content
 * @param document the record that describes its JSON; {@code Void} if it is not JSON
 */
public record Content(String type, Class<?> document) {
  /** No content. */
  public static final Content NOTHING = of("");

  /** Text for people or simple programs. */
  public static final Content TEXT = of("text/plain");

  /** Bytes of any kind. */
  public static final Content BYTES = of("application/octet-stream");

  /** Content of another media type than JSON. */
  public static Content of(String type) {
    return new Content(type, Void.class);
  }

  /** JSON, as that record describes it. */
  public static Content json(Class<?> document) {
    return new Content("application/json", document);
  }
}
