package org.as2gateway.admin.port;

/**
 * What a request or an answer carries.
 *
 * @param type its media type; empty if there is no content
 * @param document the record that describes its JSON; {@code Void} if it is not JSON
 */
public record BodyType(String type, Class<?> document) {
  /** No content. */
  public static final BodyType NOTHING = of("");

  /** Text for people or simple programs. */
  public static final BodyType TEXT = of("text/plain");

  /** Bytes of any kind. */
  public static final BodyType BYTES = of("application/octet-stream");

  /** Content of another media type than JSON. */
  public static BodyType of(String type) {
    return new BodyType(type, Void.class);
  }

  /** JSON, as that record describes it. */
  public static BodyType json(Class<?> document) {
    return new BodyType("application/json", document);
  }
}
