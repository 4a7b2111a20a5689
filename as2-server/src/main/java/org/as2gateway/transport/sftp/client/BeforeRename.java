package org.as2gateway.transport.sftp.client;

import java.io.IOException;

/** Called when an upload is complete under its temporary name. */
@FunctionalInterface
public interface BeforeRename {
  /** Notes durably that the rename may happen from here on; an exception prevents it. */
  void note() throws IOException;
}
