package org.as2gateway.store.db.h2;

import java.io.IOException;

/** A synchronisation with the disk failed: what was written before it is in doubt. */
public final class SyncFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  SyncFailedException(IOException cause) {
    super("could not synchronise a database file with the disk", cause);
  }
}
