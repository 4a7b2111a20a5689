package org.as2gateway.usps.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Which pieces were seen: exact, in the heap up to 1.4 million (32 MiB), behind that in a temporary
 * file that is mapped and already deleted. Not safe for many threads.
 */
public final class PieceSet implements Closeable {
  private static final int FIRST_SLOTS = 1 << 12;
  private static final int MOST_HEAP_SLOTS = 1 << 21;
  private static final int MOST_SLOTS = 1 << 25;

  private LongBuffer slots = LongBuffer.allocate(2 * FIRST_SLOTS);
  private int slotCount = FIRST_SLOTS;
  private int size;

  /**
   * Notes a piece.
   *
   * @return false if it is there already
   * @throws IOException if the temporary file cannot be written, or there are more than 23 million
   */
  public boolean add(PieceKey key) throws IOException {
    if (size >= slotCount / 10 * 7) {
      grow();
    }
    boolean isNew = put(slots, slotCount, key.high(), key.low());
    size += isNew ? 1 : 0;
    return isNew;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** No key has an upper part of 0: it begins with the length of the number. */
  private static boolean put(LongBuffer slots, int count, long high, long low) {
    int slot = (int) (PieceKey.mix(high ^ PieceKey.mix(low)) & (count - 1));
    while (true) {
      long found = slots.get(2 * slot);
      if (found == 0) {
        slots.put(2 * slot, high);
        slots.put(2 * slot + 1, low);
        return true;
      }
      if (found == high && slots.get(2 * slot + 1) == low) {
        return false;
      }
      slot = (slot + 1) & (count - 1);
    }
  }

  private void grow() throws IOException {
    if (slotCount == MOST_SLOTS) {
      throw new IOException("the file has more than " + size + " pieces");
    }
    int larger = slotCount >= MOST_HEAP_SLOTS ? 4 * slotCount : 2 * slotCount;
    LongBuffer next = larger > MOST_HEAP_SLOTS ? mapped(larger) : LongBuffer.allocate(2 * larger);
    for (int slot = 0; slot < slotCount; slot++) {
      long high = slots.get(2 * slot);
      if (high != 0) {
        put(next, larger, high, slots.get(2 * slot + 1));
      }
    }
    slots = next;
    slotCount = larger;
  }

  private static LongBuffer mapped(int count) throws IOException {
    Path file = Files.createTempFile("as2-pieces", ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, 2L * Long.BYTES * count).asLongBuffer();
    }
  }

  /** Lets the memory go. */
  @Override
  public void close() {
    slots = LongBuffer.allocate(2 * FIRST_SLOTS);
    slotCount = FIRST_SLOTS;
    size = 0;
  }
}
