package org.as2gateway.store.payload;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The exact HTTP body of an outbound message while it is written. Closing it without {@link
 * #commit} removes it. For one thread.
 */
public final class WireImage implements Closeable {
  private final Path temporary;
  private final Path target;
  private final PrivateFile file;
  private final Folder folder;
  private boolean isCommitted;

  WireImage(Path temporary, Path target, PrivateFile file, Folder folder) {
    this.temporary = temporary;
    this.target = target;
    this.file = file;
    this.folder = folder;
  }

  /** Where the body goes, buffered; the caller need not close it. */
  public OutputStream output() {
    return file;
  }

  /** Octets written so far. */
  public long bytes() {
    return file.bytes();
  }

  /**
   * Makes the image durable under its name, replacing an earlier one of the same message.
   *
   * @throws StorageException if the disk fails; nothing may be sent then
   */
  public Path commit() throws IOException {
    file.force();
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StorageException("could not name '" + target + "'", e);
    }
    isCommitted = true;
    folder.sync();
    return target;
  }

  @Override
  public void close() throws IOException {
    file.close();
    if (!isCommitted) {
      Files.deleteIfExists(temporary);
    }
  }
}
