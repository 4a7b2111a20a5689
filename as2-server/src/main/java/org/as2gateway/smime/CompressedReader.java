package org.as2gateway.smime;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.as2gateway.wire.ErrorWord;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Opens CompressedData (RFC 3274, RFC 5402) as it streams by. */
final class CompressedReader {
  private static final int MAX_HEAD_BYTES = 1024;

  private CompressedReader() {}

  /** The decompressed content; the reader stands behind the content type of its ContentInfo. */
  static InputStream open(BerReader reader) throws IOException {
    reader.enter(BerReader.CONTEXT_0_CONSTRUCTED);
    reader.enter(BerReader.SEQUENCE);
    reader.readElement(MAX_HEAD_BYTES); // version
    AlgorithmIdentifier algorithm = Asn1.algorithm(reader.readElement(MAX_HEAD_BYTES));
    if (!PKCSObjectIdentifiers.id_alg_zlibCompress.equals(algorithm.getAlgorithm())) {
      throw failed("compressed with " + algorithm.getAlgorithm() + ", expected ZLIB", null);
    }
    reader.enter(BerReader.SEQUENCE);
    if (!CMSObjectIdentifiers.data.equals(Asn1.parse(reader.readElement(MAX_HEAD_BYTES)))) {
      throw failed("compressed content is not id-data", null);
    }
    reader.enter(BerReader.CONTEXT_0_CONSTRUCTED);
    InputStream octets = reader.openOctets(BerReader.OCTET_STRING);
    return new Inflated(octets, new Inflater());
  }

  static ContentException failed(
      String cause, @org.jspecify.annotations.Nullable Throwable reason) {
    return new ContentException(ErrorWord.DECOMPRESSION_FAILED, cause, reason);
  }

  /** Tells damage of the compressed octets as such, and frees the native inflater at the end. */
  private static final class Inflated extends InputStream {
    private final InflaterInputStream in;
    private final Inflater inflater;
    private boolean isEnd;

    Inflated(InputStream octets, Inflater inflater) {
      this.in = new InflaterInputStream(octets, inflater, BufferedSource.BUFFER_BYTES);
      this.inflater = inflater;
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

    @Override
    public void close() {
      isEnd = true;
      inflater.end();
    }
  }
}
