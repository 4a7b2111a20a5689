package org.as2gateway.transport.as2.receive;

import java.io.IOException;

/**
 * A body put together of several transfers did not verify. It may be the putting together, or a
 * stranger's piece: nothing is refused for good because of it.
 */
final class UnverifiedWholeException extends IOException {
  private static final long serialVersionUID = 1L;

  UnverifiedWholeException(String cause) {
    super(cause);
  }
}
