package org.as2gateway.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies files for their owner alone, whatever their mode was: 0600, in folders of 0700. A file
 * that cannot be read is left out and named; a copy that cannot be written ends the whole.
 */
final class PrivateCopy {
  private static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int BUFFER_BYTES = 64 * 1024;

  private final List<String> findings = new ArrayList<>();
  private final OpenOption[] reading;
  private final Set<FileVisitOption> visiting;

  private PrivateCopy(OpenOption[] reading, Set<FileVisitOption> visiting) {
    this.reading = reading;
    this.visiting = visiting;
  }

  /** Copies what a link in the source points to: the home is the operator's own. */
  static PrivateCopy followingLinks() {
    return new PrivateCopy(new OpenOption[0], EnumSet.of(FileVisitOption.FOLLOW_LINKS));
  }

  /** Copies no link. */
  static PrivateCopy withoutLinks() {
    return new PrivateCopy(
        new OpenOption[] {LinkOption.NOFOLLOW_LINKS}, EnumSet.noneOf(FileVisitOption.class));
  }

  /** What was left out, and why. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  /** Copies a file, or a folder with all in it; nothing if there is no such thing. */
  void tree(Path source, Path target) throws IOException {
    Files.walkFileTree(
        source,
        visiting,
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            BackupFolder.make(copyOf(folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              file(file, copyOf(file));
            } else {
              leaveOut(file, "it is neither a file nor a folder");
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (!(e instanceof NoSuchFileException)) {
              leaveOut(file, e.toString());
            }
            return FileVisitResult.CONTINUE;
          }

          private Path copyOf(Path path) {
            return path.equals(source)
                ? target
                : target.resolve(source.relativize(path).toString());
          }
        });
  }

  /** Copies a file, unless it is gone meanwhile: delivered, or removed after its retention. */
  void file(Path file, Path target) throws IOException {
    Path parent = target.getParent();
    if (parent != null) {
      BackupFolder.make(parent);
    }
    try (InputStream in = Files.newInputStream(file, reading)) {
      write(in, file, target);
    } catch (NoSuchFileException e) {
      if (!file.toString().equals(e.getFile())) {
        throw e;
      }
    } catch (UnreadableException e) {
      Files.deleteIfExists(target);
      leaveOut(file, e.getMessage());
    } catch (FileSystemException e) {
      if (!file.toString().equals(e.getFile())) {
        throw e;
      }
      leaveOut(file, e.toString());
    }
  }

  private static void write(InputStream in, Path file, Path target) throws IOException {
    try (OutputStream out = create(target)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
        out.write(buffer, 0, read);
      }
    }
    Files.setLastModifiedTime(target, Files.getLastModifiedTime(file));
  }

  private static int read(InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new UnreadableException(e);
    }
  }

  /** A new file that only its owner can read. */
  static OutputStream create(Path target) throws IOException {
    return Channels.newOutputStream(
        FileChannel.open(
            target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE));
  }

  private void leaveOut(Path file, @Nullable String reason) {
    findings.add("'" + file + "' is not copied: " + reason);
  }

  /** Reading failed, as opposed to writing. */
  private static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableException(IOException cause) {
      super("it cannot be read: " + cause.getMessage(), cause);
    }
  }
}
