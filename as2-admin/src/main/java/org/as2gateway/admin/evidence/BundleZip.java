package org.as2gateway.admin.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.store.evidence.Checkpoint;
import org.as2gateway.store.evidence.EvidenceChain;
import tools.jackson.databind.node.ArrayNode;

/** A zip that is written as it goes, whatever the size, and knows what it holds. */
final class BundleZip implements AutoCloseable {
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
    add(name, out -> out.write(content));
  }

  /** Copies a stream of any size; does not close it. */
  void add(String name, InputStream content) throws IOException {
    add(name, content::transferTo);
  }

  /** Adds what is written; what the writer gets must not be closed. */
  void add(String name, EntryWriter content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(at.toEpochMilli());
    zip.putNextEntry(entry);
    Counted out = new Counted(new DigestOutputStream(zip, Sha256.digest()));
    content.writeTo(out);
    zip.closeEntry();
    String digest = HexFormat.of().formatHex(out.below.getMessageDigest().digest());
    entries.add(new Entry(name, out.bytes, digest));
  }

  /** Counts what is written; closing it closes nothing. */
  private static final class Counted extends OutputStream {
    private final DigestOutputStream below;
    private long bytes;

    Counted(DigestOutputStream below) {
      this.below = below;
    }

    @Override
    public void write(int value) throws IOException {
      below.write(value);
      bytes++;
    }

    @Override
    public void write(byte[] content, int offset, int length) throws IOException {
      below.write(content, offset, length);
      bytes += length;
    }
  }

  /** Whoever has a bundle can show later what the chain was when it was made. */
  void addCheckpoint(EvidenceChain chain) throws IOException {
    add(BundleNames.GATEWAY, Pem.of(chain.certificate()));
    Optional<Checkpoint> checkpoint = chain.checkpoint();
    if (checkpoint.isPresent()) {
      add(BundleNames.CHECKPOINT, checkpoint.get().text().toBytes());
      add(BundleNames.CHECKPOINT_SIGNATURE, checkpoint.get().signature().toBytes());
    }
  }

  /** Lists the entries so far: name, size, digest. */
  void list(ArrayNode list) {
    for (Entry entry : entries) {
      list.addObject()
          .put("name", entry.name())
          .put("bytes", entry.bytes())
          .put("sha256", entry.sha256());
    }
  }

  /** Adds the manifest, and the signature of the gateway over it. */
  void sign(byte[] manifest, EvidenceChain chain) throws IOException {
    add(BundleNames.MANIFEST, manifest);
    add(BundleNames.MANIFEST_SIGNATURE, chain.sign(manifest).toBytes());
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
