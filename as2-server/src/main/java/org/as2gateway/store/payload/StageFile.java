package org.as2gateway.store.payload;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A payload on its way in: a file in data/stage that nobody sees. Closing it removes it, unless it
 * was {@linkplain #handOver handed over} to the record of its message. For one thread.
 */
public final class StageFile implements Closeable {
  private final String id;
  private final int index;
  private final Path path;
  private final Path kept;
  private final PrivateFile file;
  private boolean isHandedOver;

  StageFile(String id, int index, Path path, Path kept, PrivateFile file) {
    this.id = id;
    this.index = index;
    this.path = path;
    this.kept = kept;
    this.file = file;
  }

  /**
   * Where the payload goes, buffered; the caller need not close it. Writes throw {@link
   * StorageException}.
   */
  public OutputStream output() {
    return file;
  }

  /** The file; what is written is in it for certain after {@link PayloadStore#keep}. */
  public Path path() {
    return path;
  }

  /** What was written so far, to read; nothing may be written to the file after. */
  public Content content() throws IOException {
    file.flush();
    return FileContent.find(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
  }

  /** Octets written so far. */
  public long bytes() {
    return file.bytes();
  }

  /** Our id of the message. */
  public String id() {
    return id;
  }

  /** Position among the payloads of the message. */
  public int index() {
    return index;
  }

  void force() throws IOException {
    file.force();
  }

  Path kept() {
    return kept;
  }

  /**
   * From here on the file outlives {@link #close}. To be called right before the transaction that
   * records the message, not after it: a commit whose outcome is unknown may turn out to be there,
   * and then the file must be too. What is recorded nowhere is cleared at the next start.
   */
  public void handOver() {
    isHandedOver = true;
  }

  /** The message is certainly not recorded: {@link #close} removes the file again. */
  public void takeBack() {
    isHandedOver = false;
  }

  @Override
  public void close() throws IOException {
    file.close();
    if (!isHandedOver) {
      Files.deleteIfExists(path);
      Files.deleteIfExists(kept);
    }
  }
}
