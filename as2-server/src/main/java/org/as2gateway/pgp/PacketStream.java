package org.as2gateway.pgp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.as2gateway.pgp.PgpFailure.Reason;
import org.bouncycastle.bcpg.BCPGInputStream;

/**
 * The packets of one layer (RFC 9580 §4). Reads small ones whole within a bound, so that no length
 * of a stranger is ever allocated unseen; large ones are read by who knows them.
 */
final class PacketStream {
  private static final int MAX_SMALL = 1 << 16;
  private static final int MAX_PACKETS = 256;
  private static final int MAX_HEADER = 6;

  private final PushbackInputStream in;
  private int packets;

  PacketStream(InputStream in) {
    this.in = new PushbackInputStream(in, MAX_HEADER);
  }

  /** The tag of the next packet; -1 at the end. */
  int next() throws IOException {
    int header = in.read();
    if (header < 0) {
      return -1;
    }
    in.unread(header);
    if ((header & 0x80) == 0) {
      throw new Refusal(Reason.DAMAGED, "the OpenPGP packets are damaged; ask for the file again");
    }
    packets++;
    if (packets > MAX_PACKETS) {
      throw new Refusal(
          Reason.TOO_COMPLEX,
          "the message has more than " + MAX_PACKETS + " packets; ask for it with fewer");
    }
    return (header & 0x40) == 0 ? (header & 0x3f) >> 2 : header & 0x3f;
  }

  /** The next packet, header and body. */
  byte[] small() throws IOException {
    byte[] header = new byte[MAX_HEADER];
    header[0] = (byte) in.read();
    boolean isOld = (header[0] & 0x40) == 0;
    int lengthBytes = isOld ? oldLength(header[0] & 3) : newLength(header);
    int first = isOld ? 1 : 2;
    int count = isOld ? 1 + lengthBytes : Math.max(2, 1 + lengthBytes);
    for (int i = first; i < count; i++) {
      header[i] = (byte) octet();
    }
    long length = isOld ? number(header, 1, lengthBytes) : length(header);
    if (length > MAX_SMALL) {
      throw new Refusal(
          Reason.TOO_COMPLEX,
          "a packet of the message is larger than " + MAX_SMALL + " bytes; ask for another file");
    }
    byte[] packet = new byte[count + (int) length];
    System.arraycopy(header, 0, packet, 0, count);
    if (in.readNBytes(packet, count, (int) length) < length) {
      throw new EOFException("packet ends early");
    }
    return packet;
  }

  private static int oldLength(int type) throws Refusal {
    if (type == 3) {
      throw unbounded();
    }
    return 1 << type;
  }

  /** How many octets the length has; reads the first. */
  private int newLength(byte[] header) throws IOException {
    int first = octet();
    header[1] = (byte) first;
    if (first >= 224 && first < 255) {
      throw unbounded();
    }
    return first < 192 ? 1 : first == 255 ? 5 : 2;
  }

  private static long length(byte[] header) {
    int first = header[1] & 0xff;
    if (first < 192) {
      return first;
    }
    return first == 255 ? number(header, 2, 4) : ((first - 192L) << 8) + (header[2] & 0xff) + 192;
  }

  private static long number(byte[] header, int from, int count) {
    long number = 0;
    for (int i = from; i < from + count; i++) {
      number = (number << 8) | (header[i] & 0xff);
    }
    return number;
  }

  private static Refusal unbounded() {
    return new Refusal(
        Reason.DAMAGED, "a packet without content has no length; ask for the file again");
  }

  private int octet() throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException("packet header ends early");
    }
    return octet;
  }

  /** The rest, beginning with the next packet. */
  BCPGInputStream rest() {
    return BCPGInputStream.wrap(in);
  }
}
