package org.as2gateway.store.evidence;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.payload.PayloadStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go what has been kept long enough: payload copies and wire images, then messages with all
 * their evidence, then blocks of the chain in which nothing is left; duplicate keys only if an
 * operator says so. Nothing of a message that has not ended. Each run does a bounded piece.
 */
public final class Retention implements AutoCloseable {
  /** What a run removes at most, of each kind. */
  static final int MOST = 5000;

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Duration INTERVAL = Duration.ofMinutes(20);

  /** A clock that jumps ahead by years must not empty the archive before anybody looks. */
  private static final Duration MOST_TIME = Duration.ofHours(1);

  private static final int PAGE = 100;
  private static final int MOST_BLOCKS = 50;
  private static final int KEYS = 2000;

  private final Times times;
  private final JdbcRetention rows;
  private final EvidenceChain chain;
  private final MessageLog messages;
  private final PayloadStore files;
  private final Map<JdbcRetention.KeyTable, Octets> lastKeys =
      new EnumMap<>(JdbcRetention.KeyTable.class);
  private final List<Consumer<Instant>> others = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "retention");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * How long things are kept.
   *
   * @param payload payload copies and wire images
   * @param evidence messages and their evidence
   * @param duplicates duplicate and replay keys; empty: forever
   * @param refused records of refused messages whose sender proved nothing
   */
  public record Times(
      Duration payload, Duration evidence, Optional<Duration> duplicates, Duration refused) {}

  /** Retention by these times. */
  public Retention(
      Times times,
      JdbcRetention rows,
      EvidenceChain chain,
      MessageLog messages,
      PayloadStore files) {
    this.times = times;
    this.rows = rows;
    this.chain = chain;
    this.messages = messages;
    this.files = files;
  }

  /** Also runs that, as of the same time, with each run; add it before the start. */
  public void add(Consumer<Instant> sweep) {
    others.add(sweep);
  }

  /** Begins to sweep, three times an hour. */
  public void start() {
    var unused =
        timer.scheduleWithFixedDelay(this::sweepSafely, 1, INTERVAL.toMinutes(), TimeUnit.MINUTES);
  }

  private void sweepSafely() {
    try {
      Instant now = rows.follow(chain.now(), MOST_TIME);
      if (now.isBefore(chain.now())) {
        LOG.info("retention uses {} as the current time and catches up with the clock slowly", now);
      }
      sweep(now);
    } catch (IOException | RuntimeException | Error e) { // else it would never run again
      LOG.error("expired data could not be removed: {}", e.toString(), e);
    }
  }

  /** One run as of that time. */
  void sweep(Instant now) throws IOException {
    sweepPayloads(now);
    sweepRefused(now);
    sweepMessages(now);
    sweepBlocks(now);
    times.duplicates().ifPresent(age -> sweepKeys(now.minus(age)));
    others.forEach(other -> other.accept(now));
  }

  private void sweepPayloads(Instant now) throws IOException {
    Instant before = now.minus(times.payload());
    Set<String> removed = files.cleaning().removeKept(id -> isOver(id, before), MOST);
    for (String id : removed) {
      if (messages.find(id).isPresent()) {
        messages.addEvent(
            id,
            new MessageEvent(
                now,
                EventKind.PAYLOAD_EXPIRED,
                null,
                "kept files removed after " + times.payload().toDays() + " days"));
      }
    }
    if (!removed.isEmpty()) {
      LOG.info("removed payload files of {} messages older than {}", removed.size(), before);
    }
  }

  private boolean isOver(String id, Instant before) {
    if (!MessageIds.isId(id) || !MessageIds.madeAt(id).isBefore(before)) {
      return false;
    }
    Optional<MessageRecord> message = messages.find(id);
    return message.isEmpty()
        || (message.get().status().isEnd() && message.get().state().updatedAt().isBefore(before));
  }

  private void sweepRefused(Instant now) {
    Instant before = now.minus(times.refused());
    int removed = 0;
    int page;
    do {
      page = messages.removeRefused(before, PAGE);
      removed += page;
    } while (page == PAGE && removed < MOST);
    if (removed > 0) {
      LOG.info("removed {} records of refused messages older than {}", removed, before);
    }
  }

  private void sweepMessages(Instant now) {
    Instant before = now.minus(times.evidence());
    int removed = 0;
    int page;
    do {
      page = rows.removeMessages(before, now, PAGE);
      removed += page;
    } while (page == PAGE && removed < MOST);
    if (removed > 0) {
      LOG.info("removed {} messages and their evidence older than {}", removed, before);
    }
  }

  /** From the oldest on, as far as nothing of what they tell is left. */
  private void sweepBlocks(Instant now) {
    Instant before = now.minus(times.evidence());
    for (int i = 0; i < MOST_BLOCKS; i++) {
      Optional<Block> oldest = chain.oldest();
      boolean isOver =
          oldest
              .filter(block -> Instant.parse(block.at()).isBefore(before))
              .filter(block -> !rows.anyLeft(messagesIn(block)))
              .isPresent();
      if (!isOver) {
        return;
      }
      chain.requireCheckpoint(oldest.get());
      rows.removeBlock(oldest.get());
    }
  }

  private static Set<String> messagesIn(Block block) {
    Set<String> ids = new HashSet<>();
    block.lines().lines().flatMap(l -> ChainLine.of(l).stream()).forEach(l -> ids.add(l.message()));
    return ids;
  }

  private void sweepKeys(Instant before) {
    int removed = 0;
    for (JdbcRetention.KeyTable table : JdbcRetention.KeyTable.values()) {
      Octets last = lastKeys.getOrDefault(table, Octets.of(new byte[0]));
      JdbcRetention.KeyPage page = rows.removeKeys(table, last, before, KEYS);
      lastKeys.put(table, page.last());
      removed += page.removed();
    }
    if (removed > 0) {
      LOG.info("removed {} duplicate and replay keys older than {}", removed, before);
    }
  }

  /** Ends after the run under way. */
  @Override
  public void close() {
    timer.shutdown();
  }
}
