package org.as2gateway.store.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Synchronisation of one file or folder with the disk. */
public final class Fsync {
  private Fsync() {}

  /** Makes a file's content durable, its name not yet. */
  public static void file(Path file) throws IOException {
    // Reading is enough for fsync, and all that a file of another user may allow.
    force(file);
  }

  /** Makes the names in a folder durable. */
  public static void folder(Path folder) throws IOException {
    force(folder);
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
