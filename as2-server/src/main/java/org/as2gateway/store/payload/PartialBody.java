package org.as2gateway.store.payload;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.store.payload.PartialBodies.Kept;
import org.as2gateway.store.payload.PartialBodies.Room;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of one transfer in hand. Keeping it is a convenience: where it cannot be kept, for want
 * of room or by a failing disk, writing goes nowhere and {@link #isKept} tells. Closing gives it
 * out of hand, with what has been written. For one thread.
 */
public final class PartialBody implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(PartialBody.class);

  /** How long a body stays whose answer has gone out: the partner may not have got it. */
  private static final Duration LINGER = Duration.ofMinutes(10);

  /** Room is made in steps of at most so much. */
  private static final long LARGEST_STEP = 4L << 20;

  private final PartialBodies store;
  private final TransferId id;
  private final Room room;
  private @Nullable Kept kept;
  private @Nullable PrivateFile file;
  private long bytes;
  private long claimedBytes;

  PartialBody(PartialBodies store, TransferId id, Room room, Optional<Kept> kept)
      throws IOException {
    this.store = store;
    this.id = id;
    this.room = room;
    this.kept = kept.orElse(null);
    this.bytes = kept.isPresent() ? kept.get().bytes() : 0;
  }

  /** Octets held of that message, none if what is held is of another. */
  public long heldBytes(String message) {
    return kept != null && kept.isOf(message) ? bytes : 0;
  }

  /** Whether what is held may belong to a whole of that many octets. */
  public boolean isOfTotal(long total) {
    return kept != null && (kept.total() == 0 || kept.total() == total) && bytes <= total;
  }

  /** Whether what was written is held. */
  public boolean isKept() {
    return kept != null;
  }

  /**
   * Holds nothing any more, and begins anew. What another source has begun under the same tag
   * stays, and nothing is held of this one: a tag may be guessed.
   *
   * @param total octets of the whole; 0 if not known
   */
  public void begin(String message, long total) {
    if (kept != null && !kept.isAnswered() && !kept.isFrom(room.source())) {
      kept = null;
      bytes = 0;
      return;
    }
    drop();
    try {
      if (total <= room.sourceBytes()) {
        String name = Kept.name(id, message, total, room.source());
        Path path = store.folder(id.pair()).resolve(name);
        file = PrivateFile.create(path, store.reserve());
        kept = new Kept(path);
        claim();
      }
    } catch (IOException e) {
      giveUp(e);
    }
  }

  /** Goes on behind that many octets; what was held beyond them is overwritten. */
  public void resume(long from) {
    if (kept == null || from > bytes) {
      throw new IllegalStateException("octet " + from + " does not follow what is held");
    }
    try {
      file = PrivateFile.resume(kept.path(), store.reserve(), from);
      bytes = from;
      claim();
    } catch (IOException e) {
      giveUp(e);
    }
  }

  /** Adds octets. */
  public void write(byte[] octets, int offset, int length) {
    if (file == null) {
      return;
    }
    try {
      file.write(octets, offset, length);
      bytes += length;
      if (bytes > claimedBytes) {
        claim();
      }
    } catch (IOException e) {
      giveUp(e);
    }
  }

  private void claim() throws IOException {
    if (!store.makeRoom(id, bytes, room)) {
      LOG.info(
          "a partial transfer was not kept: it exceeds the partner's limit"
              + " (gw.restart_bytes)");
      drop();
    }
    claimedBytes = bytes + Math.min(LARGEST_STEP, room.pairBytes() / 64);
  }

  private void giveUp(IOException cause) {
    LOG.warn("a partial transfer was not kept: {}", cause.toString());
    drop();
  }

  /** All that is held; nothing can be written after. The caller closes it. */
  public InputStream read() throws IOException {
    closeFile();
    if (kept == null) {
      throw new IllegalStateException("nothing is held");
    }
    return Files.newInputStream(kept.path());
  }

  /** Holds nothing any more. */
  public void drop() {
    try {
      closeFile();
      if (kept != null) {
        Files.deleteIfExists(kept.path());
      }
    } catch (IOException e) {
      LOG.warn(
          "a partial transfer could not be removed; it will be removed when it expires: {}",
          e.toString());
    }
    file = null;
    kept = null;
    bytes = 0;
  }

  /** The answer goes out: what is held is needed only if it gets lost on its way. */
  public void answered(Instant now, Duration keptFor) {
    if (kept == null) {
      return;
    }
    Duration left = keptFor.compareTo(LINGER) < 0 ? keptFor : LINGER;
    try {
      closeFile();
      kept = kept.answered();
      Files.setLastModifiedTime(kept.path(), FileTime.from(now.minus(keptFor).plus(left)));
    } catch (IOException e) {
      giveUp(e);
    }
  }

  private void closeFile() throws IOException {
    PrivateFile open = file;
    file = null;
    if (open != null) {
      try (open) {
        open.flush();
      }
    }
  }

  @Override
  public void close() {
    try {
      closeFile();
    } catch (IOException e) {
      giveUp(e);
    } finally {
      store.giveBack(id);
    }
  }
}
