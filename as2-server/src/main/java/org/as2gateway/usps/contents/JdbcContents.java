package org.as2gateway.usps.contents;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.DatabaseException;

/**
 * Files in parts: table {@code usps_content}. Written and read in constant memory, each part in a
 * transaction of its own unless there is one around the call. Safe for many threads.
 */
public final class JdbcContents {
  private static final int PART_BYTES = 256 << 10;

  private final Database database;

  /** Those of that database. */
  public JdbcContents(Database database) {
    this.database = database;
  }

  /**
   * Writes a file. It is complete once the stream is closed; what was written before stays if the
   * writer gives up, until it is removed.
   *
   * @param id not in use yet
   */
  public OutputStream create(String id) {
    return new Parts(id);
  }

  /**
   * Copies a stream into a file.
   *
   * @param mostBytes how many bytes there may be
   * @return how many there were
   * @throws TooLargeException if there are more; nothing is kept then
   * @throws IOException if the stream cannot be read; nothing is kept then
   */
  public long put(String id, InputStream stream, long mostBytes) throws IOException {
    boolean isKept = false;
    try (OutputStream parts = create(id)) {
      byte[] buffer = new byte[PART_BYTES];
      long total = 0;
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        total += count;
        if (total > mostBytes) {
          throw new TooLargeException(mostBytes);
        }
        parts.write(buffer, 0, count);
      }
      parts.flush();
      isKept = true;
      return total;
    } finally {
      if (!isKept) {
        remove(id);
      }
    }
  }

  /** A file is larger than it may be. */
  public static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long mostBytes) {
      super("the file has more than " + mostBytes + " bytes");
    }
  }

  /** The file, to be read as often as needed; an empty one if there is none. */
  public ContentSource source(String id) {
    return () -> new Reading(id);
  }

  /** Removes a file. */
  public void remove(String id) {
    database.call(handle -> handle.execute("DELETE FROM usps_content WHERE id = ?", id));
  }

  private Optional<byte[]> part(String id, int number) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT octets FROM usps_content WHERE id = ? AND part = ?")
                .bind(0, id)
                .bind(1, number)
                .map((row, context) -> row.getBytes("octets"))
                .findOne());
  }

  private void add(String id, int number, byte[] octets) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO usps_content (id, part, octets) VALUES (?, ?, ?)",
                id,
                number,
                octets));
  }

  private final class Parts extends OutputStream {
    private final String id;
    private final byte[] buffer = new byte[PART_BYTES];
    private int filled;
    private int number;

    Parts(String id) {
      this.id = id;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int next = from;
      while (next < from + length) {
        int count = Math.min(from + length - next, PART_BYTES - filled);
        System.arraycopy(bytes, next, buffer, filled, count);
        filled += count;
        next += count;
        if (filled == PART_BYTES) {
          flush();
        }
      }
    }

    @Override
    public void flush() throws IOException {
      if (filled > 0) {
        try {
          add(id, number, Arrays.copyOf(buffer, filled));
        } catch (DatabaseException e) {
          throw new IOException("the file cannot be kept", e);
        }
        number++;
        filled = 0;
      }
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  private final class Reading extends InputStream {
    private final String id;
    private byte[] part = {};
    private int next;
    private int number;
    private boolean isAtEnd;

    Reading(String id) {
      this.id = id;
    }

    @Override
    public int read() throws IOException {
      return hasMore() ? part[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (!hasMore()) {
        return -1;
      }
      int count = Math.min(length, part.length - next);
      System.arraycopy(part, next, bytes, from, count);
      next += count;
      return count;
    }

    private boolean hasMore() throws IOException {
      if (next == part.length && !isAtEnd) {
        try {
          part = part(id, number++).orElse(new byte[0]);
        } catch (DatabaseException e) {
          throw new IOException("the kept file cannot be read", e);
        }
        next = 0;
        isAtEnd = part.length == 0;
      }
      return next < part.length;
    }
  }
}
