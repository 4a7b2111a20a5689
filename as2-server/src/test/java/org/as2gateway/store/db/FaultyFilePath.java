package org.as2gateway.store.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/** Files whose disk fails when told to, and that write down what happens to them. */
public final class FaultyFilePath extends FilePathWrapper {
  static volatile boolean isWriteFailing;
  static volatile boolean isForceFailing;

  /** Holds the next synchronisation that is asked for by a commit, and then lets it fail. */
  static volatile @Nullable HeldForce held;

  static final List<String> CALLS = new CopyOnWriteArrayList<>();

  /** An fsync that takes long, and fails. */
  static final class HeldForce {
    final CountDownLatch isReached = new CountDownLatch(1);
    final CountDownLatch mayFail = new CountDownLatch(1);
  }

  static void heal() {
    held = null;
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
      HeldForce hold = held;
      if (hold != null && isAskedForByCommit()) {
        held = null;
        hold.isReached.countDown();
        awaitUninterruptibly(hold.mayFail);
        throw new IOException("Input/output error (planted, once)");
      }
      if (isForceFailing) {
        throw new IOException("Input/output error (planted)");
      }
      CALLS.add("force");
      base.force(metaData);
    }

    /** Not one that a write needs before it. */
    private static boolean isAskedForByCommit() {
      return StackWalker.getInstance()
          .walk(
              frames ->
                  frames.anyMatch(
                      frame ->
                          frame.getClassName().endsWith(".MVStore")
                              && frame.getMethodName().equals("sync")));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) throws IOException {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
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
