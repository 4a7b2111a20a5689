package org.as2gateway.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.queue.Outbox;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.payload.HomeFolders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first start of a restored home. What was to be sent may have been sent and acknowledged after
 * the backup: its outcome is unknown, and nobody but an operator can say whether the partner
 * recognises a repeat. So it fails with that reason; a resend is the same bytes and, by AS2, the
 * same Message-ID.
 */
public final class AfterRestore {
  private static final Logger LOG = LoggerFactory.getLogger(AfterRestore.class);
  private static final String UNKNOWN =
      "restored from a backup, outcome unknown: ask the partner, or run './as2 resend' to send ";
  private static final String SAME_MESSAGE = UNKNOWN + "the same bytes and Message-ID again";
  private static final String SAME_FILES =
      UNKNOWN + "it again; the partner gets it twice if it has it already";

  private final HomeFolders home;
  private final Transactions transactions;
  private final MessageLog messages;
  private final Outbox outbox;
  private final Clock clock;

  /** The first start of that home. */
  public AfterRestore(
      HomeFolders home,
      Transactions transactions,
      MessageLog messages,
      Outbox outbox,
      Clock clock) {
    this.home = home;
    this.transactions = transactions;
    this.messages = messages;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Does nothing unless the home was restored. Can be repeated after a crash. */
  public void run() throws IOException {
    Path mark = home.data().resolve(RestoreHome.MARK);
    if (!Files.exists(mark)) {
      return;
    }
    List<MessageRecord> unknown = new ArrayList<>();
    for (MessageStatus status :
        List.of(
            MessageStatus.QUEUED,
            MessageStatus.BLOCKED,
            MessageStatus.SENDING,
            MessageStatus.AWAITING_MDN)) {
      messages.forEachInStatus(Direction.OUT, status, unknown::add);
    }
    for (MessageRecord message : unknown) {
      fail(message);
    }
    LOG.warn(
        "this home was restored from the backup {}: {} messages waiting to be sent were set to"
            + " failed because"
            + " their outcome is unknown. Messages received after the backup are missing",
        Files.readString(mark).lines().findFirst().orElse(""),
        unknown.size());
    Files.delete(mark);
  }

  private void fail(MessageRecord before) {
    Instant now = clock.instant();
    String unknown = before.findAs2().isPresent() ? SAME_MESSAGE : SAME_FILES;
    Failure why = new Failure(Reason.RESTORED_FROM_BACKUP, unknown);
    MessageRecord after =
        before
            .withState(before.state().concluded(MessageStatus.FAILED, why, now))
            .awaitingNoReceipt();
    transactions.durably(
        () -> {
          if (messages.update(after, before)) {
            String detail = "was " + before.status().text() + " in the backup; " + unknown;
            messages.addEvent(
                before.id(),
                new MessageEvent(
                    now, EventKind.RESTORED, null, Reason.RESTORED_FROM_BACKUP, detail));
            outbox.remove(before.id(), Kind.MESSAGE);
          }
          return true;
        });
  }
}
