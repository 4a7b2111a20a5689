package org.as2gateway.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;
import org.bouncycastle.cms.CMSCompressedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.ZlibExpanderProvider;

/**
 * CMS CompressedData (RFC 3274) written octet by octet, since openssl is usually built without
 * zlib.
 */
public final class CompressedEntity {
  private static final int SEQUENCE = 0x30;
  private static final int EXPLICIT_0 = 0xa0;
  private static final int OCTET_STRING = 0x04;
  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final byte[] COMPRESSED_DATA = oid(1, 9); // id-ct-compressedData
  private static final byte[] ZLIB = oid(3, 8); // id-alg-zlibCompress
  private static final byte[] DATA = {
    6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 7, 1
  };

  private CompressedEntity() {}

  /** The octets as DER CompressedData. */
  public static byte[] compress(byte[] content) throws IOException {
    byte[] inner = tlv(EXPLICIT_0, tlv(OCTET_STRING, deflate(content)));
    byte[] encapsulated = tlv(SEQUENCE, concat(DATA, inner));
    byte[] compressed = tlv(SEQUENCE, concat(VERSION_0, tlv(SEQUENCE, ZLIB), encapsulated));
    return tlv(SEQUENCE, concat(COMPRESSED_DATA, tlv(EXPLICIT_0, compressed)));
  }

  /** What CompressedData holds. */
  public static byte[] uncompress(byte[] cms) throws IOException {
    try {
      return new CMSCompressedData(cms).getContent(new ZlibExpanderProvider());
    } catch (CMSException e) {
      throw new IOException("not readable as CompressedData", e);
    }
  }

  private static byte[] deflate(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(content);
    }
    return out.toByteArray();
  }

  /** 1.2.840.113549.1.9.16.{arc}.{last}. */
  private static byte[] oid(int arc, int last) {
    return new byte[] {
      6,
      11,
      0x2a,
      (byte) 0x86,
      0x48,
      (byte) 0x86,
      (byte) 0xf7,
      0x0d,
      1,
      9,
      16,
      (byte) arc,
      (byte) last
    };
  }

  private static byte[] tlv(int tag, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (value.length < 0x80) {
      out.write(value.length);
    } else {
      out.write(0x84);
      for (int shift = 24; shift >= 0; shift -= 8) {
        out.write(value.length >>> shift);
      }
    }
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
