package org.as2gateway.store.payload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.store.disk.Fsync;

/** Files that were dropped in an outbox folder: kept under our name, then moved away. */
final class SourceFiles {
  private SourceFiles() {}

  /**
   * Keeps a file durably under our name: by a hard link, or by a copy where the system forbids
   * links to files of other users.
   */
  static void keep(Path source, Path kept, DiskReserve reserve) throws IOException {
    try {
      Files.createLink(kept, source);
      Fsync.file(kept);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      Files.deleteIfExists(kept);
      copy(source, kept, reserve);
    }
  }

  private static void copy(Path source, Path kept, DiskReserve reserve) throws IOException {
    BasicFileAttributes before = attributes(source).orElseThrow();
    try (InputStream in = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS);
        PrivateFile out = PrivateFile.create(kept, reserve)) {
      in.transferTo(out);
      out.force();
    }
    // By size and time a copy is recognised later.
    Files.getFileAttributeView(kept, BasicFileAttributeView.class)
        .setTimes(before.lastModifiedTime(), null, null);
  }

  /**
   * Whether both names still mean what was kept: one file, or a copy and its unchanged source. Size
   * and time are not enough: {@code cp -p} and {@code rsync -t} give a new file the time of
   * another.
   */
  static boolean isSame(Path source, Path kept) throws IOException {
    Optional<BasicFileAttributes> a = attributes(source);
    Optional<BasicFileAttributes> b = attributes(kept);
    if (a.isEmpty() || b.isEmpty() || !a.get().isRegularFile()) {
      return false;
    }
    return Objects.equals(a.get().fileKey(), b.get().fileKey())
        || (a.get().size() == b.get().size()
            && micros(a.get()) == micros(b.get())
            && Files.mismatch(source, kept) < 0);
  }

  /** Java sets times to the microsecond only. */
  private static long micros(BasicFileAttributes attributes) {
    return attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS);
  }

  private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // gone: an expected answer
    }
  }

  /** Tells whether two names mean the same file. */
  private interface Sameness {
    boolean isSame(Path one, Path other) throws IOException;
  }

  /**
   * Gives the file a name in the folder, the label or the next free one; a folder on another disk
   * gets a copy. Done before already: the name it has there.
   */
  static Path linkInto(Folder folder, String label, Path file) throws IOException {
    try {
      return link(folder, label, file, Files::isSameFile);
    } catch (FileSystemException e) {
      if (!isOnOtherDisk(folder.path(), file)) {
        throw e;
      }
    }
    Path copy = folder.path().resolve("." + file.getFileName() + ".part");
    try {
      Files.copy(
          file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      Fsync.file(copy);
      return link(folder, label, copy, SourceFiles::isSame);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static boolean isOnOtherDisk(Path folder, Path file) throws IOException {
    return !Files.getFileStore(folder).equals(Files.getFileStore(file));
  }

  private static Path link(Folder folder, String label, Path file, Sameness sameness)
      throws IOException {
    int suffix = 1;
    while (true) {
      String name = suffix == 1 ? label : Folder.suffixed(label, suffix);
      Path target = folder.path().resolve(name);
      if (Folder.exists(target)) {
        if (sameness.isSame(target, file)) {
          return target;
        }
      } else {
        try {
          return Files.createLink(target, file); // fails where a file appears meanwhile
        } catch (FileAlreadyExistsException e) {
          continue; // looked at again by the same name
        }
      }
      suffix++;
    }
  }

  /**
   * Removes a file from where it was filed before, under its label or, if that was taken, another.
   */
  static void removeFiled(Path folder, String label, Path kept) throws IOException {
    if (!Folder.exists(folder.resolve(label))) {
      return; // a suffix is given only while the name itself is taken
    }
    Sameness sameness = isOnOtherDisk(folder, kept) ? SourceFiles::isSame : Files::isSameFile;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path candidate : files) {
        if (sameness.isSame(candidate, kept)) {
          Files.deleteIfExists(candidate);
          Fsync.folder(folder);
          return;
        }
      }
    } catch (NoSuchFileException e) {
      return; // taken away meanwhile
    }
  }

  /**
   * The regular file with that content that was filed under the label or, as that was taken, under
   * the label with a suffix.
   */
  static Optional<Path> findFiled(Path folder, String label, long bytes, String sha256)
      throws IOException {
    Path file = folder.resolve(label);
    for (int suffix = 2; Folder.exists(file); suffix++) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.size(file) == bytes
          && hasDigest(file, sha256)) {
        return Optional.of(file);
      }
      file = folder.resolve(Folder.suffixed(label, suffix));
    }
    return Optional.empty();
  }

  private static boolean hasDigest(Path file, String sha256) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.hex(in).equals(sha256);
    }
  }

  /**
   * Removes a source that is what was kept. It is moved aside before the last look, because its
   * name may be given to a new file at any moment; such a one is put back.
   */
  static void remove(Folder outbox, String name, Path kept, Path aside) throws IOException {
    try {
      Files.move(outbox.path().resolve(name), aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return; // somebody else has removed it
    }
    settleAside(outbox, name, kept, aside);
  }

  /** The second half of {@link #remove}; by itself for what a crash has left aside. */
  static void settleAside(Folder outbox, String name, Path kept, Path aside) throws IOException {
    if (!Folder.exists(aside)) {
      return;
    }
    if (!isSame(aside, kept)) {
      linkInto(outbox, name, aside);
      outbox.sync();
    }
    Files.delete(aside);
  }
}
