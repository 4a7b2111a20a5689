package org.as2gateway.transport.sftp.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** An upload that a session writes. */
final class WrittenFile implements OpenFile {
  private final PartnerRoot root;
  private final Unfinished upload;
  private final SignedIn session;
  private final boolean appends;
  private final FileChannel channel;

  WrittenFile(PartnerRoot root, VirtualPath path, OpenFlags flags, SignedIn session)
      throws IOException {
    this.root = root;
    this.session = session;
    appends = flags.append();
    upload = root.openToWrite(path, flags, this);
    channel = FileChannel.open(upload.path(), StandardOpenOption.WRITE);
  }

  @Override
  public FileFacts facts() throws IOException {
    return upload.facts();
  }

  @Override
  public void write(long offset, byte[] from, int at, int length) throws IOException {
    if (!root.isWrittenBy(upload, this)) {
      throw Refusal.failed("the file was opened by another session");
    }
    long end = channel.size();
    long position = appends ? end : offset;
    if (position < 0 || position > end) {
      throw Refusal.failed("byte " + offset + " is beyond the end of the file, " + end);
    }
    ByteBuffer bytes = ByteBuffer.wrap(from, at, length);
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }

  @Override
  public void finish() throws IOException {
    try (channel) {
      channel.force(true);
    }
    root.close(upload, this, session);
  }

  @Override
  public void abandon() throws IOException {
    channel.close();
    root.abandon(upload, this);
  }
}
