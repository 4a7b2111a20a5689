package org.as2gateway.testkit.disk;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Set;

/**
 * The machine's file system on a {@link FragileDisk}: whoever works with {@code java.nio.file} on a
 * path of it, works on that disk and knows nothing of it.
 */
public final class FragileFileSystem extends FileSystem {
  private final FileSystem machine;
  private final FragileProvider provider;

  private FragileFileSystem(FileSystem machine, FragileDisk disk) {
    this.machine = machine;
    this.provider = new FragileProvider(this, machine.provider(), disk);
  }

  /** The path as it looks on that disk. */
  public static Path on(FragileDisk disk, Path path) {
    return new FragilePath(new FragileFileSystem(path.getFileSystem(), disk), path);
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("the machine's file system stays open");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return machine.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return machine.getRootDirectories();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return machine.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return machine.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return new FragilePath(this, machine.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    PathMatcher matcher = machine.getPathMatcher(syntaxAndPattern);
    return path -> matcher.matches(FragilePath.real(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return machine.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("nothing is watched");
  }
}
