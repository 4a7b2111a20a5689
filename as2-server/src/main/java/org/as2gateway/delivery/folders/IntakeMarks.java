package org.as2gateway.delivery.folders;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.as2gateway.store.disk.Fsync;

/**
 * An empty file {@code data/intake/<id>} for each message that is being made of a file, from before
 * its payload is kept until it is recorded: a crash in between leaves nothing that nobody knows of.
 */
final class IntakeMarks {
  private final Path folder;

  IntakeMarks(Path folder) {
    this.folder = folder;
  }

  /** Marks new messages durably. */
  void add(Collection<String> ids) throws IOException {
    makeFolder();
    for (String id : ids) {
      Files.createFile(folder.resolve(id));
    }
    Fsync.folder(folder);
  }

  /** The message is recorded, or never will be. */
  void remove(String id) throws IOException {
    Files.deleteIfExists(folder.resolve(id));
  }

  /** Ids of all marks, made or left behind. */
  List<String> all() throws IOException {
    makeFolder();
    List<String> ids = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> ids.add(String.valueOf(file.getFileName())));
    }
    return ids;
  }

  private void makeFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Fsync.folder(Objects.requireNonNull(folder.getParent()));
    }
  }
}
