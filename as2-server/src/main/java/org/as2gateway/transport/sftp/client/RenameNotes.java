package org.as2gateway.transport.sftp.client;

import java.io.IOException;

/** What is remembered of the rename that completes an upload. */
public interface RenameNotes {
  /** Notes durably that the rename may happen from here on; an exception prevents it. */
  void begin() throws IOException;

  /** The rename did not happen, and will not: the note does not count any more. */
  void takeBack() throws IOException;

  /** The server has answered that it renamed the file. */
  void confirm() throws IOException;
}
