package org.as2gateway.store.payload;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/** A new file, mode 0600, written through a buffer and synchronised once. For one thread. */
final class PrivateFile extends OutputStream {
  private static final FileAttribute<Set<PosixFilePermission>> MODE_0600 =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int FIRST_BUFFER_BYTES = 8 * 1024;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path path;
  private final DiskReserve reserve;
  private final FileChannel channel;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private int used;
  private long bytes;
  private boolean isBroken;

  private PrivateFile(Path path, DiskReserve reserve, FileChannel channel) {
    this.path = path;
    this.reserve = reserve;
    this.channel = channel;
  }

  /** Makes the file; it must not exist. */
  static PrivateFile create(Path path, DiskReserve reserve) throws IOException {
    reserve.require();
    try {
      FileChannel channel =
          FileChannel.open(
              path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), MODE_0600);
      return new PrivateFile(path, reserve, channel);
    } catch (IOException e) {
      throw new StorageException("could not make '" + path + "'", e);
    }
  }

  /** A file that is there already, cut off behind so many octets and written on from there. */
  static PrivateFile resume(Path path, DiskReserve reserve, long from) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
    boolean isOpen = false;
    try {
      if (channel.size() > from) {
        channel.truncate(from);
      }
      channel.position(from);
      isOpen = true;
    } finally {
      if (!isOpen) {
        channel.close();
      }
    }
    return new PrivateFile(path, reserve, channel);
  }

  /** How much was written, buffer included. */
  long bytes() {
    return bytes;
  }

  @Override
  public void write(int octet) throws IOException {
    if (used == buffer.length) {
      makeRoom();
    }
    buffer[used++] = (byte) octet;
    bytes++;
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    bytes += length;
    if (length >= BUFFER_BYTES) {
      flush();
      writeOut(octets, offset, length);
      return;
    }
    int from = offset;
    int left = length;
    while (left > 0) {
      if (used == buffer.length) {
        makeRoom();
      }
      int step = Math.min(left, buffer.length - used);
      System.arraycopy(octets, from, buffer, used, step);
      used += step;
      from += step;
      left -= step;
    }
  }

  /** Small files stay with a small buffer. */
  private void makeRoom() throws IOException {
    if (buffer.length < BUFFER_BYTES) {
      buffer = Arrays.copyOf(buffer, BUFFER_BYTES);
    } else {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    if (used > 0) {
      int length = used;
      used = 0;
      writeOut(buffer, 0, length);
    }
  }

  private void writeOut(byte[] octets, int offset, int length) throws IOException {
    if (isBroken) {
      throw new StorageException("an earlier write to '" + path + "' had failed");
    }
    reserve.require();
    ByteBuffer source = ByteBuffer.wrap(octets, offset, length);
    try {
      while (source.hasRemaining()) {
        channel.write(source);
      }
    } catch (IOException e) {
      isBroken = true;
      throw new StorageException("could not write '" + path + "'", e);
    }
  }

  /** Writes what is left, synchronises and closes: once, because a failed one proves nothing. */
  void force() throws IOException {
    if (!channel.isOpen()) {
      throw new StorageException("'" + path + "' is closed before it was synchronised");
    }
    flush();
    try (channel) {
      channel.force(true);
    } catch (IOException e) {
      throw new StorageException("could not synchronise '" + path + "' with the disk", e);
    }
  }

  @Override
  public void close() throws IOException {
    buffer = new byte[0];
    used = 0;
    channel.close();
  }
}
