package org.as2gateway.as2.smime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Walks a BER or DER encoding (X.690) as it streams by: enters and leaves constructed elements of
 * definite or indefinite length, reads small elements whole within a budget that is checked before
 * anything is allocated, and gives out octet strings of any size as streams. Lengths beyond 2 GiB
 * work. Not thread-safe.
 */
final class BerReader {
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;
  static final int OCTET_STRING = 0x04;
  static final int CONSTRUCTED_OCTET_STRING = 0x24;
  static final int CONTEXT_0 = 0x80;
  static final int CONTEXT_0_CONSTRUCTED = 0xa0;
  static final int CONTEXT_1_CONSTRUCTED = 0xa1;

  private static final int CONSTRUCTED = 0x20;
  private static final int MAX_DEPTH = 16;
  private static final long INDEFINITE = -1;

  private final BufferedSource in;
  private long offset;

  /** What is inside a constructed element: up to an offset, or up to an end-of-contents mark. */
  record Scope(long end) {}

  private record Header(int tag, long length) {}

  BerReader(BufferedSource in) {
    this.in = in;
  }

  /** The tag octet of the next element, not consumed; -1 at the end of the stream. */
  int peekTag() throws IOException {
    byte[] next = in.peek(1);
    return next.length == 0 ? -1 : next[0] & 0xff;
  }

  /** Enters the next element, which must be constructed and have that tag. */
  Scope enter(int tag) throws IOException {
    Header header = readHeader();
    if (header.tag != tag) {
      throw broken(
          "tag " + Integer.toHexString(header.tag) + ", expected " + Integer.toHexString(tag));
    }
    return scopeOf(header);
  }

  private Scope scopeOf(Header header) {
    return new Scope(header.length == INDEFINITE ? INDEFINITE : offset + header.length);
  }

  /** Whether the element that was entered holds another one. */
  boolean hasMore(Scope scope) throws IOException {
    if (scope.end != INDEFINITE) {
      return offset < scope.end;
    }
    byte[] next = in.peek(2);
    return next.length == 2 && (next[0] != 0 || next[1] != 0);
  }

  /** Leaves an element whose content has all been read. */
  void leave(Scope scope) throws IOException {
    if (scope.end == INDEFINITE) {
      Header mark = readHeader();
      if (mark.tag != 0 || mark.length != 0) {
        throw broken("end-of-contents mark missing");
      }
    } else if (offset != scope.end) {
      throw broken("element is longer or shorter than its length says");
    }
  }

  /** Reads all that follows the structure, inside an envelope: blanks and line ends only. */
  void requireBlankRest() throws IOException {
    Tail.requireBlank(in, "behind the compressed structure");
  }

  /**
   * Reads the next element whole, tag and length included.
   *
   * @param maxBytes its largest size, checked before reading
   */
  byte[] readElement(int maxBytes) throws IOException {
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    copyElement(element, maxBytes, 0);
    return element.toByteArray();
  }

  private void copyElement(ByteArrayOutputStream target, int maxBytes, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw broken("nested deeper than " + MAX_DEPTH);
    }
    Header header = readHeader();
    writeHeader(target, header);
    if (header.length == INDEFINITE) {
      Scope scope = scopeOf(header);
      while (hasMore(scope)) {
        copyElement(target, maxBytes, depth + 1);
      }
      leave(scope);
      target.write(0);
      target.write(0);
    } else {
      if (header.length > maxBytes - target.size()) {
        throw broken("element of " + header.length + " octets, expected at most " + maxBytes);
      }
      target.write(readExactly((int) header.length));
    }
    if (target.size() > maxBytes) {
      throw broken("element of more than " + maxBytes + " octets");
    }
  }

  private static void writeHeader(ByteArrayOutputStream target, Header header) {
    target.write(header.tag);
    if (header.length == INDEFINITE) {
      target.write(0x80);
    } else if (header.length < 0x80) {
      target.write((int) header.length);
    } else {
      target.write(0x84);
      for (int shift = 24; shift >= 0; shift -= 8) {
        target.write((int) (header.length >> shift) & 0xff);
      }
    }
  }

  private byte[] readExactly(int count) throws IOException {
    byte[] octets = in.readNBytes(count);
    offset += octets.length;
    if (octets.length < count) {
      throw broken("stream ends inside an element");
    }
    return octets;
  }

  /**
   * The octets of the next element as a stream: a primitive string of the given tag, or its
   * constructed form in segments. The stream ends with the element, which is left then.
   *
   * @param primitiveTag {@link #OCTET_STRING}, or {@link #CONTEXT_0} where it is implicitly tagged
   */
  InputStream openOctets(int primitiveTag) throws IOException {
    Header header = readHeader();
    if (header.tag == primitiveTag && header.length != INDEFINITE) {
      return new OctetStream(header.length);
    }
    if (header.tag == (primitiveTag | CONSTRUCTED)) {
      OctetStream octets = new OctetStream(0);
      octets.scopes.push(scopeOf(header));
      return octets;
    }
    throw broken("tag " + Integer.toHexString(header.tag) + " where content octets were expected");
  }

  private Header readHeader() throws IOException {
    int tag = readOctet();
    if ((tag & 0x1f) == 0x1f) {
      throw broken("tag number above 30");
    }
    int first = readOctet();
    if (first < 0x80) {
      return new Header(tag, first);
    }
    if (first == 0x80) {
      if ((tag & CONSTRUCTED) == 0) {
        throw broken("indefinite length of a primitive element");
      }
      return new Header(tag, INDEFINITE);
    }
    int count = first & 0x7f;
    long length = 0;
    for (int i = 0; i < count; i++) {
      length = length << 8 | readOctet();
      if (length < 0 || length >> 55 != 0 || count > 8) {
        throw broken("length of more than 7 octets");
      }
    }
    return new Header(tag, length);
  }

  private int readOctet() throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw broken("stream ends inside an element");
    }
    offset++;
    return octet;
  }

  private static ContentException broken(String cause) {
    return ContentException.broken("CMS structure: " + cause);
  }

  private final class OctetStream extends InputStream {
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private long remaining;

    OctetStream(long remaining) {
      this.remaining = remaining;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!hasSegment()) {
        return -1;
      }
      int count = in.read(target, start, (int) Math.min(length, remaining));
      if (count < 0) {
        throw broken("stream ends inside an element");
      }
      offset += count;
      remaining -= count;
      return count;
    }

    /** Moves to the next segment with octets in it, leaving what ends on the way. */
    private boolean hasSegment() throws IOException {
      while (remaining == 0) {
        Scope scope = scopes.peek();
        if (scope == null) {
          return false;
        }
        if (!hasMore(scope)) {
          leave(scope);
          scopes.pop();
        } else {
          openSegment();
        }
      }
      return true;
    }

    private void openSegment() throws IOException {
      Header header = readHeader();
      if (header.tag == OCTET_STRING) {
        remaining = header.length;
      } else if (header.tag == CONSTRUCTED_OCTET_STRING && scopes.size() < MAX_DEPTH) {
        scopes.push(scopeOf(header));
      } else {
        throw broken("tag " + Integer.toHexString(header.tag) + " among content octets");
      }
    }
  }
}
