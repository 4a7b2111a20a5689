package org.as2gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.as2gateway.store.disk.LockFile;

/**
 * The exclusive use of a home: one gateway at a time. Held from {@link #take} to {@link #close}; a
 * process that dies gives it back by dying.
 */
public final class HomeLock implements AutoCloseable {
  private final LockFile file;

  private HomeLock(LockFile file) {
    this.file = file;
  }

  /**
   * Takes the home, creating {@code data/lock}.
   *
   * @throws ConfigException if another gateway holds it, naming its process
   * @throws IOException if the file cannot be made or locked
   */
  public static HomeLock take(Path home) throws ConfigException, IOException {
    Path file = Files.createDirectories(home.resolve("data")).resolve("lock");
    Optional<LockFile> taken = LockFile.take(file, Long.toString(ProcessHandle.current().pid()));
    return new HomeLock(taken.orElseThrow(() -> inUse(home, file)));
  }

  private static ConfigException inUse(Path home, Path file) {
    String process =
        LockFile.holder(file)
            .filter(pid -> pid.matches("\\d+"))
            .map(pid -> " (process " + pid + ")")
            .orElse("");
    return new ConfigException(
        "home '%s' is in use by another gateway%s: stop that one, or name another home with --home"
            .formatted(home, process));
  }

  /** Gives the home back. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
