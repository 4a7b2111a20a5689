package org.as2gateway.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePathWrapper;

/** Files whose disk fails when told to, and that write down what happens to them. */
public final class FaultyFilePath extends FilePathWrapper {
  static volatile boolean isWriteFailing;
  static volatile boolean isForceFailing;
  static final List<String> CALLS = new CopyOnWriteArrayList<>();

  static void heal() {
    isWriteFailing = false;
    isForceFailing = false;
    CALLS.clear();
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new FaultyFile(getBase().open(mode));
  }

  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // positions are given: nothing is shared
  private static final class FaultyFile extends FileBaseDefault {
    private final FileChannel base;

    FaultyFile(FileChannel base) {
      this.base = base;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return base.read(target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      if (isWriteFailing) {
        throw new IOException("No space left on device (planted)");
      }
      CALLS.add("write " + position);
      return base.write(source, position);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      if (isForceFailing) {
        throw new IOException("Input/output error (planted)");
      }
      CALLS.add("force");
      base.force(metaData);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      CALLS.add("truncate " + size);
      base.truncate(size);
    }

    @Override
    public long size() throws IOException {
      return base.size();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean isShared) throws IOException {
      return base.tryLock(position, size, isShared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      base.close();
    }
  }
}
