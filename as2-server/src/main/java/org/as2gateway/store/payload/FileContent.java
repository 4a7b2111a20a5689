package org.as2gateway.store.payload;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file of the store. */
record FileContent(Path file) implements Content {
  /** The file's content; empty if there is no such file. */
  static Optional<Content> find(Path file) {
    return Files.isRegularFile(file) ? Optional.of(new FileContent(file)) : Optional.empty();
  }

  @Override
  public long bytes() throws IOException {
    return Files.size(file);
  }

  @Override
  public ReadableByteChannel channel(long from) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ).position(from);
  }

  @Override
  public String version() throws IOException {
    return Files.size(file) + " " + Files.getLastModifiedTime(file);
  }
}
