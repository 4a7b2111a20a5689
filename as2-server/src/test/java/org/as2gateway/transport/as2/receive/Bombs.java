package org.as2gateway.transport.as2.receive;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Adler32;
import java.util.zip.Deflater;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.testkit.OpenSslEntities;

/** Small messages that ask for far more than they are worth. */
final class Bombs {
  /** ContentInfo, envelopedData, version 0: the recipients are next. */
  private static final String ENVELOPE = "308006092a864886f70d010703a0803080020100";

  /** ContentInfo, compressedData with ZLIB, up to the tag of the content octets. */
  private static final String COMPRESSED =
      "3080060b2a864886f70d0109100109a0803080020100300d060b2a864886f70d0109100308"
          + "308006092a864886f70d010701a080";

  private static final int ADLER_BASE = 65521;

  private Bombs() {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] repeated(String digits, int count) {
    byte[] one = hex(digits);
    byte[] all = new byte[one.length * count];
    for (int i = 0; i < all.length; i++) {
      all[i] = one[i % one.length];
    }
    return all;
  }

  /** SEQUENCE in SEQUENCE, each with its length. */
  static byte[] definiteNesting(int depth) {
    byte[] octets = new byte[depth * 5];
    for (int i = 0; i < depth; i++) {
      int length = octets.length - i * 5 - 5;
      octets[i * 5] = 0x30;
      octets[i * 5 + 1] = (byte) 0x83;
      octets[i * 5 + 2] = (byte) (length >> 16);
      octets[i * 5 + 3] = (byte) (length >> 8);
      octets[i * 5 + 4] = (byte) length;
    }
    return octets;
  }

  static MimeEntity envelope(byte[] recipients) {
    return Damage.pkcs7("enveloped-data", concat(hex(ENVELOPE), recipients));
  }

  static MimeEntity compressed(byte[] contentOctets) {
    return Damage.pkcs7("compressed-data", concat(hex(COMPRESSED), contentOctets));
  }

  /** A SET with a length of its own, of whatever it holds. */
  static byte[] set(byte[] content) {
    int length = content.length;
    byte[] head = {0x31, (byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length};
    return concat(head, content);
  }

  /** An entity of that many zeros, compressed, in the segments that openssl writes. */
  static MimeEntity zeros(long count) {
    byte[] header = Damage.latin1("Content-Type: application/octet-stream\r\n\r\n");
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    Deflater deflater = new Deflater();
    deflated.writeBytes(flushed(deflater, header));
    byte[] block = new byte[1 << 20];
    deflated.writeBytes(flushed(deflater, block));
    byte[] next = flushed(deflater, block); // as all that follow: compressing GiBs takes long
    deflater.end();
    long blocks = count / block.length;
    for (long i = 1; i < blocks; i++) {
      deflated.writeBytes(next);
    }
    deflated.writeBytes(hex("0300")); // the last block, empty
    deflated.writeBytes(hex("%08x".formatted(adler32(header, blocks * block.length))));
    int length = deflated.size();
    byte[] head = {
      0x04,
      (byte) 0x84,
      (byte) (length >> 24),
      (byte) (length >> 16),
      (byte) (length >> 8),
      (byte) length
    };
    return compressed(concat(head, deflated.toByteArray()));
  }

  /** What the deflater has for that input, up to a byte boundary. */
  private static byte[] flushed(Deflater deflater, byte[] input) {
    byte[] output = new byte[1 << 16];
    deflater.setInput(input);
    return Arrays.copyOf(output, deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH));
  }

  /** RFC 1950 §8.2, of a text and zeros behind it: they change the sum of sums only. */
  private static long adler32(byte[] text, long zeros) {
    Adler32 adler = new Adler32();
    adler.update(text);
    long sum = adler.getValue() & 0xffff;
    long sums = (adler.getValue() >> 16) + zeros % ADLER_BASE * sum;
    return sums % ADLER_BASE << 16 | sum;
  }

  /** multipart/signed whose first part is such an entity, and so on. */
  static MimeEntity signedInSigned(int depth) {
    StringBuilder body = new StringBuilder();
    for (int i = 1; i < depth; i++) {
      body.append("--b").append(i - 1).append("\r\nContent-Type: multipart/signed; boundary=b");
      body.append(i).append("\r\n\r\n");
    }
    return Damage.text("multipart/signed; boundary=b0", body.toString());
  }

  static MimeEntity related(int parts) {
    return Damage.text(
        "multipart/related; boundary=r",
        "--r\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(parts) + "--r--\r\n");
  }

  /** A part whose header block is longer than any budget. */
  static MimeEntity longHeaderBlock() {
    return Damage.text(
        "multipart/related; boundary=r",
        "--r\r\n" + "X-Filler: y\r\n".repeat(100_000) + "\r\nx\r\n--r--\r\n");
  }

  /** multipart/signed of that part with whatever stands for its signature. */
  static MimeEntity signedBy(MimeEntity inner, byte[] signature) {
    return OpenSslEntities.multipartSigned(inner, signature, "sha-256");
  }

  /** The same parts under a type that says nothing of a signature. */
  static MimeEntity stripped(MimeEntity signed) {
    String type = signed.headers().first("Content-Type").orElseThrow();
    return new MimeEntity(
        Headers.of("Content-Type", type.replace("multipart/signed", "multipart/mixed")),
        signed.body());
  }
}
