package org.as2gateway.store.db.h2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * Puts right what H2 (2.3.232, 2.5.252) says in the header of its file, from which it starts when
 * it opens the file again.
 *
 * <ul>
 *   <li>Each chunk predicts where the next one will lie; where one lies elsewhere, the header is
 *       written too. But {@code FileStore.storeBuffer} does that before it notes the chunk as the
 *       last, so that the header names the chunk before it. From there nothing leads to the new one
 *       nor to those after it: commits that were synchronised would be gone.
 *   <li>After a clean stop all chunks are checked from the oldest on, and if one that is out of use
 *       does not stand there any more, an old state is taken for the last. The mark of a clean stop
 *       is left out: then it starts from the chunk that the header names, as after a crash.
 * </ul>
 */
final class StoreHeader {
  private static final int MAX_CHUNK_HEADER_BYTES = 1024;
  private static final int BLOCK_BYTES = 4096;
  private static final String CHUNK = "chunk";
  private static final String BLOCK = "block";
  private static final String VERSION = "version";
  private static final String CLEAN = "clean";
  private static final String CHECKSUM = "fletcher";

  private record Chunk(String id, long block, long version) {}

  private Optional<Chunk> latest = Optional.empty();

  /** Notes what is written, if that is a chunk. */
  synchronized void written(ByteBuffer octets, long position) {
    Optional<Map<String, String>> fields = fields(octets, CHUNK, MAX_CHUNK_HEADER_BYTES);
    if (fields.isEmpty()) {
      return;
    }
    String id = fields.get().getOrDefault(CHUNK, "");
    Chunk chunk = new Chunk(id, position / BLOCK_BYTES, version(fields.get()));
    if (latest.filter(known -> known.version() > chunk.version()).isEmpty()) {
      latest = Optional.of(chunk);
    }
  }

  /** The header as it must be. */
  synchronized ByteBuffer corrected(ByteBuffer header) {
    Optional<Map<String, String>> found = fields(header, "H", BLOCK_BYTES);
    if (found.isEmpty()) {
      return header;
    }
    Map<String, String> fields = found.get();
    boolean isChanged = fields.remove(CLEAN) != null;
    if (latest.isPresent() && version(fields) < latest.get().version()) {
      fields.put(CHUNK, latest.get().id());
      fields.put(BLOCK, Long.toHexString(latest.get().block()));
      fields.put(VERSION, Long.toHexString(latest.get().version()));
      isChanged = true;
    }
    return isChanged ? twice(fields, header.remaining()) : header;
  }

  /** Of the two copies one survives a write that is torn. */
  private static ByteBuffer twice(Map<String, String> fields, int length) {
    fields.remove(CHECKSUM);
    StringBuilder text = DataUtils.appendMap(new StringBuilder(), new HashMap<>(fields));
    byte[] octets = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    DataUtils.appendMap(text, CHECKSUM, DataUtils.getFletcher32(octets, 0, octets.length));
    byte[] line = text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(length).put(line).position(BLOCK_BYTES).put(line).rewind();
  }

  private static long version(Map<String, String> fields) {
    return DataUtils.readHexLong(fields, VERSION, 0);
  }

  /** The fields in the first line; empty if it does not begin with that one. */
  private static Optional<Map<String, String>> fields(ByteBuffer octets, String first, int most) {
    byte[] start = new byte[Math.min(most, octets.remaining())];
    octets.duplicate().get(start);
    String text = new String(start, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    if (end < 0 || !text.startsWith(first + ":")) {
      return Optional.empty();
    }
    try {
      return Optional.of(DataUtils.parseMap(text.substring(0, end).strip()));
    } catch (MVStoreException e) {
      return Optional.empty(); // the middle of a chunk that happens to look like a start
    }
  }
}
