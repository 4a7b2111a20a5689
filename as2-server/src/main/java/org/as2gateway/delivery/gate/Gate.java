package org.as2gateway.delivery.gate;

import java.io.IOException;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageRecord;

/** Looks at messages before they are sent. Called by many threads. */
public interface Gate {
  /** Whether it looks at messages of that partnership; asked often. */
  boolean isFor(Partnership partnership);

  /**
   * Whether it has to look again at a message that was tried before and is to be sent again,
   * because something else was sent meanwhile; asked before each further attempt.
   */
  default boolean mustLookAgain(MessageRecord message) {
    return false;
  }

  /**
   * Looks at a message that was never sent; may take as long as reading its files. It may be asked
   * again about the same message after a stop.
   *
   * @throws IOException if a file cannot be read; the message waits and is looked at again
   */
  Inspection inspect(MessageRecord message, Partnership partnership) throws IOException;
}
