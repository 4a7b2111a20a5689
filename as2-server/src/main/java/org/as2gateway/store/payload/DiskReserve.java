package org.as2gateway.store.payload;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.as2gateway.as2.wire.Quantity;

/** Free space that must stay free, asked of the system at most once a second. */
final class DiskReserve {
  private static final long MAX_AGE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Path folder;
  private final FileStore store;
  private final long reserveBytes;
  private volatile long usableBytes;
  private volatile long askedNanos;

  DiskReserve(Path folder, long reserveBytes) throws IOException {
    this.folder = folder;
    this.store = Files.getFileStore(folder);
    this.reserveBytes = reserveBytes;
    ask();
  }

  /** Octets that may still be written, the reserve among them. */
  long freeBytes() throws StorageException {
    try {
      if (System.nanoTime() - askedNanos > MAX_AGE_NANOS) {
        ask();
      }
    } catch (IOException e) {
      throw new StorageException("could not ask for the free space of '" + folder + "'", e);
    }
    return usableBytes;
  }

  /** Octets that may be written until the reserve is reached; negative if it is not there. */
  long spareBytes() throws StorageException {
    return freeBytes() - reserveBytes;
  }

  void require() throws StorageException {
    long usableBytes = freeBytes();
    if (usableBytes < reserveBytes) {
      throw new StorageException(
          "the disk of '"
              + folder
              + "' has "
              + Quantity.size(usableBytes)
              + " free, less than limits.disk-reserve ("
              + Quantity.size(reserveBytes)
              + "); free up space");
    }
  }

  /** As {@link #require}, and a file can be made there. */
  void requireWritable(Path where) throws StorageException {
    require();
    try {
      Files.delete(Files.createTempFile(where, "probe", ""));
    } catch (IOException e) {
      throw new StorageException("no file can be created in '" + where + "'", e);
    }
  }

  private void ask() throws IOException {
    usableBytes = store.getUsableSpace();
    askedNanos = System.nanoTime();
  }
}
