package org.as2gateway.admin.evidence;

import java.io.IOException;
import java.io.OutputStream;

/** Writes one entry of a zip, whatever its size. */
@FunctionalInterface
public interface EntryWriter {
  /** Writes all of it; does not close the stream. */
  void writeTo(OutputStream out) throws IOException;
}
