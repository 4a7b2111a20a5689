package org.as2gateway.transport.sftp.server;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where files that partners put go to, and what waits for them. Safe for many threads. */
public interface PartnerFiles {
  /**
   * Accepts a complete file. Once this returns the file is durably ours; after an exception the
   * partner is told that the upload failed. Called again with the same upload after a crash.
   *
   * @throws IOException with a message fit for the partner
   */
  void accept(UploadedFile upload) throws IOException;

  /** The largest file that is accepted from the partner; asked when an upload is opened. */
  long mostBytes(String user);

  /**
   * Returns if there is room for more of what partners put.
   *
   * @throws IOException with a message for our log if there is none
   */
  void requireSpace() throws IOException;

  /** What waits for the partner, oldest first; no two of one name. */
  List<OfferedFile> offered(String user) throws IOException;

  /** What waits for the partner under that name. */
  Optional<OfferedFile> offered(String user, String name) throws IOException;

  /**
   * The partner has read the file from its beginning to its end and closed it. Once this returns
   * that is durably recorded.
   */
  void collected(OfferedFile file, SignedIn session) throws IOException;
}
