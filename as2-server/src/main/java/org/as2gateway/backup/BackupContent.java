package org.as2gateway.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a backup has in it, looked at before anything of it is restored. It may have come over a
 * network or off a tape, so nothing in it is believed.
 *
 * @param databaseEntry name of the packed database file; empty if the backup has none
 * @param bytes what the restored files will take
 */
record BackupContent(Optional<String> databaseEntry, long bytes) {
  /** Line of {@link BackupFolder#COMPLETE} of a backup that has the database in it. */
  static final String WITH_DATABASE = "database: in " + BackupFolder.DATABASE;

  private static final int MOST_FINDINGS = 10;
  private static final int LONGEST_COMPLETE = 1000;
  private static final byte[] H2_START = {'H', ':', '2'};

  /**
   * Looks at all that would be restored.
   *
   * @throws BackupException if it is no backup, damaged, or holds links or special files; names
   *     them
   */
  static BackupContent inspect(Path backup, List<String> parts)
      throws BackupException, IOException {
    Path complete = backup.resolve(BackupFolder.COMPLETE);
    if (!Files.isRegularFile(complete, LinkOption.NOFOLLOW_LINKS)
        || Files.size(complete) > LONGEST_COMPLETE) {
      throw new BackupException(
          "'%s' is not a complete backup: file '%s' is missing"
              .formatted(backup, BackupFolder.COMPLETE));
    }
    Walk walk = new Walk();
    for (String part : parts) {
      Files.walkFileTree(
          backup.resolve(part), EnumSet.noneOf(FileVisitOption.class), Integer.MAX_VALUE, walk);
    }
    walk.refuse(backup);
    Path database = backup.resolve(BackupFolder.DATABASE);
    if (Files.exists(database, LinkOption.NOFOLLOW_LINKS)) {
      ZipEntry entry = databaseEntry(database);
      return new BackupContent(Optional.of(entry.getName()), walk.bytes + entry.getSize());
    }
    if (Files.readString(complete).contains(WITH_DATABASE)) {
      throw new BackupException(
          "'%s' is damaged: '%s' is missing".formatted(backup, BackupFolder.DATABASE));
    }
    return new BackupContent(Optional.empty(), walk.bytes);
  }

  private static ZipEntry databaseEntry(Path zip) throws BackupException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      List<? extends ZipEntry> entries = file.stream().limit(2).toList();
      if (entries.size() != 1 || !isDatabaseName(entries.get(0).getName())) {
        throw new BackupException("'" + zip + "' is damaged: expected one file '*.mv.db' in it");
      }
      ZipEntry entry = entries.get(0);
      try (InputStream in = file.getInputStream(entry)) {
        if (entry.getSize() < H2_START.length
            || !Arrays.equals(in.readNBytes(H2_START.length), H2_START)) {
          throw new BackupException("'" + zip + "' is damaged: it does not contain an H2 database");
        }
      }
      return entry;
    } catch (IOException e) {
      throw new BackupException("'" + zip + "' is damaged: " + e.getMessage());
    }
  }

  private static boolean isDatabaseName(String name) {
    return name.endsWith(".mv.db") && !name.startsWith(".") && name.matches("[^/\\\\\\p{Cntrl}:]+");
  }

  /** Finds what is neither a file nor a folder, and adds up the sizes. */
  private static final class Walk extends SimpleFileVisitor<Path> {
    private final List<String> findings = new ArrayList<>();
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      if (attributes.isSymbolicLink()) {
        findings.add("'" + file + "' is a symbolic link");
      } else if (!attributes.isRegularFile()) {
        findings.add("'" + file + "' is neither a file nor a folder");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      if (!(e instanceof NoSuchFileException)) { // each part is optional
        findings.add("'" + file + "' cannot be read: " + e);
      }
      return FileVisitResult.CONTINUE;
    }

    void refuse(Path backup) throws BackupException {
      if (!findings.isEmpty()) {
        throw new BackupException(
            "'%s' was not restored because a backup must contain only files and folders: %s%s"
                .formatted(
                    backup,
                    String.join(
                        "; ", findings.subList(0, Math.min(MOST_FINDINGS, findings.size()))),
                    findings.size() > MOST_FINDINGS ? "; …" : ""));
      }
    }
  }
}
