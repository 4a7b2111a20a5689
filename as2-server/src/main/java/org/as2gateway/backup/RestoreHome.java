package org.as2gateway.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.as2gateway.payload.HomeFolders;

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
   * Copies a backup into a home that is empty or not there.
   *
   * @return whether the database was in it; if not, the server's tools have to put it back
   * @throws BackupException if the backup is not whole, or the home is not empty
   */
  public static boolean restore(Path backup, Path home) throws BackupException, IOException {
    if (!Files.isRegularFile(backup.resolve(BackupFolder.COMPLETE))) {
      throw new BackupException(
          "'"
              + backup
              + "' is no backup, or one that was broken off: it lacks the file '"
              + BackupFolder.COMPLETE
              + "'");
    }
    BackupFolder.requireEmpty(home);
    HomeFolders folders = new HomeFolders(home);
    BackupFolder.make(folders.data());
    Path underWay = Files.createFile(folders.data().resolve(UNDER_WAY));
    for (String part : BackupFolder.SETTINGS) {
      BackupFolder.copy(backup.resolve(part), folders.home().resolve(part));
    }
    for (Path folder : List.of(folders.stage(), folders.payloads(), folders.wire())) {
      BackupFolder.copy(backup.resolve(folders.home().relativize(folder)), folder);
    }
    BackupFolder.copyFile(backup.resolve(BackupFolder.COMPLETE), folders.data().resolve(MARK));
    Path database = backup.resolve(BackupFolder.DATABASE);
    boolean hasDatabase = Files.isRegularFile(database);
    if (hasDatabase) {
      unpack(database, folders.database());
    }
    BackupFolder.synchronise(home);
    Files.delete(underWay);
    return hasDatabase;
  }

  private static void unpack(Path zip, Path folder) throws BackupException, IOException {
    BackupFolder.make(folder);
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : file.stream().map(ZipEntry.class::cast).toList()) {
        String name = String.valueOf(Path.of(entry.getName()).getFileName());
        if (!name.endsWith(".mv.db")) {
          throw new BackupException("'" + zip + "' holds '" + name + "', expected a database");
        }
        try (InputStream in = file.getInputStream(entry)) {
          Files.copy(in, folder.resolve(name));
        }
      }
    }
  }
}
