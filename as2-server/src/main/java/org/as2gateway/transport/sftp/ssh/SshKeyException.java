package org.as2gateway.transport.sftp.ssh;

import org.jspecify.annotations.Nullable;

/** A key file that cannot be used. The message says which, why, and what to do. */
public final class SshKeyException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what to do; the cause may be null. */
  public SshKeyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
