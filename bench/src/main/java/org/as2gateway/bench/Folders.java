package org.as2gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deletes what a round left on disk. */
public final class Folders {
  private Folders() {}

  /** Deletes the files below a folder; the folders stay. */
  static void deleteFiles(Path folder) throws IOException {
    delete(folder, false);
  }

  /** Deletes a folder and all below it. */
  public static void deleteAll(Path folder) throws IOException {
    delete(folder, true);
  }

  private static void delete(Path folder, boolean isFolderToo) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> below = Files.walk(folder)) {
      all = below.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      if (isFolderToo || !Files.isDirectory(path)) {
        Files.deleteIfExists(path);
      }
    }
  }
}
