package org.as2gateway.testkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** A file or folder on a {@link FragileDisk}. */
final class FragileChannel extends FileChannel {
  private final FileChannel machine;
  private final Path path;
  private final FragileDisk disk;
  private final Object key;
  private final boolean isFolder;

  FragileChannel(FileChannel machine, Path path, FragileDisk disk) throws IOException {
    this.machine = machine;
    this.path = path;
    this.disk = disk;
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    this.key = Objects.requireNonNullElse(attributes.fileKey(), path);
    this.isFolder = attributes.isDirectory();
  }

  private FragileDisk.Change prepareUndo() throws IOException {
    Path grave = disk.bury(path);
    long size = machine.size();
    return () -> cut(grave, size);
  }

  /** Files of the gateway are written once, from start to end: what was appended is lost. */
  private static void cut(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    disk.requirePower();
    return machine.read(target);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    disk.requirePower();
    return machine.read(targets, offset, length);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    disk.requirePower();
    return machine.read(target, position);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return write(source, machine.position());
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    long written = 0;
    for (int i = offset; i < offset + length; i++) {
      written += write(sources[i]);
    }
    return written;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    int[] written = new int[1];
    disk.change(
        "write " + path,
        () -> {
          disk.written(key, this::prepareUndo);
          boolean isHere = position == machine.position();
          written[0] = machine.write(source, position);
          if (isHere) {
            machine.position(position + written[0]);
          }
        });
    return written[0];
  }

  @Override
  public long position() throws IOException {
    return machine.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    machine.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return machine.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    disk.requirePower();
    machine.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    disk.change(
        (isFolder ? "fsync folder " : "fsync file ") + path,
        () -> {
          if (isFolder) {
            disk.synchronised(path);
          } else {
            disk.forced(key);
          }
        });
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    disk.requirePower();
    return machine.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    ByteBuffer all = ByteBuffer.allocate((int) Math.min(count, 1 << 16));
    int read = source.read(all);
    return read <= 0 ? 0 : write(all.flip(), position);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException("nothing is mapped");
  }

  @Override
  public FileLock lock(long position, long size, boolean isShared) throws IOException {
    return machine.lock(position, size, isShared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean isShared) throws IOException {
    return machine.tryLock(position, size, isShared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    machine.close();
  }
}
