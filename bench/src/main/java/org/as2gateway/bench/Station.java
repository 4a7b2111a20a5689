package org.as2gateway.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A product at work in its own JVM. */
interface Station extends AutoCloseable {
  /** Where it receives. */
  URI url();

  /**
   * Sends a file a number of times, so many at once, and returns when all have ended.
   *
   * @return how many ended with a verified receipt
   */
  int send(Path file, int count, int concurrency) throws IOException, InterruptedException;

  /** Deletes received payloads, to spare the disk. */
  void clean() throws IOException;

  @Override
  void close() throws IOException;
}
