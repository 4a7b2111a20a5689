package org.as2gateway.delivery.inbox;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.payload.PayloadStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings received messages to the inbox, in the order of reliability.md §2: files durable, one
 * transaction with everything, then the inbox. One for all transports. Safe for many threads.
 */
public final class InboxDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(InboxDelivery.class);

  private final Transactions transactions;
  private final MessageLog messages;
  private final PayloadStore files;
  private final Clock clock;

  /** Messages that their own requests are just recording and delivering. */
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();

  /** The inboxes of that store. */
  public InboxDelivery(
      Transactions transactions, MessageLog messages, PayloadStore files, Clock clock) {
    this.transactions = transactions;
    this.messages = messages;
    this.files = files;
    this.clock = clock;
  }

  /**
   * Steps 3 and 4: the commit that makes the message ours, then the inbox, if its status is
   * accepted. Its files are durable and handed over. When this returns true, the message is ours,
   * whatever happens to the machine.
   *
   * @param insertion stores the message and all that belongs to it; runs in the transaction, and
   *     returns false if the message must not be taken
   * @return what the insertion returned
   * @throws IOException if the files cannot be moved; the message is ours then, and is delivered
   *     later
   */
  public boolean accept(MessageRecord message, BooleanSupplier insertion) throws IOException {
    inHand.add(message.id());
    try {
      boolean isRecorded = commit(message.id(), insertion);
      if (isRecorded && message.status() == MessageStatus.ACCEPTED) {
        deliver(message);
      }
      return isRecorded;
    } finally {
      inHand.remove(message.id());
    }
  }

  private boolean commit(String id, BooleanSupplier insertion) {
    boolean isRecorded = false;
    try {
      isRecorded = transactions.durably(insertion::getAsBoolean);
    } finally {
      if (!isRecorded) {
        files.cleaning().commitUncertain(id);
      }
    }
    return isRecorded;
  }

  /** A failure here loses nothing: recovery brings the stage file to the inbox. */
  private void deliver(MessageRecord accepted) throws IOException {
    List<String> delivered = new ArrayList<>();
    for (int i = 0; i < accepted.payloads().size(); i++) {
      String reference = accepted.payloads().get(i).reservedName().orElseThrow();
      files.deliver(accepted.id(), i, reference).ifPresent(path -> delivered.add(path.toString()));
    }
    Instant now = clock.instant();
    String detail =
        delivered.isEmpty()
            ? "was in the inbox already"
            : "in the inbox as " + String.join(", ", delivered);
    MessageEvent event = new MessageEvent(now, EventKind.DELIVERED, null, detail);
    boolean isRecorded = false;
    while (!isRecorded) { // its asynchronous receipt may be recorded meanwhile
      isRecorded = transactions.inTransaction(() -> tryRecordDelivered(accepted.id(), event));
    }
  }

  private boolean tryRecordDelivered(String id, MessageEvent event) {
    MessageRecord before = messages.find(id).orElseThrow();
    MessageRecord after =
        before.withState(before.state().withStatus(MessageStatus.DELIVERED, event.at()));
    if (before.status() == MessageStatus.ACCEPTED && !messages.update(after, before)) {
      return false;
    }
    messages.addEvent(id, event);
    return true;
  }

  /**
   * After a crash, before anything is received: what was accepted reaches the inbox, exactly once;
   * the rest is cleared.
   */
  public void recover() throws IOException {
    deliverAccepted();
    try {
      messages.awaitUnknown();
    } catch (DatabaseException e) {
      LOG.warn("files of requests cut short stay until the next start: {}", e.getMessage());
      return;
    }
    files
        .cleaning()
        .clearStage(id -> messages.find(id).filter(InboxDelivery::isToDeliver).isPresent());
  }

  /**
   * Brings to the inbox what was accepted but could not be delivered then; to be called again and
   * again while messages come in. Also removes the files of what turned out not to be accepted.
   */
  public void deliverLeftBehind() {
    deliverAccepted();
    try {
      clearDoubtful();
    } catch (IOException e) {
      LOG.warn("files of messages that were not accepted could not be removed: {}", e.toString());
    }
  }

  /** Removes the files of messages whose commit failed, once it is known that they are not. */
  private void clearDoubtful() throws IOException {
    files
        .cleaning()
        .clearDoubtful(
            ids -> {
              messages.awaitUnknown();
              return messages.recorded(ids);
            });
  }

  /** What its own request is just delivering is left to it. */
  private void deliverAccepted() {
    List<String> ids = new ArrayList<>();
    messages.forEachInStatus(
        Direction.IN, MessageStatus.ACCEPTED, message -> ids.add(message.id()));
    for (String id : ids) {
      if (!inHand.contains(id)) {
        deliverLeftBehind(id);
      }
    }
  }

  /** Looks once more, durably: a commit that was seen and then failed must not be acted upon. */
  private void deliverLeftBehind(String id) {
    Optional<MessageRecord> message =
        transactions.durably(() -> messages.find(id)).filter(InboxDelivery::isToDeliver);
    try {
      if (message.isPresent()) {
        deliver(message.get());
        LOG.info("message {} was accepted earlier and is delivered now", id);
      }
    } catch (IOException e) {
      LOG.error("message {} cannot be delivered: {}", id, e.toString());
    }
  }

  private static boolean isToDeliver(MessageRecord message) {
    return message.direction() == Direction.IN && message.status() == MessageStatus.ACCEPTED;
  }
}
