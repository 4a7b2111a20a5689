package org.as2gateway.admin.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.as2gateway.as2.wire.Sha256;

/** A zip that is written as it goes, whatever the size, and knows what it holds. */
final class BundleZip implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ZipOutputStream zip;
  private final Instant at;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * What an entry holds.
   *
   * @param sha256 lower-case hex
   */
  record Entry(String name, long bytes, String sha256) {}

  /** A zip into that stream; all entries carry that time. */
  BundleZip(OutputStream out, Instant at) {
    this.zip = new ZipOutputStream(out);
    this.at = at;
    zip.setLevel(Deflater.BEST_SPEED);
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  void add(String name, byte[] content) throws IOException {
    add(name, InputStream.nullInputStream(), content);
  }

  /** Copies a stream of any size; does not close it. */
  void add(String name, InputStream content) throws IOException {
    add(name, content, new byte[0]);
  }

  private void add(String name, InputStream content, byte[] start) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(at.toEpochMilli());
    zip.putNextEntry(entry);
    DigestOutputStream out = new DigestOutputStream(zip, Sha256.digest());
    out.write(start);
    long bytes = start.length;
    byte[] buffer = new byte[BUFFER_BYTES];
    int count;
    while ((count = content.read(buffer)) >= 0) {
      out.write(buffer, 0, count);
      bytes += count;
    }
    zip.closeEntry();
    String digest = HexFormat.of().formatHex(out.getMessageDigest().digest());
    entries.add(new Entry(name, bytes, digest));
  }

  /** Ends the zip; the stream below stays open. */
  void finish() throws IOException {
    zip.finish();
    zip.flush();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
