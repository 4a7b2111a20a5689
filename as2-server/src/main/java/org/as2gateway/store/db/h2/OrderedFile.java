package org.as2gateway.store.db.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;

/** The channel of {@link OrderedFilePath}. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // positions are given: nothing is shared
final class OrderedFile extends FileBaseDefault {
  /** H2 keeps its header twice, in the first two blocks, and survives half a write of it. */
  private static final int HEADER_BYTES = 2 * 4096;

  private final FileChannel base;
  private final StoreHeader header = new StoreHeader();
  private final Object state = new Object();

  /** Nothing is known of what an earlier channel wrote. */
  private long writes = 1;

  private long synchronisedWrites;
  private long synchronisedSize;

  OrderedFile(FileChannel base) throws IOException {
    this.base = base;
    this.synchronisedSize = base.size();
  }

  private interface Use<T> {
    T of() throws IOException;
  }

  /**
   * The layer above opens a file again whose channel is closed, because an interrupt may have done
   * it. Closed on purpose it must stay closed: whoever still reads would leave it open and locked
   * for ever, and the database could not be opened anew.
   */
  private <T> T unlessClosed(Use<T> use) throws IOException {
    try {
      return use.of();
    } catch (ClosedChannelException e) {
      if (isOpen()) {
        throw e;
      }
      throw new IOException("the file was closed meanwhile", e);
    }
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return unlessClosed(() -> base.read(target, position));
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    ByteBuffer octets = source.duplicate();
    if (position >= HEADER_BYTES) {
      forceIf(mustForceBefore(position));
      header.written(octets, position);
    } else if (position == 0) {
      octets = header.corrected(octets);
      forceIf(isDirty()); // the header leads to a chunk, which has to be there first
    }
    synchronized (state) {
      writes++;
    }
    ByteBuffer out = octets;
    int written = unlessClosed(() -> base.write(out, position));
    source.position(source.position() + written);
    return written;
  }

  private void forceIf(boolean isNeeded) throws IOException {
    if (isNeeded) {
      force(true);
    }
  }

  private boolean isDirty() {
    synchronized (state) {
      return writes > synchronisedWrites;
    }
  }

  private boolean mustForceBefore(long position) {
    synchronized (state) {
      return position < synchronisedSize && isDirty();
    }
  }

  @Override
  public void force(boolean metaData) throws IOException {
    long covered;
    long size;
    synchronized (state) {
      covered = writes;
      size = size();
    }
    try {
      base.force(metaData);
    } catch (IOException e) {
      throw new SyncFailedException(e);
    }
    synchronized (state) {
      synchronisedWrites = Math.max(synchronisedWrites, covered);
      synchronisedSize = Math.max(synchronisedSize, size);
    }
  }

  @Override
  protected void implTruncate(long size) throws IOException {
    forceIf(mustForceBefore(size));
    unlessClosed(() -> base.truncate(size));
    synchronized (state) {
      writes++;
      synchronisedSize = Math.min(synchronisedSize, size);
    }
  }

  @Override
  public long size() throws IOException {
    return unlessClosed(base::size);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean isShared) throws IOException {
    return unlessClosed(() -> base.tryLock(position, size, isShared));
  }

  @Override
  protected void implCloseChannel() throws IOException {
    base.close();
  }
}
