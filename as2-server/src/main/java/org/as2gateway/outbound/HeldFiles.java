package org.as2gateway.outbound;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.as2gateway.disk.Fsync;

/**
 * Which files of outbox folders are in the hands of a message: from before it is queued until its
 * file is in {@code sent/} or {@code failed/}. Without this a file whose message has just ended
 * would look like a new one. An empty file {@code data/intake/<id>} for each survives a crash. Safe
 * for many threads.
 */
final class HeldFiles {
  private final Path folder;
  private final Map<Source, String> holders = new HashMap<>();
  private final Set<String> unfiled = ConcurrentHashMap.newKeySet();

  private record Source(String partnership, String name) {}

  HeldFiles(Path folder) {
    this.folder = folder;
  }

  /** Makes the markers of new messages durable; their files may be taken after that. */
  synchronized void hold(String partnership, Map<String, String> idsByName) throws IOException {
    makeFolder();
    for (Map.Entry<String, String> entry : idsByName.entrySet()) {
      try {
        Files.createFile(folder.resolve(entry.getValue()));
      } catch (FileAlreadyExistsException e) {
        // Held already: a message that is sent again before its file was filed.
      }
      holders.put(new Source(partnership, entry.getKey()), entry.getValue());
    }
    Fsync.folder(folder);
  }

  /** Puts a file found at start back into the hands of its message. */
  synchronized void restore(String partnership, String name, String id) {
    holders.put(new Source(partnership, name), id);
  }

  synchronized boolean isHeld(String partnership, String name) {
    return holders.containsKey(new Source(partnership, name));
  }

  /** The file is filed, or was never taken. */
  synchronized void release(String partnership, String name, String id) throws IOException {
    Files.deleteIfExists(folder.resolve(id));
    holders.remove(new Source(partnership, name), id);
    unfiled.remove(id);
  }

  /** The message has ended, but its file could not be moved: to be tried again. */
  void tryLater(String id) {
    unfiled.add(id);
  }

  /** Messages whose files are still to be moved. */
  List<String> toTry() {
    return List.copyOf(unfiled);
  }

  private void makeFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Fsync.folder(Objects.requireNonNull(folder.getParent()));
    }
  }

  /** Ids of all markers, made or left behind. */
  List<String> marked() throws IOException {
    makeFolder();
    List<String> ids = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> ids.add(String.valueOf(file.getFileName())));
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return ids;
  }

  /** Removes a marker of no message. */
  void discard(String id) throws IOException {
    Files.deleteIfExists(folder.resolve(id));
  }
}
