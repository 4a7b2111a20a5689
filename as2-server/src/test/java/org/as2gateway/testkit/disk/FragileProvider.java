package org.as2gateway.testkit.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Passes everything on to the machine's provider; each change is a step of the disk. */
final class FragileProvider extends FileSystemProvider {
  private final FragileFileSystem system;
  private final FileSystemProvider machine;
  private final FragileDisk disk;

  FragileProvider(FragileFileSystem system, FileSystemProvider machine, FragileDisk disk) {
    this.system = system;
    this.machine = machine;
    this.disk = disk;
  }

  @Override
  public String getScheme() {
    return "fragile";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException("made by FragileFileSystem.on");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return new FragilePath(system, machine.getPath(uri));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    disk.requirePower();
    Path real = FragilePath.real(path);
    boolean mayCreate =
        options.contains(StandardOpenOption.CREATE)
            || options.contains(StandardOpenOption.CREATE_NEW);
    if (mayCreate && !Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
      FileChannel[] made = new FileChannel[1];
      disk.change(
          "create " + real,
          () -> {
            made[0] = machine.newFileChannel(real, options, attributes);
            disk.remember(Set.of(FragileDisk.folderOf(real)), FragileDisk.removal(real));
          });
      return new FragileChannel(made[0], real, disk);
    }
    return new FragileChannel(machine.newFileChannel(real, options, attributes), real, disk);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    disk.requirePower();
    DirectoryStream<Path> names =
        machine.newDirectoryStream(
            FragilePath.real(folder), name -> filter.accept(new FragilePath(system, name)));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> reals = names.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return reals.hasNext();
          }

          @Override
          public Path next() {
            return new FragilePath(system, reals.next());
          }
        };
      }

      @Override
      public void close() throws IOException {
        names.close();
      }
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    Path real = FragilePath.real(folder);
    disk.change(
        "mkdir " + real,
        () -> {
          machine.createDirectory(real, attributes);
          disk.remember(Set.of(FragileDisk.folderOf(real)), FragileDisk.removal(real));
        });
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    Path real = FragilePath.real(link);
    disk.change(
        "link " + real,
        () -> {
          machine.createLink(real, FragilePath.real(existing));
          disk.remember(Set.of(FragileDisk.folderOf(real)), FragileDisk.removal(real));
        });
  }

  @Override
  public void delete(Path path) throws IOException {
    Path real = FragilePath.real(path);
    disk.change(
        "delete " + real,
        () -> {
          Path grave = disk.bury(real);
          machine.delete(real);
          disk.remember(Set.of(FragileDisk.folderOf(real)), FragileDisk.revival(real, grave));
        });
  }

  @Override
  public boolean deleteIfExists(Path path) throws IOException {
    disk.requirePower();
    if (!Files.exists(FragilePath.real(path), LinkOption.NOFOLLOW_LINKS)) {
      return false; // nothing changes: no step
    }
    delete(path);
    return true;
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    Path from = FragilePath.real(source);
    Path to = FragilePath.real(target);
    disk.change(
        "rename " + from + " to " + to,
        () -> {
          Path moved = disk.bury(from);
          Path replaced = Files.exists(to, LinkOption.NOFOLLOW_LINKS) ? disk.bury(to) : null;
          machine.move(from, to, options);
          disk.remember(
              Set.of(FragileDisk.folderOf(from), FragileDisk.folderOf(to)),
              () -> undoMove(from, to, moved, replaced));
        });
  }

  private static void undoMove(Path from, Path to, Path moved, @Nullable Path replaced)
      throws IOException {
    FragileDisk.removal(to).make();
    FragileDisk.revival(from, moved).make();
    if (replaced != null) {
      FragileDisk.revival(to, replaced).make();
    }
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException("nothing is copied by the system");
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return machine.isSameFile(FragilePath.real(one), FragilePath.real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return machine.isHidden(FragilePath.real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return machine.getFileStore(FragilePath.real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    disk.requirePower();
    machine.checkAccess(FragilePath.real(path), modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return machine.getFileAttributeView(FragilePath.real(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    disk.requirePower();
    return machine.readAttributes(FragilePath.real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    disk.requirePower();
    return machine.readAttributes(FragilePath.real(path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    disk.requirePower();
    machine.setAttribute(FragilePath.real(path), name, value, options);
  }
}
