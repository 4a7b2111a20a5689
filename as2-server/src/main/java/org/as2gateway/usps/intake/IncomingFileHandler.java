package org.as2gateway.usps.intake;

import java.io.IOException;

/** Reads files of one kind. */
@FunctionalInterface
public interface IncomingFileHandler {
  /**
   * Takes a file if its content is of that kind. Called by one thread, in no transaction. The same
   * file may come again after a stop or a failure.
   *
   * @return false if it is not of that kind; then the next handler is asked
   * @throws IOException if it cannot be read now; the same file comes again later
   */
  boolean take(IncomingFile file) throws IOException;
}
