package org.as2gateway.delivery.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what is due in the outbox. One thread looks and hands out, others deliver: as many at once
 * in a lane as {@link Delivery#rules} allow, in strict order where they say so, none in a lane on
 * hold. No entry runs twice at once. Only the entries under way are held in memory.
 */
public final class OutboxWorker implements AutoCloseable {
  /** Wait before an entry is tried again whose delivery has thrown. */
  static final Duration AFTER_FAULT = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(OutboxWorker.class);

  /** However the clock may jump, and whoever forgets to wake: nothing is late by more than this. */
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

  private static final Duration AFTER_DATABASE_FAULT = Duration.ofSeconds(2);
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);
  private static final Duration IDLE_THREAD = Duration.ofSeconds(30);

  /** Entries of a lane that may be started in this look. */
  private record Candidates(String lane, Deque<OutboxEntry> entries) {}

  private final Outbox outbox;
  private final Delivery delivery;
  private final Clock clock;
  private final Duration drainLimit;
  private final WakeSignal signal = new WakeSignal();
  private final InFlight inFlight;
  private final ThreadPoolExecutor deliverers;
  private final Thread dispatcher;
  private volatile boolean isClosing;

  /**
   * A worker that has not started.
   *
   * @param threads most deliveries at once, over all lanes
   * @param drainLimit how long {@link #close} lets deliveries end by themselves
   */
  public OutboxWorker(
      Outbox outbox, Delivery delivery, Clock clock, int threads, Duration drainLimit) {
    this.outbox = outbox;
    this.delivery = delivery;
    this.clock = clock;
    this.drainLimit = drainLimit;
    this.inFlight = new InFlight(threads);
    AtomicInteger number = new AtomicInteger();
    deliverers =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_THREAD.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> new Thread(task, "outbox-" + number.incrementAndGet()));
    deliverers.allowCoreThreadTimeOut(true);
    dispatcher = new Thread(this::dispatch, "outbox-dispatcher");
  }

  /** Starts delivering. */
  public void start() {
    dispatcher.start();
  }

  /** Looks at all lanes at once: after a release, or where it is not known what was put. */
  public void wake() {
    signal.all();
  }

  /** Looks at one lane at once: to be called after the commit that put an entry into it. */
  public void wake(String lane) {
    signal.lane(lane);
  }

  /** How many deliveries are under way. */
  public int running() {
    return inFlight.busy();
  }

  private void dispatch() {
    while (!isClosing) {
      try {
        signal.await(look());
      } catch (InterruptedException e) {
        LOG.error("the outbox dispatcher was interrupted, expected to be closed", e);
        return;
      }
    }
  }

  /** Starts what can be started; says how long nothing else falls due. */
  private Duration look() {
    boolean isAll = signal.takeAll();
    Set<String> lanes = new LinkedHashSet<>(signal.takeLanes());
    try {
      Instant now = clock.instant();
      if (isAll) {
        lanes.addAll(outbox.lanes());
      }
      lanes.removeAll(new HashSet<>(outbox.held()));
      startFairly(lanes, now);
      Duration untilDue =
          outbox
              .nextDueAfter(now)
              .map(due -> Duration.between(clock.instant(), due))
              .orElse(LONGEST_SLEEP);
      return untilDue.compareTo(LONGEST_SLEEP) < 0 ? untilDue : LONGEST_SLEEP;
    } catch (RuntimeException | Error e) { // nothing would be sent any more without this thread
      LOG.error("cannot read the outbox, will retry: {}", e.getMessage(), e);
      lanes.forEach(signal::later);
      if (isAll) {
        signal.allLater();
      }
      return AFTER_DATABASE_FAULT;
    }
  }

  /** Round by round one entry of each lane, those with the least under way first. */
  private void startFairly(Set<String> lanes, Instant now) {
    List<String> order = new ArrayList<>(lanes);
    order.sort(Comparator.comparingInt(inFlight::of));
    List<Candidates> waiting = new ArrayList<>();
    for (String lane : order) {
      if (!inFlight.hasIdleThread()) {
        signal.later(lane); // the next delivery that ends asks for a look
        continue;
      }
      Deque<OutboxEntry> entries = startable(lane, now);
      startOne(lane, entries);
      waiting.add(new Candidates(lane, entries));
    }
    boolean hasStarted = true;
    while (hasStarted) {
      hasStarted = false;
      for (Candidates candidates : waiting) {
        hasStarted |= startOne(candidates.lane(), candidates.entries());
      }
    }
    for (Candidates candidates : waiting) {
      if (!candidates.entries().isEmpty()) {
        signal.later(candidates.lane());
      }
    }
  }

  private boolean startOne(String lane, Deque<OutboxEntry> entries) {
    if (entries.isEmpty() || !inFlight.hasThreadFor(lane)) {
      return false;
    }
    OutboxEntry entry = entries.remove();
    inFlight.begin(entry);
    boolean isHandedOver = false;
    try {
      deliverers.execute(() -> deliver(entry));
      isHandedOver = true;
    } finally {
      if (!isHandedOver) { // no thread to be had: it must not count as under way for ever
        inFlight.end(entry);
      }
    }
    return true;
  }

  /** Due entries of a lane as far as its rules allow more to be under way. */
  private Deque<OutboxEntry> startable(String lane, Instant now) {
    Deque<OutboxEntry> entries = new ArrayDeque<>();
    Delivery.LaneRules rules;
    try {
      rules = delivery.rules(lane, now);
    } catch (RuntimeException e) {
      LOG.error("cannot read the queue settings of '{}'; its messages wait", lane, e);
      return entries;
    }
    Set<InFlight.Key> taken = inFlight.taken(lane, now);
    int free = rules.isOrdered() ? 1 - inFlight.of(lane) : rules.concurrency() - inFlight.of(lane);
    if (free <= 0) {
      return entries; // looked at again when one of them ends
    }
    for (OutboxEntry entry : due(lane, rules.isOrdered(), now, free + taken.size())) {
      if (entries.size() < free && !taken.contains(InFlight.Key.of(entry))) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private List<OutboxEntry> due(String lane, boolean isOrdered, Instant now, int limit) {
    if (!isOrdered) {
      return outbox.due(lane, now, limit);
    }
    Optional<OutboxEntry> head = outbox.head(lane);
    return head.filter(entry -> !entry.dueAt().isAfter(now)).stream().toList();
  }

  private void deliver(OutboxEntry entry) {
    try {
      if (!isClosing) {
        delivery.deliver(entry);
        postponeIfUntouched(entry, "was not changed by its delivery and will be retried");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the gateway stops: the entry stays for the next start
    } catch (RuntimeException | Error e) {
      LOG.error("delivery of {} '{}' failed with an internal error", entry.kind(), entry.id(), e);
      postponeIfUntouched(entry, "will be retried after the error");
    } finally {
      inFlight.end(entry);
      signal.lane(entry.lane());
    }
  }

  /** Keeps an entry from running in a tight loop if its delivery has neither ended nor moved it. */
  private void postponeIfUntouched(OutboxEntry entry, String reason) {
    Instant later = clock.instant().plus(AFTER_FAULT);
    try {
      if (outbox.find(entry.id(), entry.kind()).filter(entry::equals).isPresent()) {
        LOG.warn("{} '{}' {} at {}", entry.kind(), entry.id(), reason, later);
        outbox.reschedule(entry.id(), entry.kind(), later, entry.attempts());
      }
    } catch (RuntimeException e) {
      LOG.error("{} '{}' could not be rescheduled and stays queued", entry.kind(), entry.id(), e);
      inFlight.rest(entry, later);
    }
  }

  /**
   * Starts nothing more, waits for the deliveries under way up to the limit, then interrupts them.
   */
  @Override
  public void close() {
    isClosing = true;
    signal.all();
    try {
      dispatcher.join(AFTER_INTERRUPT.toMillis());
      deliverers.shutdown();
      if (!deliverers.awaitTermination(drainLimit.toMillis(), TimeUnit.MILLISECONDS)) {
        deliverers.shutdownNow();
        if (!deliverers.awaitTermination(AFTER_INTERRUPT.toMillis(), TimeUnit.MILLISECONDS)) {
          LOG.warn("{} deliveries did not stop when interrupted", inFlight.busy());
        }
      }
    } catch (InterruptedException e) {
      deliverers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
