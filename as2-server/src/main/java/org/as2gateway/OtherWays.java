package org.as2gateway;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.delivery.FallbackOffer;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.delivery.SendByFallback;
import org.as2gateway.store.log.JdbcOtherWays;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.OtherWay;

/**
 * Messages that do not get through, and those that are sent in place of them on the partnership
 * that {@code gw.fallback} names. Safe for many threads.
 */
public final class OtherWays {
  private static final int MOST_AT_ONCE = 1000;

  private final SendByFallback fallback;
  private final JdbcOtherWays ways;

  OtherWays(SendByFallback fallback, JdbcOtherWays ways) {
    this.fallback = fallback;
    this.ways = ways;
  }

  /** How a message that does not get through can be sent instead; empty if it cannot. */
  public Optional<FallbackOffer> offer(MessageRecord message) {
    return fallback.offer(message);
  }

  /**
   * Messages of a partnership for which that is so, the oldest first, at most a thousand; those
   * that failed more than a day ago are left out.
   */
  public List<MessageRecord> offered(String partnership) {
    return fallback.offered(partnership, MOST_AT_ONCE);
  }

  /**
   * How many they are, and which are the oldest and the newest; empty if there is none. Costs the
   * same however many there are.
   */
  public Optional<JdbcOtherWays.StuckTotal> offeredTotal(String partnership) {
    return fallback.total(partnership);
  }

  /** Sends the files of a message there and ends it; see {@link SendByFallback#send}. */
  public MessageRecord send(String id, String by, String reason)
      throws RefusedOperation, IOException {
    return fallback.send(id, by, reason);
  }

  /** All that one of these messages is a part of, the oldest first; at most a thousand ids. */
  public List<OtherWay> about(Set<String> ids) {
    return ways.about(ids);
  }

  /** Those that came both ways since then and of which nobody has told the partner. */
  public List<OtherWay> untold(Instant since) {
    return ways.untold(since);
  }

  /** Those that a setting sent since then, the oldest first. */
  public List<OtherWay> automatic(Instant since) {
    return ways.automatic(since);
  }

  /**
   * Notes that a person told the partner that the files of a message came twice.
   *
   * @param id our id of either of the two messages
   * @param told who did so, and what was said
   * @return false if its files did not come twice, or the partner is told already
   */
  public boolean tell(String id, OtherWay.Told told) {
    return ways.about(Set.of(id)).stream().anyMatch(way -> ways.tell(way.message(), told));
  }
}
