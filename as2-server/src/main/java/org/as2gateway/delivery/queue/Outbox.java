package org.as2gateway.delivery.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The durable queue. Each call takes part in a transaction of {@link
 * org.as2gateway.store.db.Transactions} around it. Safe for many threads.
 */
public interface Outbox {
  /** Adds an entry; one of the same id and kind is replaced. */
  void put(OutboxEntry entry);

  /** Changes when an entry is due and how often it was tried. */
  void reschedule(String id, OutboxEntry.Kind kind, Instant dueAt, int attempts);

  /** Takes an entry out; nothing happens if it is not there. */
  void remove(String id, OutboxEntry.Kind kind);

  /** The entry of a message. */
  Optional<OutboxEntry> find(String id, OutboxEntry.Kind kind);

  /** Lanes that have an entry, due or not; cheap however many entries they have. */
  List<String> lanes();

  /** The first entries of a lane that are due, oldest first. */
  List<OutboxEntry> due(String lane, Instant now, int limit);

  /** The oldest entry of a lane, due or not: what strict order waits for. */
  Optional<OutboxEntry> head(String lane);

  /** How many entries a lane has, due or not. */
  int count(String lane);

  /** When the next entry of any lane falls due after that instant. */
  Optional<Instant> nextDueAfter(Instant instant);

  /** Stops a lane until it is released. */
  void hold(String lane);

  /** Lets a lane go on. */
  void release(String lane);

  /** Lanes on hold. */
  List<String> held();
}
