package org.as2gateway.as2.mdn;

import java.io.Serial;

/** Tells {@link MdnReader} why an entity is no MDN; never leaves the package. */
final class UnreadableMdnException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  UnreadableMdnException(String cause) {
    super(cause);
  }
}
