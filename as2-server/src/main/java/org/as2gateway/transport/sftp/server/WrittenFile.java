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
  private final long mostBytes;
  private final FileChannel channel;
  private boolean isBroken;

  WrittenFile(PartnerRoot root, VirtualPath path, OpenFlags flags, SignedIn session)
      throws IOException {
    this.root = root;
    this.session = session;
    appends = flags.append();
    mostBytes = root.mostBytes();
    upload = root.openToWrite(path, flags, this);
    channel = FileChannel.open(upload.path(), StandardOpenOption.WRITE);
  }

  @Override
  public FileFacts facts() throws IOException {
    return upload.facts();
  }

  @Override
  public void write(long offset, byte[] from, int at, int length) throws IOException {
    boolean isWritten = false;
    try {
      writeBlock(offset, from, at, length);
      isWritten = true;
    } finally {
      isBroken |= !isWritten;
    }
  }

  private void writeBlock(long offset, byte[] from, int at, int length) throws IOException {
    if (!root.isWrittenBy(upload, this)) {
      throw Refusal.failed("the file was opened by another session");
    }
    long end = channel.size();
    long position = appends ? end : offset;
    if (position < 0 || position > end) {
      throw Refusal.failed("byte " + offset + " is beyond the end of the file, " + end);
    }
    if (position + length > mostBytes) {
      throw Refusal.failed("the file has more than the " + mostBytes + " bytes that are accepted");
    }
    root.requireSpace();
    ByteBuffer bytes = ByteBuffer.wrap(from, at, length);
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }

  @Override
  public void finish() throws IOException {
    if (isBroken) { // clients close a file that they could not write
      abandon();
      throw Refusal.failed("a block of the file was not written: the file is not complete");
    }
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
