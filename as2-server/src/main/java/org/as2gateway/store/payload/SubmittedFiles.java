package org.as2gateway.store.payload;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The files of one message, one after the other as they come in. */
public interface SubmittedFiles {
  /**
   * One of them.
   *
   * @param filename as the sender calls it; cleaned before it is used
   * @param contentType media type; empty for the partnership's default
   * @param content read to its end before the next is asked for, and not closed
   */
  record SubmittedFile(String filename, Optional<String> contentType, InputStream content) {}

  /** The next; empty after the last. */
  Optional<SubmittedFile> next() throws IOException;

  /** Files that are at hand. */
  static SubmittedFiles of(SubmittedFile... files) {
    Iterator<SubmittedFile> all = List.of(files).iterator();
    return () -> all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }
}
