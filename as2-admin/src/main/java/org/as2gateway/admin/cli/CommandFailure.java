package org.as2gateway.admin.cli;

/** A command that could not do its work, with the sentence that tells why; exit status 1. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }
}
