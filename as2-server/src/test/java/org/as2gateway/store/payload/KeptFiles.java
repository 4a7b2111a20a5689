package org.as2gateway.store.payload;

import java.nio.file.Path;

/** Kept content as files, for tests that make or harm them. */
public final class KeptFiles {
  private KeptFiles() {}

  /** That file's content. */
  public static Content of(Path file) {
    return new FileContent(file);
  }

  /** The file of kept content. */
  public static Path file(Content content) {
    return ((FileContent) content).file();
  }
}
