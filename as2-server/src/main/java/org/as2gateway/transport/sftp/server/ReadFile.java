package org.as2gateway.transport.sftp.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A waiting file that a session reads. */
final class ReadFile implements OpenFile {
  private final PartnerRoot root;
  private final OfferedFile file;
  private final SignedIn session;
  private ReadableByteChannel channel;
  private long position;

  /** Up to here each byte was read, by this session or one before. */
  private long readBytes;

  ReadFile(PartnerRoot root, VirtualPath path, SignedIn session) throws IOException {
    this.root = root;
    this.session = session;
    file = root.openToRead(path);
    readBytes = root.readBytes(file);
    channel = file.content().channel(0);
  }

  @Override
  public FileFacts facts() {
    return FileFacts.file(file.name(), file.bytes(), file.since());
  }

  @Override
  public int read(long offset, byte[] into, int at, int length) throws IOException {
    if (offset < 0 || offset >= file.bytes()) {
      return -1;
    }
    if (offset != position) {
      channel.close();
      channel = file.content().channel(offset);
      position = offset;
    }
    ByteBuffer buffer = ByteBuffer.wrap(into, at, (int) Math.min(length, file.bytes() - offset));
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // A read may bring less than was asked for.
    }
    int count = buffer.position() - at;
    position += count;
    if (offset <= readBytes) {
      readBytes = Math.max(readBytes, position);
    }
    return count == 0 ? -1 : count;
  }

  @Override
  public void finish() throws IOException {
    channel.close();
    root.closeRead(file, readBytes, true, session);
  }

  @Override
  public void abandon() throws IOException {
    channel.close();
    root.closeRead(file, readBytes, false, session);
  }
}
