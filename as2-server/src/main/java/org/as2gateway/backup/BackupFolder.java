package org.as2gateway.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.as2gateway.store.disk.Fsync;
import org.as2gateway.store.payload.HomeFolders;

/** The layout of a backup: that of a home, and a last file that says that it is whole. */
final class BackupFolder {
  /** The database of H2, as H2 packs it. */
  static final String DATABASE = "database.zip";

  /** Written last. */
  static final String COMPLETE = "backup-complete";

  /** What a home is made of, beside its database and the files of messages. */
  static final List<String> SETTINGS =
      List.of("gateway.yaml", "partnerships.xml", "certs", "data/secrets");

  private static final String PRIVATE = "rwx------";

  private BackupFolder() {}

  /**
   * Refuses a folder that is not empty, or lies where the gateway moves files.
   *
   * @throws BackupException if it must not be used
   */
  static void require(Path folder, HomeFolders home) throws BackupException, IOException {
    Path real = real(folder);
    for (Path folderOfHome :
        List.of(
            home.data(), home.inbox(), home.outbox(), home.sent(), home.failed(), home.certs())) {
      Path moving = real(folderOfHome);
      if (real.startsWith(moving) || moving.startsWith(real)) {
        throw new BackupException(
            "'" + folder + "' overlaps '" + moving + "', expected a folder outside of it");
      }
    }
    requireEmpty(folder);
  }

  /** The path without links, as far as it is there. */
  private static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    return parent == null || Files.exists(absolute)
        ? absolute.toRealPath()
        : real(parent).resolve(String.valueOf(absolute.getFileName()));
  }

  static void requireEmpty(Path folder) throws BackupException, IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        if (entries.iterator().hasNext()) {
          throw new BackupException("'" + folder + "' is not empty, expected an empty folder");
        }
      }
    } else if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new BackupException("'" + folder + "' is not a folder, expected an empty one");
    }
  }

  /** Makes a folder that only its owner can enter: keys and payloads go in. */
  static void make(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
  }

  /**
   * Makes the folder of a backup, or takes one that is there for its owner alone.
   *
   * @return what was changed, for the operator; empty if nothing
   * @throws BackupException if others can look into it and that cannot be changed
   */
  static Optional<String> makePrivate(Path folder) throws BackupException, IOException {
    make(folder);
    if (Files.getPosixFilePermissions(folder).equals(PosixFilePermissions.fromString(PRIVATE))) {
      return Optional.empty();
    }
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(PRIVATE));
    } catch (FileSystemException e) {
      throw new BackupException(
          "'"
              + folder
              + "' belongs to another user and can be read by others. A backup contains"
              + " keys and payloads, so use your own folder with mode 0700");
    }
    return Optional.of("'" + folder + "' could be read by others; its mode was changed to 0700");
  }

  /** Makes a folder and all in it survive a power cut. */
  static void synchronise(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (var files = Files.walk(folder)) {
      files.forEach(all::add);
    }
    for (Path path : all) {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        Fsync.folder(path);
      } else {
        Fsync.file(path);
      }
    }
    Fsync.folder(Objects.requireNonNull(folder.toAbsolutePath().getParent()));
  }
}
