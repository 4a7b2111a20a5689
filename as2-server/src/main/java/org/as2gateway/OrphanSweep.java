package org.as2gateway;

import java.io.IOException;
import java.time.Clock;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.payload.PayloadStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes files under {@code data/} that no message owns. Each run looks at what was made before
 * the run before it, the first at what was there at start: whatever the clock does, nothing that is
 * just being recorded.
 */
final class OrphanSweep implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanSweep.class);

  private final PayloadStore files;
  private final MessageLog messages;
  private final Clock clock;
  private String before;

  OrphanSweep(PayloadStore files, MessageLog messages, Clock clock) {
    this.files = files;
    this.messages = messages;
    this.clock = clock;
    this.before = MessageIds.next(clock);
  }

  @Override
  public synchronized void run() {
    String made = before;
    before = MessageIds.next(clock);
    try {
      messages.awaitUnknown();
      int cleared = files.cleaning().clearOrphans(made, messages::recorded);
      if (cleared > 0) {
        LOG.info("{} orphaned files were removed", cleared);
      }
    } catch (IOException e) {
      LOG.warn("orphaned files could not be removed: {}", e.toString());
    }
  }
}
