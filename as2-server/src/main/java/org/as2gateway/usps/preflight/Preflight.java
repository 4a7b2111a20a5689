package org.as2gateway.usps.preflight;

import java.io.IOException;
import java.io.InputStream;

/** Checks manifests, each in one pass and in constant memory. Safe for many threads. */
public final class Preflight {
  private Preflight() {}

  /**
   * Checks a file.
   *
   * @param name its name, for the result
   * @param index which file of its message it is, from 0, for the findings
   * @param stream read to its end, or to where nothing more can be judged; not closed
   * @param against what it is checked against
   * @throws IOException if the file cannot be read
   */
  public static CheckedFile check(String name, int index, InputStream stream, Against against)
      throws IOException {
    try (ManifestCheck check = new ManifestCheck(index, against)) {
      return check.run(name, stream);
    }
  }
}
