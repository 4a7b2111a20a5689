package org.as2gateway.store.payload;

import java.io.IOException;

/**
 * The disk cannot take what it was given, or its reserve is gone: temporary trouble, answered by a
 * 503 on the wire. What was being written must not be believed.
 */
public final class StorageException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A failure found by ourselves. */
  public StorageException(String message) {
    super(message);
  }

  /** A failure with what was attempted and its cause. */
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
