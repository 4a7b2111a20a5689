package org.as2gateway.payload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
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
import org.as2gateway.disk.Fsync;

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

  /** Whether both names still mean what was kept: one file, or a copy and its unchanged source. */
  static boolean isSame(Path source, Path kept) throws IOException {
    Optional<BasicFileAttributes> a = attributes(source);
    Optional<BasicFileAttributes> b = attributes(kept);
    if (a.isEmpty() || b.isEmpty() || !a.get().isRegularFile()) {
      return false;
    }
    return Objects.equals(a.get().fileKey(), b.get().fileKey())
        || (a.get().size() == b.get().size() && micros(a.get()) == micros(b.get()));
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

  /**
   * Links the file into the folder under the label or the next free name. Done before already: the
   * name it has there.
   */
  static Path linkInto(Folder folder, String label, Path file) throws IOException {
    int suffix = 1;
    while (true) {
      String name = suffix == 1 ? label : Folder.suffixed(label, suffix);
      Path target = folder.path().resolve(name);
      if (Folder.exists(target)) {
        if (Files.isSameFile(target, file)) {
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
