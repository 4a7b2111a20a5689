package org.as2gateway.store.payload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.as2gateway.store.disk.Fsync;
import org.as2gateway.store.disk.GroupSync;

/** One folder: its synchronisation, shared by all who wait, and free names in it. */
final class Folder {
  /** For folders that only the gateway enters. */
  static final String PRIVATE = "rwx------";

  /** For folders that files are exchanged through. */
  static final String EXCHANGE = "rwxr-x---";

  private static final int REMEMBERED_LABELS = 256;

  /** Longest name in a folder. */
  private static final int MAX_NAME_BYTES = 255;

  private final Path path;
  private final GroupSync sync;

  /** Where the search for a free suffix ended, so that a thousand files of one name stay cheap. */
  private final Map<String, Integer> lastSuffix =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > REMEMBERED_LABELS;
        }
      };

  private Folder(Path path) {
    this.path = path;
    this.sync = new GroupSync(() -> Fsync.folder(path));
  }

  /** Makes the folder durable if it is not there. */
  static Folder open(Path path, String mode) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
      for (Path made = path.getParent();
          made != null && isAbove(made, path);
          made = made.getParent()) {
        Fsync.folder(made);
      }
    }
    return new Folder(path);
  }

  /** The two levels above: a home's own folder and the one of a partner in it. */
  private static boolean isAbove(Path made, Path path) {
    return path.getNameCount() - made.getNameCount() <= 2;
  }

  Path path() {
    return path;
  }

  /**
   * Returns if files can be moved from there: nothing is to be accepted that cannot be delivered.
   */
  void requireSameDisk(Folder other) throws IOException {
    if (!Files.getFileStore(path).equals(Files.getFileStore(other.path))) {
      throw new StorageException(
          "'" + path + "' and '" + other.path + "' lie on different file systems, expected one");
    }
  }

  /** Makes the names in the folder durable, together with whoever else waits for that. */
  void sync() throws StorageException {
    try {
      sync.await();
    } catch (IOException e) {
      throw new StorageException("could not synchronise the folder '" + path + "'", e);
    }
  }

  static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * The label, or {@code label (2).ext}, {@code label (3).ext} …: the first that no file has and
   * that is not taken.
   */
  synchronized String freeName(String label, Predicate<String> isTaken) {
    String name = spellable(label);
    if (isFree(name, isTaken)) {
      return name;
    }
    int suffix = Math.max(2, lastSuffix.getOrDefault(name, 2));
    while (!isFree(suffixed(name, suffix), isTaken)) {
      suffix++;
    }
    lastSuffix.put(name, suffix);
    return suffixed(name, suffix);
  }

  private boolean isFree(String name, Predicate<String> isTaken) {
    return !exists(path.resolve(name)) && !isTaken.test(name);
  }

  static String suffixed(String name, int suffix) {
    String number = " (" + suffix + ")";
    String label = FileLabel.shorten(name, MAX_NAME_BYTES - number.length());
    String extension = FileLabel.extension(label);
    return label.substring(0, label.length() - extension.length()) + number + extension;
  }

  /** In a locale without Unicode, Java 17 cannot name such a file at all. */
  private String spellable(String label) {
    try {
      Path unused = path.resolve(label);
      return unused.getFileName().toString();
    } catch (InvalidPathException e) {
      return label.replaceAll("[^ -~]", "_");
    }
  }
}
