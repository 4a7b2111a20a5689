package org.as2gateway.admin.port;

/** A request for a page by a user who has to choose another password first. */
final class NewPasswordNeeded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NewPasswordNeeded() {
    super("new password needed", null, false, false);
  }
}
