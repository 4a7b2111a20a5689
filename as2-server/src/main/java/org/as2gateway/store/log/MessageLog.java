package org.as2gateway.store.log;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * The record of all messages. Each call is one transaction of its own unless made inside {@link
 * org.as2gateway.store.db.Transactions}; all throw {@code DatabaseException} when the database
 * fails. Safe for many threads.
 */
public interface MessageLog {
  /** Adds a message with its payloads. */
  void insert(MessageRecord message);

  /**
   * Replaces a message, payloads included, if nobody has changed it since it was read: not its
   * status alone, for a receipt may be recorded while the status stays.
   *
   * @param after what is to be kept, of the same id
   * @param before the message as it was read
   * @return false if another got there first; nothing is changed then
   */
  boolean update(MessageRecord after, MessageRecord before);

  /** The message of our id. */
  Optional<MessageRecord> find(String id);

  /** The messages of these ids, in no order, by a fixed number of statements. */
  List<MessageRecord> findAll(List<String> ids);

  /**
   * Returns when no commit of unknown outcome can still record an accepted message: what is not
   * recorded then never will be.
   *
   * @throws org.as2gateway.store.db.DatabaseException if that does not come to an end within
   *     seconds
   */
  void awaitUnknown();

  /** Which of these ids have a message; at most a thousand in one call. */
  Set<String> recorded(Set<String> ids);

  /**
   * Messages of a Message-ID, brackets or not, at most a thousand: ours first, then those we
   * accepted, then refused ones, which anybody can send; of each the newest first.
   */
  List<MessageRecord> findByMessageId(MessageId messageId);

  /** The newest outbound message of that Message-ID (brackets or not) from us to that partner. */
  Optional<MessageRecord> findOutbound(As2Id from, As2Id to, MessageId messageId);

  /** A page of the list. */
  MessagePage search(MessageQuery query);

  /**
   * How many messages the list has, from its cursor on.
   *
   * @param most where counting stops: {@code most + 1} says that there are more
   * @return empty if counting would take longer than the query's effort allows
   */
  OptionalInt count(MessageQuery query, int most);

  /** The newest messages of a partnership from then on, newest first, without their payloads. */
  List<MessageRecord> findNewest(String partnership, Instant since, int limit);

  /**
   * How many messages of a partnership are in each status.
   *
   * @param since only those begun since then
   * @param most only so many, the newest
   */
  Map<MessageStatus, Integer> countNewest(String partnership, Instant since, int most);

  /**
   * Hands every message in one of the statuses to the consumer, oldest first, without holding them
   * all in memory.
   */
  void forEachInStatus(Direction direction, MessageStatus status, Consumer<MessageRecord> consumer);

  /**
   * Names of files in the partnership's outbox folder that belong to a message: one that is open,
   * or one that has ended and whose file is still to be moved.
   */
  Set<String> heldSources(String partnership);

  /**
   * Messages that have ended and whose files are still to be moved, by id. The end of a message
   * puts it here, in the same transaction.
   *
   * @param after only those with a greater id; empty for the first
   */
  List<UnfiledSource> unfiledSources(String after, int limit);

  /** Asks for the file of a message that has ended to be moved, if nobody has asked yet. */
  void addUnfiledSource(MessageRecord ended);

  /** The file was moved; a later end of the same message still asks for its own move. */
  void removeUnfiledSource(UnfiledSource source);

  /** The file of that message belongs to another message now. */
  void forgetUnfiledSource(String id);

  /**
   * How many messages are in each status; one that none is in may be missing.
   *
   * @param since ended messages count only if created at or after; all others count always
   */
  Map<MessageStatus, Integer> counts(Instant since);

  /**
   * How many messages of each partnership are in that status and not handled, of the newest ten
   * thousand.
   *
   * @param since only those created at or after
   * @param until only those created before
   */
  List<Group> groups(MessageStatus status, Instant since, Instant until);

  /**
   * Messages of one partnership in one status.
   *
   * @param partnership its name; empty for strangers
   * @param count how many
   * @param oldest id of the oldest
   * @param newest id of the newest
   */
  record Group(String partnership, int count, String oldest, String newest) {}

  /** Grows with every change of a message that this process makes: whoever watches looks again. */
  long countChanges();

  /** How many outbound messages of the partnership have not ended. */
  int countOpen(String partnership);

  /**
   * Takes the duplicate key of an accepted message, for ever.
   *
   * @return false if it is taken; then {@link #findAccepted} tells by whom
   */
  boolean takeDuplicateKey(As2Id from, As2Id to, MessageId messageId, String id);

  /** Our id of the accepted message of that key, brackets or not. */
  Optional<String> findAccepted(As2Id from, As2Id to, MessageId messageId);

  /**
   * Whether a message in status accepted holds that name in that inbox folder. A payload's inbox
   * name may be kept alone or as {@code folder/name}; alone, it counts for every folder.
   */
  boolean isInboxNameReserved(String folder, String inboxName);

  /** Adds an event. */
  void addEvent(String id, MessageEvent event);

  /** Adds several events in one go. */
  default void addEvents(String id, List<MessageEvent> events) {
    events.forEach(event -> addEvent(id, event));
  }

  /** All events of a message, oldest first. */
  List<MessageEvent> events(String id);

  /** Adds a piece of evidence. */
  void addEvidence(Evidence evidence);

  /**
   * Adds a refused message whose sender proved nothing, with what is kept to explain the refusal.
   * Within a budget: beyond it the oldest of these records go. No part of the evidence chain.
   */
  default void insertRefused(MessageRecord refused, List<Evidence> kept) {
    insert(refused);
    addEvidence(kept);
  }

  /** How many records of refused messages went before their time, by partnership. */
  default Map<String, Long> countDropped() {
    return Map.of();
  }

  /**
   * Removes records of {@link #insertRefused} that are older than that time, a bounded number.
   *
   * @return how many
   */
  default int removeRefused(Instant before, int limit) {
    return 0;
  }

  /** Adds several pieces of evidence in one go. */
  default void addEvidence(List<Evidence> evidence) {
    evidence.forEach(this::addEvidence);
  }

  /** All evidence of that kind of a message, oldest first. */
  List<Evidence> evidence(String id, EvidenceKind kind);

  /** Failures that somebody has dealt with, and messages sent in place of others. */
  HandledMessages handled();

  /** Keeps an HTTP answer to the message that was no receipt, in place of the oldest of a few. */
  void keepAnswer(String id, KeptAnswer answer);

  /** The kept HTTP answers to the message that were no receipts, newest first. */
  List<KeptAnswer> answers(String id);

  /** How many receipts came for the message and changed nothing. */
  FlaggedReceipts flaggedReceipts(String id);

  /** The same, kept from others who count until the end of the transaction around the call. */
  FlaggedReceipts lockFlaggedReceipts(MessageRecord message);

  /**
   * Replaces the counts; call it in the transaction that locked them.
   *
   * @param unprovenAt when a receipt came that proves nothing; null if it is genuine
   */
  void countFlagged(String id, FlaggedReceipts counts, @Nullable Instant unprovenAt);

  /** A receipt that proved nothing has been judged again and proves something now. */
  void settleFlagged(String id);

  /** Messages of each partnership for which a receipt that proves nothing came from then on. */
  List<Group> unprovenReceipts(Instant since);
}
