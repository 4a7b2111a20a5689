package org.as2gateway.delivery.inbox;

import java.time.Clock;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.StorageException;

/**
 * Takes files that come by a transport without receipts, one message each time. Safe for many
 * threads.
 */
public final class AcceptFiles {
  private final MessageLog messages;
  private final PayloadStore files;
  private final InboxDelivery inbox;
  private final long mostBytes;
  private final Clock clock;

  /**
   * Messages of that log, files of that store.
   *
   * @param mostBytes largest file that is accepted, where a partnership says nothing
   */
  public AcceptFiles(
      MessageLog messages, PayloadStore files, InboxDelivery inbox, long mostBytes, Clock clock) {
    this.messages = messages;
    this.files = files;
    this.inbox = inbox;
    this.mostBytes = mostBytes;
    this.clock = clock;
  }

  /** The largest file that is accepted on the partnership. */
  public long mostBytes(Partnership partnership) {
    return partnership.transport().maxBytes().orElse(mostBytes);
  }

  /**
   * Returns if there is room for more.
   *
   * @throws StorageException if the reserve of the disk is gone
   */
  public void requireSpace() throws StorageException {
    files.requireSpace();
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
