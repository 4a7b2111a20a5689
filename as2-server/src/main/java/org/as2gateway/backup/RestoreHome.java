package org.as2gateway.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.as2gateway.store.payload.HomeFolders;
import org.jspecify.annotations.Nullable;

/** Makes a home of a backup. */
public final class RestoreHome {
  /** Tells the next start that what was under way has to be looked at. */
  static final String MARK = "restored";

  /** Stands where a restore has begun and not come to its end. */
  private static final String UNDER_WAY = "restore-incomplete";

  private RestoreHome() {}

  /** Whether a restore into that home was broken off: what is there is not all that was kept. */
  public static boolean isBrokenOff(Path home) {
    return Files.exists(new HomeFolders(home).data().resolve(UNDER_WAY));
  }

  /**
   * Copies a backup into a home that is empty or not there. If that fails, nothing of it stays.
   *
   * @return whether the database was in it; if not, the server's tools have to put it back
   * @throws BackupException if the backup is incomplete, damaged or holds links, if there is no
   *     room for it, or if the home is not empty
   */
  public static boolean restore(Path backup, Path home) throws BackupException, IOException {
    HomeFolders folders = new HomeFolders(home);
    List<String> parts = new ArrayList<>(BackupFolder.SETTINGS);
    for (Path folder : List.of(folders.stage(), folders.payloads(), folders.wire())) {
      parts.add(folders.home().relativize(folder).toString());
    }
    BackupContent content = BackupContent.inspect(backup, parts);
    BackupFolder.requireEmpty(home);
    boolean isThere = Files.isDirectory(home);
    boolean isDone = false;
    try {
      BackupFolder.make(folders.data());
      Path underWay = Files.createFile(folders.data().resolve(UNDER_WAY));
      requireRoom(home, content.bytes());
      copy(backup, folders, parts);
      if (content.databaseEntry().isPresent()) {
        unpack(backup.resolve(BackupFolder.DATABASE), folders.database());
      }
      BackupFolder.synchronise(home);
      Files.delete(underWay);
      isDone = true;
      return content.databaseEntry().isPresent();
    } catch (ZipException e) {
      throw new BackupException("'" + backup + "' is damaged: " + e.getMessage());
    } finally {
      if (!isDone) {
        remove(home, isThere);
      }
    }
  }

  private static void requireRoom(Path home, long bytes) throws BackupException, IOException {
    long room = Files.getFileStore(home).getUsableSpace();
    if (bytes > room) {
      throw new BackupException(
          ("the backup needs %d bytes, but the disk of '%s' has %d free; free up space or restore"
                  + " to another disk")
              .formatted(bytes, home, room));
    }
  }

  private static void copy(Path backup, HomeFolders folders, List<String> parts)
      throws BackupException, IOException {
    PrivateCopy copy = PrivateCopy.withoutLinks();
    for (String part : parts) {
      copy.tree(backup.resolve(part), folders.home().resolve(part));
    }
    copy.file(backup.resolve(BackupFolder.COMPLETE), folders.data().resolve(MARK));
    if (!copy.findings().isEmpty()) { // it has changed since it was looked at, or the disk is bad
      throw new BackupException(String.join("; ", copy.findings()));
    }
  }

  private static void unpack(Path zip, Path folder) throws IOException {
    BackupFolder.make(folder);
    try (ZipFile file = new ZipFile(zip.toFile())) {
      ZipEntry entry = file.stream().findFirst().orElseThrow(() -> new ZipException("it is empty"));
      try (CheckedInputStream in = new CheckedInputStream(file.getInputStream(entry), new CRC32());
          OutputStream out = PrivateCopy.create(folder.resolve(entry.getName()))) {
        long bytes = in.transferTo(out);
        if (bytes != entry.getSize() || in.getChecksum().getValue() != entry.getCrc()) {
          throw new ZipException("the checksum of the database in it does not match");
        }
      }
    }
  }

  /** Removes what was made; a folder that was there before stays, empty. */
  private static void remove(Path home, boolean isKept) throws IOException {
    if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS) && !isKept) {
      return; // nothing was made yet
    }
    Path real = home.toRealPath();
    Files.walkFileTree(
        real,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            if (!isKept || !folder.equals(real)) {
              Files.delete(folder);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
