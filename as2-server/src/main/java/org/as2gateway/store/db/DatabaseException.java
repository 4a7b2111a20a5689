package org.as2gateway.store.db;

/** The database failed: temporary trouble for whoever asked, answered by a 503 on the wire. */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure found by ourselves. */
  public DatabaseException(String message) {
    super(message);
  }

  /** A failure with what was attempted and its cause. */
  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The database is another gateway's; names it and says what to do. */
  static DatabaseException inUse(String other) {
    return new DatabaseException(
        "it is in use by another gateway ("
            + other
            + "): stop that one, or give each gateway a database or a schema of its own");
  }
}
