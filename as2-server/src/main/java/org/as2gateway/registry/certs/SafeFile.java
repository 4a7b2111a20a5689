package org.as2gateway.registry.certs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes files whole or not at all: beside the place, synchronised, then renamed into it. */
public final class SafeFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private SafeFile() {}

  /** Writes a file that only its owner can read, from its first octet on. */
  public static void writePrivate(Path file, byte[] content) throws IOException {
    write(file, content, Optional.of(OWNER_ONLY));
  }

  /** Writes a file, with the mode of the one it replaces if there is one. */
  public static void write(Path file, byte[] content) throws IOException {
    Optional<Set<PosixFilePermission>> mode =
        Files.exists(file) && isPosix(file)
            ? Optional.of(Files.getPosixFilePermissions(file))
            : Optional.empty();
    write(file, content, mode);
  }

  private static void write(Path file, byte[] content, Optional<Set<PosixFilePermission>> mode)
      throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file; // a link stays a link
    Path folder = target.resolveSibling(".").toAbsolutePath().normalize();
    Path beside = folder.resolve("." + UUID.randomUUID() + ".tmp");
    FileAttribute<?>[] attributes =
        mode.isPresent() && isPosix(folder)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode.get())}
            : new FileAttribute<?>[0];
    try {
      Set<StandardOpenOption> options =
          EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (FileChannel channel = FileChannel.open(beside, options, attributes)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /** Makes a folder that only its owner can enter, unless it is there. */
  static void createPrivateFolder(@Nullable Path folder) throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      if (isPosix(folder)) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  /** Whether group or others may read a file that holds a secret. */
  static boolean isOpenToOthers(Path file) {
    try {
      return isPosix(file)
          && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    } catch (IOException e) {
      return false; // a file that cannot be looked at is reported when it is read
    }
  }

  private static boolean isPosix(Path file) throws IOException {
    return Files.getFileStore(file.toAbsolutePath()).supportsFileAttributeView("posix")
        && Files.exists(file);
  }
}
