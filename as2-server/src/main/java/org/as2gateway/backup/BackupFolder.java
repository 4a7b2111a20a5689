package org.as2gateway.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.as2gateway.disk.Fsync;
import org.as2gateway.payload.HomeFolders;

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
    Path real = folder.toAbsolutePath().normalize();
    for (Path moving :
        List.of(
            home.data(), home.inbox(), home.outbox(), home.sent(), home.failed(), home.certs())) {
      if (real.startsWith(moving) || moving.startsWith(real)) {
        throw new BackupException(
            "'" + folder + "' overlaps '" + moving + "', expected a folder outside of it");
      }
    }
    requireEmpty(folder);
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

  /** Copies a file or a folder with all in it; links are not followed out of it. */
  static void copy(Path source, Path target) throws IOException {
    List<Path> all = new ArrayList<>();
    try (var files = Files.walk(source)) {
      files.forEach(all::add);
    } catch (NoSuchFileException e) {
      return; // an optional part
    }
    for (Path file : all) {
      Path copy = target.resolve(source.relativize(file).toString());
      if (Files.isDirectory(file)) {
        make(copy);
      } else {
        copyFile(file, file.equals(source) ? target : copy);
      }
    }
  }

  /** Copies a file, unless it is gone meanwhile. */
  static void copyFile(Path file, Path target) throws IOException {
    Path parent = target.getParent();
    if (parent != null) {
      make(parent);
    }
    try {
      Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (NoSuchFileException e) {
      Files.deleteIfExists(target); // delivered, or let go, since the database was copied
    }
  }
}
