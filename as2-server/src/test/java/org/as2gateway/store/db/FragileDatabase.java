package org.as2gateway.store.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.as2gateway.testkit.disk.FragileDisk;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** H2 on a {@link FragileDisk}: what was written since the last fsync is lost with the power. */
public final class FragileDatabase {
  private static final Map<String, FragileDisk> DISKS = new ConcurrentHashMap<>();

  private FragileDatabase() {}

  /** Opens the database of those settings on that disk. */
  public static Database open(DatabaseSettings settings, FragileDisk disk) {
    FilePath.register(new Layer());
    Path path = Path.of(settings.url().substring(H2Engine.PREFIX.length())).toAbsolutePath();
    DISKS.put(path + ".mv.db", disk);
    return Database.open(settings, new H2Engine(path, "fragile:"));
  }

  /** Public because H2 makes instances by reflection. */
  public static final class Layer extends FilePathWrapper {
    @Override
    public String getScheme() {
      return "fragile";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
      FileChannel base = getBase().open(mode);
      FragileDisk disk = DISKS.get(getBase().toString());
      if (disk != null && disk.isOff()) { // a pool that is being closed may still ask for one more
        throw new IOException("power is off (planted)");
      }
      return disk == null ? base : new FragileFile(base, Path.of(getBase().toString()), disk);
    }
  }

  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // positions are given: nothing is shared
  private static final class FragileFile extends FileBaseDefault {
    private final FileChannel base;
    private final Path path;
    private final FragileDisk disk;
    private final Deque<Before> unsynchronised = new ArrayDeque<>();

    /** What a write has replaced. */
    private record Before(long size, long position, ByteBuffer content) {}

    FragileFile(FileChannel base, Path path, FragileDisk disk) {
      this.base = base;
      this.path = path;
      this.disk = disk;
    }

    private void keep(long position, long length) throws IOException {
      long size = base.size();
      ByteBuffer content =
          ByteBuffer.allocate((int) Math.max(0, Math.min(length, size - position)));
      while (content.hasRemaining() && base.read(content, position + content.position()) >= 0) {
        // until all of it is kept
      }
      unsynchronised.push(new Before(size, position, content.flip()));
      disk.written(this, () -> this::undo);
    }

    private void undo() throws IOException {
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
        while (!unsynchronised.isEmpty()) {
          Before before = unsynchronised.pop();
          while (before.content().hasRemaining()) {
            file.write(before.content(), before.position() + before.content().position());
          }
          file.truncate(before.size());
        }
      }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      if (disk.isOff()) {
        throw new IOException("power is off (planted)");
      }
      return base.read(target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      int[] written = new int[1];
      disk.change(
          "write database",
          () -> {
            keep(position, source.remaining());
            written[0] = base.write(source, position);
          });
      return written[0];
    }

    @Override
    public void force(boolean metaData) throws IOException {
      disk.change(
          "fsync database",
          () -> {
            unsynchronised.clear();
            disk.forced(this);
          });
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      disk.change(
          "truncate database",
          () -> {
            keep(size, base.size() - size);
            base.truncate(size);
          });
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
