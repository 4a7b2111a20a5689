package org.as2gateway.admin.evidence;

/** A file that cannot be read as a bundle, with the reason. */
final class BadBundleException extends Exception {
  private static final long serialVersionUID = 1L;

  BadBundleException(String message) {
    super(message);
  }
}
