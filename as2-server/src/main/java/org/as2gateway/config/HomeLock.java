package org.as2gateway.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The exclusive use of a home: one gateway at a time. Held from {@link #take} to {@link #close}; a
 * process that dies gives it back by dying.
 */
public final class HomeLock implements AutoCloseable {
  /** Opening and closing a lock file a second time would give back this process's own lock. */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path home;
  private final FileChannel channel;

  private HomeLock(Path home, FileChannel channel) {
    this.home = home;
    this.channel = channel;
  }

  /**
   * Takes the home, creating {@code data/lock}.
   *
   * @throws ConfigException if another gateway holds it, naming its process
   * @throws IOException if the file cannot be made or locked
   */
  public static HomeLock take(Path home) throws ConfigException, IOException {
    Path data = Files.createDirectories(home.resolve("data"));
    Path real = data.toRealPath();
    if (!HELD_HERE.add(real)) {
      throw inUse(home, Optional.of(Long.toString(ProcessHandle.current().pid())));
    }
    Optional<FileChannel> channel = Optional.empty();
    try {
      channel = lock(data.resolve("lock"));
    } finally {
      if (channel.isEmpty()) {
        HELD_HERE.remove(real);
      }
    }
    if (channel.isEmpty()) {
      throw inUse(home, holder(data.resolve("lock")));
    }
    return new HomeLock(real, channel.get());
  }

  private static Optional<FileChannel> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean isLocked = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid), 0);
        isLocked = true;
      }
    } finally {
      if (!isLocked) {
        channel.close();
      }
    }
    return isLocked ? Optional.of(channel) : Optional.empty();
  }

  private static Optional<String> holder(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(pid -> pid.matches("\\d+"));
    } catch (IOException e) {
      return Optional.empty(); // only makes the message richer
    }
  }

  private static ConfigException inUse(Path home, Optional<String> pid) {
    String process = pid.map(p -> " (process " + p + ")").orElse("");
    return new ConfigException(
        "home '%s' is in use by another gateway%s: stop that one, or name another home with --home"
            .formatted(home, process));
  }

  /** Gives the home back. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      HELD_HERE.remove(home);
    }
  }
}
