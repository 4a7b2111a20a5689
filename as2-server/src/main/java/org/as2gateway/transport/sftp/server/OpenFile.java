package org.as2gateway.transport.sftp.server;

import java.io.IOException;

/** What a handle of a session stands for. For one thread. */
interface OpenFile {
  /** Size and time now. */
  FileFacts facts() throws IOException;

  /** Reads at a position; -1 at the end. */
  default int read(long offset, byte[] into, int at, int length) throws IOException {
    throw Refusal.denied("the file is open to write only");
  }

  /** Writes at a position. */
  default void write(long offset, byte[] from, int at, int length) throws IOException {
    throw Refusal.denied("the file is open to read only");
  }

  /** The client closed it: what it was opened for is done. */
  void finish() throws IOException;

  /** The session ended before that. */
  void abandon() throws IOException;
}
