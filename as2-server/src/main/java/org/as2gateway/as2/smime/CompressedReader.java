package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.as2gateway.as2.wire.ErrorWord;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Opens CompressedData (RFC 3274, RFC 5402) as it streams by; reads as its content. */
final class CompressedReader extends InputStream {
  private static final int MAX_HEAD_BYTES = 1024;

  private final BerReader reader;
  private final Deque<BerReader.Scope> scopes;
  private final InputStream octets;
  private final Inflater inflater = new Inflater();
  private final InflaterInputStream in;
  private boolean isEnd;

  private CompressedReader(BerReader reader, Deque<BerReader.Scope> scopes, InputStream octets) {
    this.reader = reader;
    this.scopes = scopes;
    this.octets = octets;
    this.in = new InflaterInputStream(octets, inflater, BufferedSource.BUFFER_BYTES);
  }

  /** The decompressed content; the reader stands behind the content type of its ContentInfo. */
  static CompressedReader open(BerReader reader) throws IOException {
    Deque<BerReader.Scope> scopes = new ArrayDeque<>();
    scopes.push(reader.enter(BerReader.CONTEXT_0_CONSTRUCTED));
    scopes.push(reader.enter(BerReader.SEQUENCE));
    reader.readElement(MAX_HEAD_BYTES); // version
    AlgorithmIdentifier algorithm = Asn1.algorithm(reader.readElement(MAX_HEAD_BYTES));
    if (!PKCSObjectIdentifiers.id_alg_zlibCompress.equals(algorithm.getAlgorithm())) {
      throw failed("compressed with " + algorithm.getAlgorithm() + ", expected ZLIB", null);
    }
    scopes.push(reader.enter(BerReader.SEQUENCE));
    if (!CMSObjectIdentifiers.data.equals(Asn1.parse(reader.readElement(MAX_HEAD_BYTES)))) {
      throw failed("compressed content is not id-data", null);
    }
    scopes.push(reader.enter(BerReader.CONTEXT_0_CONSTRUCTED));
    return new CompressedReader(reader, scopes, reader.openOctets(BerReader.OCTET_STRING));
  }

  static ContentException failed(
      String cause, @org.jspecify.annotations.Nullable Throwable reason) {
    return new ContentException(ErrorWord.DECOMPRESSION_FAILED, cause, reason);
  }

  /**
   * Requires that nothing follows the compressed stream but the end of the structure around it.
   *
   * @param whole the ContentInfo
   * @throws ContentException if something does
   */
  void requireEnd(BerReader.Scope whole) throws IOException {
    if (inflater.getRemaining() > 0 || octets.read() >= 0) {
      throw failed("there are octets behind the compressed stream", null);
    }
    for (BerReader.Scope scope : scopes) {
      reader.leave(scope);
    }
    reader.leave(whole);
    reader.requireBlankRest();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (isEnd) {
      return -1;
    }
    try {
      int count = in.read(target, offset, length);
      if (count < 0) {
        isEnd = true;
      }
      return count;
    } catch (ZipException | java.io.EOFException e) {
      throw failed("compressed content is damaged: " + e.getMessage(), e);
    }
  }

  /** Frees the native inflater. */
  @Override
  public void close() {
    isEnd = true;
    inflater.end();
  }
}
