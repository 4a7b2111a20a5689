package org.as2gateway.as2.wire;

import java.io.IOException;
import java.io.InputStream;

/** Content of any size that can be read as often as needed. Safe for many threads. */
@FunctionalInterface
public interface ContentSource {
  /**
   * Opens it at its first byte; the caller closes it.
   *
   * @throws IOException if it is gone or cannot be read
   */
  InputStream open() throws IOException;
}
