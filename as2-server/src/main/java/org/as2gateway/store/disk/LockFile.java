package org.as2gateway.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that one process at a time holds, with a line in it that says who. A process that ends
 * releases it, however it ends.
 */
public final class LockFile implements AutoCloseable {
  /**
   * The holders in this process. Opening and closing a file a second time, even to read it, would
   * release this process's own lock on it.
   */
  private static final Map<Path, String> HELD_HERE = new ConcurrentHashMap<>();

  private final Path real;
  private final FileChannel channel;

  private LockFile(Path real, FileChannel channel) {
    this.real = real;
    this.channel = channel;
  }

  /**
   * Takes the lock, creating the file where it is missing.
   *
   * @param holder who holds it from now on, one line
   * @return empty if another process, or somebody else in this one, holds it
   * @throws IOException if the file cannot be created, locked or written
   */
  public static Optional<LockFile> take(Path file, String holder) throws IOException {
    Path real = real(file);
    if (HELD_HERE.putIfAbsent(real, holder) != null) {
      return Optional.empty();
    }
    Optional<FileChannel> channel = Optional.empty();
    try {
      channel = lock(real, holder);
    } finally {
      if (channel.isEmpty()) {
        HELD_HERE.remove(real);
      }
    }
    return channel.map(open -> new LockFile(real, open));
  }

  private static Path real(Path file) throws IOException {
    return file.resolveSibling(".").toRealPath().resolve(file.getFileName());
  }

  private static Optional<FileChannel> lock(Path file, String holder) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean isLocked = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        isLocked = true;
      }
    } finally {
      if (!isLocked) {
        channel.close();
      }
    }
    return isLocked ? Optional.of(channel) : Optional.empty();
  }

  /** Who holds the lock, or held it last; empty if that cannot be read. */
  public static Optional<String> holder(Path file) {
    try {
      String here = HELD_HERE.get(real(file));
      String text = here == null ? Files.readString(file) : here;
      return Optional.of(text.strip()).filter(line -> !line.isEmpty());
    } catch (IOException e) {
      return Optional.empty(); // the lock is what counts, the line only explains
    }
  }

  /** Releases the lock. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      HELD_HERE.remove(real);
    }
  }
}
