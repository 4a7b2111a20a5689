package org.as2gateway.registry.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Files as partners' programs made them, from the test resources. */
final class ForeignFiles {
  private ForeignFiles() {}

  static byte[] bytes(String name) {
    try (var in = ForeignFiles.class.getResourceAsStream("foreign/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String name) {
    return new String(bytes(name), StandardCharsets.ISO_8859_1);
  }
}
