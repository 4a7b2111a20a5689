package org.as2gateway.store.payload;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Files named by the id of a message that has no record. */
final class Orphans {
  private static final int BATCH = 500;

  private Orphans() {}

  /** Removes them, some hundred at a time, so that a folder of any size is never held in memory. */
  static int clear(Path folder, Path stage, String before, UnaryOperator<Set<String>> owned)
      throws IOException {
    int cleared = 0;
    List<Path> batch = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (id(file).compareTo(before) < 0) {
          batch.add(file);
        }
        if (batch.size() == BATCH) {
          cleared += clear(batch, stage, owned);
          batch.clear();
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return cleared + clear(batch, stage, owned);
  }

  private static int clear(List<Path> files, Path stage, UnaryOperator<Set<String>> owned)
      throws IOException {
    Set<String> ids = new HashSet<>();
    files.forEach(file -> ids.add(id(file)));
    Set<String> kept = ids.isEmpty() ? ids : owned.apply(ids);
    int cleared = 0;
    for (Path file : files) {
      boolean isInHand = Folder.exists(stage.resolve(file.getFileName().toString()));
      if (!kept.contains(id(file)) && !isInHand && Files.deleteIfExists(file)) {
        cleared++;
      }
    }
    return cleared;
  }

  private static String id(Path file) {
    return file.getFileName().toString().split("-", 2)[0];
  }
}
