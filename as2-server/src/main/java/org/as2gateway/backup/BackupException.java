package org.as2gateway.backup;

/** A backup or a restore that cannot be done, with the reason an operator can act on. */
public final class BackupException extends Exception {
  private static final long serialVersionUID = 1L;

  BackupException(String message) {
    super(message);
  }
}
