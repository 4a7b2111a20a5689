package org.as2gateway.store.payload;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** Bodies of refused messages, bounded: the oldest go first. Ids sort by time. */
final class RefusedBodies {
  private final Path folder;
  private final long maxBytes;
  private final TreeMap<String, Long> sizes = new TreeMap<>();
  private long total;

  RefusedBodies(Path folder, long maxBytes) throws IOException {
    this.folder = folder;
    this.maxBytes = maxBytes;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        add(file.getFileName().toString(), Files.size(file));
      }
    }
    dropOldest();
  }

  synchronized boolean keep(String name, Path body) throws IOException {
    long size = Files.size(body);
    if (size > maxBytes) {
      return false;
    }
    Files.move(body, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    add(name, size);
    dropOldest();
    return true;
  }

  private void add(String name, long size) {
    Long before = sizes.put(name, size);
    total += size - (before == null ? 0 : before);
  }

  private void dropOldest() throws IOException {
    while (total > maxBytes) {
      Map.Entry<String, Long> oldest = sizes.pollFirstEntry();
      total -= oldest.getValue();
      Files.deleteIfExists(folder.resolve(oldest.getKey()));
    }
  }
}
