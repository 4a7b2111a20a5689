package org.as2gateway.delivery.inbox;

import java.time.Clock;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.payload.PayloadStore;

/**
 * Takes files that come by a transport without receipts, one message each time. Safe for many
 * threads.
 */
public final class AcceptFiles {
  private final MessageLog messages;
  private final PayloadStore files;
  private final InboxDelivery inbox;
  private final Clock clock;

  /** Messages of that log, files of that store. */
  public AcceptFiles(MessageLog messages, PayloadStore files, InboxDelivery inbox, Clock clock) {
    this.messages = messages;
    this.files = files;
    this.inbox = inbox;
    this.clock = clock;
  }

  /**
   * A message that begins to arrive now; nobody sees it before it is accepted. Close it.
   *
   * @param partnership on which it arrives: from the partner to us
   */
  public ArrivingFiles begin(Partnership partnership) {
    return new ArrivingFiles(
        new ArrivingFiles.Stores(messages, files, inbox, clock),
        MessageIds.next(clock),
        partnership);
  }
}
